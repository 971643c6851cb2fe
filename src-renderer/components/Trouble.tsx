import {
  type FailureKind,
  type FailureNote,
  type KeyFailureKind,
  noteFailure,
} from '../../src-main/shared/failure.js';
import type { KeyState, Snapshot } from '../../src-main/shared/snapshot.js';
import { syncNow } from '../bridge.js';
import { useNow, useWindow } from '../store.js';
import { Button } from './Button.js';
import { describeAge } from './describe-age.js';
import { isHeld } from './is-held.js';
import { Note } from './Note.js';

const KEY_FAILURES: Readonly<Partial<Record<KeyState, KeyFailureKind | 'key-refused'>>> = {
  'never-saved': 'no-key',
  locked: 'keychain-locked',
  denied: 'keychain-denied',
  'no-keychain': 'keychain-absent',
  gone: 'key-gone',
  invalid: 'key-invalid',
  refused: 'key-refused',
};

/** Failures that a new key ends; trying again would not. */
const NEEDS_KEY: ReadonlySet<FailureKind> = new Set([
  'no-key',
  'key-gone',
  'key-invalid',
  'key-malformed',
  'key-wrong-kind',
  'key-refused',
  'other-organization',
]);

/** The running failure of the sync, else what the key's state alone means. */
function findTrouble(snapshot: Snapshot): FailureNote | null {
  if (snapshot.sync.failure) return snapshot.sync.failure;
  const kind = snapshot.mode === 'live' ? KEY_FAILURES[snapshot.connection.state] : undefined;
  return kind ? noteFailure({ kind }, snapshot.generatedAt) : null;
}

/** What is wrong, what happens next, and how old the figures are that stay on screen. */
export function Trouble() {
  const snapshot = useWindow((state) => state.snapshot);
  const chooseView = useWindow((state) => state.chooseView);
  const now = useNow(1000);
  const note = snapshot && findTrouble(snapshot);
  if (!note) return null;
  const { lastSuccessAt } = snapshot.sync;
  const age = lastSuccessAt === null ? null : describeAge(now - lastSuccessAt);
  const isKept = note.kind === 'key-refused' && snapshot.sync.coverage.from !== null;
  const body = isKept ? `${note.body} Your history stays.` : note.body;
  return (
    <Note
      role="status"
      title={note.title}
      body={age ? `${body} Figures are from ${age}.` : body}
      detail={note.detail}
      tone={note.mustAct ? 'act' : 'quiet'}
      actions={
        NEEDS_KEY.has(note.kind) ? (
          <Button onClick={() => chooseView('connect')}>Connect again</Button>
        ) : isHeld(snapshot.sync, now) ? null : (
          <Button disabled={snapshot.sync.state === 'syncing'} onClick={syncNow}>
            Try now
          </Button>
        )
      }
    />
  );
}
