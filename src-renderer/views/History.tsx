import { Backfill } from '../components/Backfill.js';
import { PageHeader } from '../components/PageHeader.js';
import { Segmented } from '../components/Segmented.js';
import { Trouble } from '../components/Trouble.js';
import { useWindow } from '../store.js';
import styles from './History.module.css';
import { HistoryAnswer } from './HistoryAnswer.js';
import { HistoryFigures } from './HistoryFigures.js';
import { pickGrain } from './history-ranges.js';
import { GROUPING_OPTIONS } from './history-words.js';
import { RangeButtons } from './RangeButtons.js';
import { useHistory } from './use-history.js';
import { useLetterKey } from './use-letter-key.js';
import { useOfferedRange } from './use-offered-range.js';
import { useTableKey } from './use-table-key.js';

export function History() {
  const choices = useWindow((state) => state.choices);
  const choose = useWindow((state) => state.choose);
  const { range, offered } = useOfferedRange();
  const grain = pickGrain(range, choices.grain);
  const answer = useHistory(range, grain, choices.by);
  useTableKey(() => choose({ isTable: !choices.isTable }));
  useLetterKey('c', () => choose({ isCompared: !choices.isCompared }));
  return (
    <>
      <PageHeader title="History" />
      <Trouble />
      <Backfill />
      <div className={styles.controls}>
        <RangeButtons range={range} offered={offered} />
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
