import { useMemo, useState } from 'react';
import { formatMoney, formatTokens } from '../../src-main/shared/format.js';
import type { History } from '../../src-main/shared/history.js';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { describeBasis } from '../charts/describe-basis.js';
import { Legend } from '../charts/Legend.js';
import { StackedChart } from '../charts/StackedChart.js';
import { stackHistory } from '../charts/stack-history.js';
import { Card } from '../components/Card.js';
import { Segmented } from '../components/Segmented.js';
import { Source } from '../components/Source.js';
import { type HistoryUnit, useWindow } from '../store.js';
import { HistoryAnswer } from './HistoryAnswer.js';
import { resetMarks } from './history-ranges.js';
import { UNITS } from './history-words.js';
import styles from './ModelsCard.module.css';
import overview from './Overview.module.css';
import { Unpriced } from './Unpriced.js';
import { useHistory } from './use-history.js';

export function ModelsCard({ snapshot }: { readonly snapshot: Snapshot }) {
  const [unit, setUnit] = useState<HistoryUnit>('cost');
  const answer = useHistory('30d', 'day', 'model');
  return (
    <Card
      title="Last 30 days"
      className={overview.models}
      aside={<Segmented label="Shown" options={UNITS} value={unit} onChoose={setUnit} />}
    >
      <HistoryAnswer answer={answer} shape="card">
        {(history) => <Models history={history} snapshot={snapshot} unit={unit} />}
      </HistoryAnswer>
      <Unpriced
        models={snapshot.unpriced}
        source={{ provenance: snapshot.unpricedProvenance, timeZone: snapshot.timeZone }}
      />
    </Card>
  );
}

interface ModelsProps {
  readonly history: History;
  readonly snapshot: Snapshot;
  readonly unit: HistoryUnit;
}

function Models({ history, snapshot, unit }: ModelsProps) {
  const order = useWindow((state) => state.seriesOrder.model);
  const stack = useMemo(() => stackHistory(history, unit, order), [history, unit, order]);
  const marks = useMemo(() => resetMarks(history), [history]);
  const isCost = unit === 'cost';
  const basis = isCost ? describeBasis(stack.columns, 'day') : '';
  const total = isCost ? formatMoney(stack.total) : formatTokens(stack.total);
  return (
    <>
      <p className={styles.words}>
        <strong>{total}</strong>,{' '}
        <Source
          provenance={history.provenance}
          timeZone={snapshot.timeZone}
          align="start"
          says={`${total}${isCost ? '' : ' tokens'} by model, last 30 days`}
        >
          {basis || 'reported'}
        </Source>
      </p>
      <StackedChart
        title={`${unit === 'cost' ? 'Cost' : 'Tokens'} by model, last 30 days`}
        stack={stack}
        unit={unit}
        grain="day"
        timeZone={snapshot.timeZone}
        marks={marks}
        shape="card"
      />
      <div className={styles.legend}>
        <Legend series={stack.series} />
      </div>
    </>
  );
}
