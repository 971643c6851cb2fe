import { formatDay } from '../../src-main/shared/format.js';
import { useWindow } from '../store.js';
import styles from './Backfill.module.css';

/** A usual refresh needs a window or two; only more than that is worth a word. */
const WORTH_TELLING = 3;

export function Backfill() {
  const sync = useWindow((state) => state.snapshot?.sync);
  if (!sync?.progress || sync.progress.total < WORTH_TELLING) return null;
  const { done, total } = sync.progress;
  const { from } = sync.coverage;
  return (
    <div className={styles.backfill}>
      <label htmlFor="backfill">
        <strong>Reading your history</strong> · {done} of {total} parts
        {from !== null && `, back to ${formatDay(from, 'UTC')}`}
      </label>
      <progress id="backfill" className={styles.bar} value={done} max={total} />
    </div>
  );
}
