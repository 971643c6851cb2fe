import { useState } from 'react';
import type { StatusLinePreview, StatusLineSetup } from '../../../src-main/shared/limits.js';
import { plainName } from '../../../src-main/shared/plain-name.js';
import { installStatusLine, previewStatusLine, removeStatusLine } from '../../bridge.js';
import { Button } from '../../components/Button.js';
import { useAge } from '../../store.js';
import styles from './LimitSettings.module.css';
import { StatusLineChange } from './StatusLineChange.js';
import { useOutcome } from './use-outcome.js';

const STATE_WORDS: Readonly<Record<StatusLineSetup['state'], string>> = {
  installed: 'Claude Code’s status line tells Tidemark its percentages.',
  absent: 'Not installed. With it, Claude Code tells Tidemark its percentages by itself.',
  outdated: 'Installed by an older Tidemark; install it again.',
  unreadable: 'Claude Code’s settings could not be read, so nothing will be changed there.',
  'no-claude-code': 'Claude Code was not found on this computer.',
  'no-node': 'It needs Node.js, which was not found on this computer.',
};

const OFF = 'While disableAllHooks is set in its settings, Claude Code runs no status line.';
const SILENT =
  'Claude Code runs a status line only in folders that you trust, and nowhere with disableAllHooks in its settings.';

function describeState({ state, isSwitchedOff }: StatusLineSetup): string {
  if (!isSwitchedOff) return STATE_WORDS[state];
  return `${state === 'installed' ? 'Installed.' : STATE_WORDS[state]} ${OFF}`;
}

/** Whether Claude Code tells its percentages, and what installing that would change. */
export function StatusLineSettings({ setup }: { readonly setup: StatusLineSetup }) {
  const { state, keepsOther, file, lastReadingAt, isSwitchedOff, isSilent } = setup;
  const [preview, setPreview] = useState<StatusLinePreview | null>(null);
  const { words, isBusy, run } = useOutcome();
  const age = useAge(lastReadingAt);
  const canInstall = state === 'absent' || state === 'outdated';
  const canRemove = state === 'installed' || state === 'outdated';
  const look = () =>
    run(previewStatusLine(), (value) => {
      setPreview(value);
      return '';
    });
  const end = (said: string) => {
    setPreview(null);
    return said;
  };
  const install = () =>
    run(installStatusLine(), ({ isSwitchedOff }) =>
      end(isSwitchedOff ? 'Installed.' : 'Installed. It shows with the next answer.'),
    );
  const remove = () => run(removeStatusLine(), () => end('Removed; what was there is back.'));
  return (
    <section className={styles.part} aria-label="Status line">
      <p>
        <strong>Status line</strong>
      </p>
      <p className={styles.quiet}>
        {describeState(setup)}
        {canRemove && keepsOther && ' Your own command is kept and runs along.'}
        {canRemove && (age === null ? ' No reading came yet.' : ` Last reading ${age} ago.`)}
        {isSilent && !isSwitchedOff && ` ${SILENT}`}
      </p>
      {state !== 'no-claude-code' && (
        <p className={styles.quiet}>
          <bdi>{plainName(file, 200)}</bdi>
        </p>
      )}
      {preview && <StatusLineChange preview={preview} />}
      <div className={styles.actions}>
        {canInstall && !preview && (
          <Button disabled={isBusy} onClick={look}>
            Show what will change
          </Button>
        )}
        {canInstall && preview && (
          <>
            <Button disabled={isBusy} onClick={install}>
              Install
            </Button>
            <Button look="word" onClick={() => setPreview(null)}>
              Cancel
            </Button>
          </>
        )}
        {canRemove && (
          <Button disabled={isBusy} onClick={remove}>
            Remove
          </Button>
        )}
      </div>
      <p className={styles.quiet} role="status">
        {words}
      </p>
    </section>
  );
}
