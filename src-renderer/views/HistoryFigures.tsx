import { useMemo } from 'react';
import { formatMoney, formatTokens } from '../../src-main/shared/format.js';
import type { History } from '../../src-main/shared/history.js';
import { HOUR_MS } from '../../src-main/shared/units.js';
import { ChartTable } from '../charts/ChartTable.js';
import { compareStacks, holdsAny } from '../charts/compare-stacks.js';
import { describeBasis, explainEstimate } from '../charts/describe-basis.js';
import { Legend } from '../charts/Legend.js';
import { StackedChart } from '../charts/StackedChart.js';
import { stackHistory } from '../charts/stack-history.js';
import { nameSpan, zoneOfGrain } from '../charts/time-axis.js';
import { Source } from '../components/Source.js';
import { type HistoryRange, useNow, useWindow } from '../store.js';
import { ChartKey } from './ChartKey.js';
import { GroupTable } from './GroupTable.js';
import { HistoryComparison } from './HistoryComparison.js';
import { HistoryControls } from './HistoryControls.js';
import styles from './HistoryFigures.module.css';
import { nameLength, RANGES, resetMarks } from './history-ranges.js';
import { GROUPING_WORDS } from './history-words.js';
import { Unpriced } from './Unpriced.js';
import { useHistoryBefore } from './use-history.js';

interface Props {
  readonly history: History;
  readonly range: HistoryRange;
}

export function HistoryFigures({ history, range }: Props) {
  const { unit, isTable, isCompared } = useWindow((state) => state.choices);
  const now = useNow(HOUR_MS);
  const timeZone = useWindow((state) => state.snapshot?.timeZone ?? 'UTC');
  const order = useWindow((state) => state.seriesOrder[history.query.by]);
  const { grain, by, from, to } = history.query;
  const stack = useMemo(() => stackHistory(history, unit, order), [history, unit, order]);
  const answer = useHistoryBefore(history.query, isCompared);
  const before = isCompared && answer.state === 'ready' ? answer.value : null;
  const comparison = useMemo(
    // Meanwhile another time may be shown than the one the answer lies before.
    () => (before?.query.to === from ? compareStacks(stack, stackHistory(before, unit)) : null),
    [before, stack, unit, from],
  );
  const length = nameLength(range, grain, history.buckets.length);
  const marks = useMemo(() => resetMarks(history), [history]);
  const zone = zoneOfGrain(grain, timeZone);
  const title = `${unit === 'cost' ? 'Cost' : 'Tokens'} ${GROUPING_WORDS[by]}, ${RANGES[range].words}`;
  const basis = unit === 'cost' ? describeBasis(stack.columns, grain) : 'tokens';
  const why = unit === 'cost' ? explainEstimate(history, stack.columns) : null;
  return (
    <>
      <header className={styles.header}>
        <div className={styles.headline}>
          <h2 className={styles.title}>
            <span className="visuallyHidden">{title}: </span>
            {unit === 'cost' ? formatMoney(stack.total) : formatTokens(stack.total)}
          </h2>
          <span className={styles.words}>
            {nameSpan(from, Math.min(to - 1, now), zone)}
            {' · '}
            <Source provenance={history.provenance} timeZone={timeZone}>
              {basis || 'source'}
            </Source>
          </span>
        </div>
        <HistoryControls range={range} grain={grain} length={length} />
      </header>
      <HistoryComparison
        answer={isCompared ? answer : null}
        comparison={comparison}
        unit={unit}
        grain={grain}
        length={length}
      />
      {isTable ? (
        <div className={styles.tables}>
          <ChartTable
            caption={title}
            stack={stack}
            unit={unit}
            grain={grain}
            timeZone={timeZone}
            comparison={comparison}
          />
          {stack.groups.length > stack.series.length && (
            <GroupTable groups={stack.groups} unit={unit} by={by} />
          )}
        </div>
      ) : (
        <>
          <StackedChart
            title={title}
            stack={stack}
            unit={unit}
            grain={grain}
            timeZone={timeZone}
            marks={marks}
            comparison={comparison}
            shape="page"
          />
          <Legend series={stack.series} />
        </>
      )}
      <ChartKey
        columns={stack.columns}
        grain={grain}
        why={why}
        isTable={isTable}
        before={comparison && holdsAny(comparison) ? `the ${length} before` : null}
      />
      <Unpriced models={history.unpriced} />
    </>
  );
}
