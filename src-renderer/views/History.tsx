import { useEffect } from 'react';
import { DAY_MS } from '../../src-main/shared/units.js';
import { Backfill } from '../components/Backfill.js';
import { PageHeader } from '../components/PageHeader.js';
import { Segmented } from '../components/Segmented.js';
import { Trouble } from '../components/Trouble.js';
import { useNow, useWindow } from '../store.js';
import styles from './History.module.css';
import { HistoryAnswer } from './HistoryAnswer.js';
import { HistoryFigures } from './HistoryFigures.js';
import { offerRanges, pickGrain, RANGES } from './history-ranges.js';
import { GROUPING_OPTIONS } from './history-words.js';
import { useHistory } from './use-history.js';
import { useTableKey } from './use-table-key.js';

export function History() {
  const choices = useWindow((state) => state.choices);
  const choose = useWindow((state) => state.choose);
  const coverage = useWindow((state) => state.snapshot?.sync.coverage);
  const now = useNow(DAY_MS);
  const offered = offerRanges(coverage ?? { from: null, to: null, gaps: [] }, now);
  const range = offered.includes(choices.range) ? choices.range : '30d';
  const grain = pickGrain(range, choices.grain);
  const answer = useHistory(range, grain, choices.by);
  useTableKey(() => choose({ isTable: !choices.isTable }));
  useEffect(() => {
    if (range !== choices.range) choose({ range });
  }, [range, choices.range, choose]);
  return (
    <>
      <PageHeader title="History" />
      <Trouble />
      <Backfill />
      <div className={styles.controls}>
        <Segmented
          label="Range"
          options={offered.map((value) => ({ value, label: RANGES[value].label }))}
          value={range}
          onChoose={(value) => choose({ range: value, grain: null })}
        />
        <Segmented
          label="Grouped by"
          options={GROUPING_OPTIONS}
          value={choices.by}
          onChoose={(by) => choose({ by })}
        />
      </div>
      <section className={styles.card} aria-label="Figures">
        <HistoryAnswer answer={answer} shape="page">
          {(history) => <HistoryFigures history={history} range={range} />}
        </HistoryAnswer>
      </section>
    </>
  );
}
