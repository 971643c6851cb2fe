import { formatDay } from '../../src-main/shared/format.js';
import type { SyncStatus } from '../../src-main/shared/snapshot.js';
import { updateSettings } from '../bridge.js';
import { useWindow } from '../store.js';
import styles from './Backfill.module.css';
import { Button } from './Button.js';

/** A usual refresh needs a page or two; only more than that is worth a word. */
const WORTH_TELLING = 3;

/** How far reading older history has come, and the way to stop it and go on. */
export function Backfill() {
  const sync = useWindow((state) => state.snapshot?.sync);
  if (!sync || !isWorthTelling(sync)) return null;
  const isPaused = sync.backfill?.isPaused === true;
  return (
    <div className={styles.backfill}>
      {isPaused ? <Paused sync={sync} /> : <Reading sync={sync} />}
      {sync.backfill && (
        <Button look="word" onClick={() => updateSettings({ isBackfillPaused: !isPaused })}>
          {isPaused ? 'Continue' : 'Pause'}
          <span className="visuallyHidden"> reading your history</span>
        </Button>
      )}
    </div>
  );
}

interface Props {
  readonly sync: SyncStatus;
}

function Reading({ sync: { progress, backfill, coverage } }: Props) {
  return (
    <>
      <label htmlFor="backfill">
        <strong>Reading your history</strong>
        {progress
          ? ` · ${progress.done} of ${countPages(progress.total)}`
          : backfill && ` · ${countPages(backfill.partsLeft)} to go`}
        {coverage.from !== null && `, back to ${formatDay(coverage.from, 'UTC')}`}
      </label>
      <progress
        id="backfill"
        className={styles.bar}
        max={progress?.total ?? 1}
        {...(progress && { value: progress.done })}
      />
    </>
  );
}

const Paused = ({ sync: { backfill } }: Props) => (
  <p role="status">
    <strong>History paused</strong>
    {backfill && ` · ${countPages(backfill.partsLeft)} to go`}
  </p>
);

function isWorthTelling({ state, progress, backfill }: SyncStatus): boolean {
  if (backfill?.isPaused) return true;
  if (progress) return progress.total >= WORTH_TELLING;
  // It goes on in a moment: the button that was just pressed must not vanish.
  return state === 'syncing' && backfill !== null && backfill.partsLeft >= WORTH_TELLING;
}

const countPages = (count: number) => (count === 1 ? '1 page' : `${count} pages`);
