import { countOf } from '../../../src-main/shared/count-words.js';
import { formatCount, formatDay } from '../../../src-main/shared/format.js';
import type { TranscriptsSetup } from '../../../src-main/shared/limits.js';
import { forgetTranscripts } from '../../bridge.js';
import { Button } from '../../components/Button.js';
import { useWindow } from '../../store.js';
import styles from './LimitSettings.module.css';
import { useOutcome } from './use-outcome.js';

/** What was found and read of the transcripts, and the way to forget it. */
export function TranscriptSettings({ setup }: { readonly setup: TranscriptsSetup }) {
  const timeZone = useWindow((state) => state.snapshot?.timeZone ?? 'UTC');
  const { words, isBusy, run } = useOutcome();
  const { progress, from } = setup;
  const forget = () =>
    run(forgetTranscripts(), (outcome) =>
      outcome === 'forgotten' ? 'What was read is forgotten; evidence stays.' : '',
    );
  return (
    <>
      <p className={styles.quiet}>{describeTranscripts(setup, timeZone)}</p>
      {progress && (
        <p className={styles.progress}>
          <label htmlFor="transcripts">Reading, {percentOf(progress)} %</label>
          <progress id="transcripts" max={Math.max(1, progress.total)} value={progress.done} />
        </p>
      )}
      {from !== null && (
        <p className={styles.actions}>
          <Button disabled={isBusy} onClick={forget}>
            Forget what was read
          </Button>
        </p>
      )}
      <p className={styles.quiet} role="status">
        {words}
      </p>
    </>
  );
}

const percentOf = ({ done, total }: { readonly done: number; readonly total: number }) =>
  Math.floor((done / Math.max(1, total)) * 100);

/** "212 files found in 1 folder, read from 2 Aug to 21 Nov." */
function describeTranscripts(setup: TranscriptsSetup, timeZone: string): string {
  const { files, folders, isOn, from, to } = setup;
  if (files === 0) return 'No transcripts of Claude Code were found on this computer.';
  const found = `${formatCount(files)} ${files === 1 ? 'file' : 'files'} found in ${countOf(folders, 'folder')}`;
  if (from === null || to === null) return `${found}, ${isOn ? 'nothing read yet' : 'not read'}.`;
  const read = `read from ${formatDay(from, timeZone)} to ${formatDay(to, timeZone)}`;
  return `${found}, ${read}${isOn ? '' : '; nothing new is read'}.`;
}
