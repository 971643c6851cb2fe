import type { Instant } from './units.js';

/** Every expected error by kind. `detail` is for the details line and the log, never the surface. */
export type Failure =
  | { readonly kind: KeyFailureKind; readonly detail?: string }
  | {
      readonly kind: ApiFailureKind;
      /** Named by the service itself. */
      readonly retryAt?: Instant;
      /** A smaller question may be answered (admin API notes, 2.4). */
      readonly mayBeTooMuch?: true;
      readonly detail?: string;
      readonly requestId?: string | null;
    }
  | {
      readonly kind: 'rate-limited';
      readonly retryAt: Instant;
      readonly detail?: string;
      readonly requestId?: string | null;
    }
  | { readonly kind: StorageFailureKind; readonly detail?: string }
  | { readonly kind: ClaudeCodeFailureKind; readonly detail?: string }
  | { readonly kind: 'invalid-input'; readonly detail: string };

export type KeyFailureKind =
  | 'no-key'
  | 'key-malformed'
  | 'key-wrong-kind'
  | 'key-gone'
  | 'key-invalid'
  | 'keychain-locked'
  | 'keychain-denied'
  | 'keychain-absent'
  | 'keychain-slow'
  | 'keychain-unsaved';

export type ApiFailureKind =
  | 'key-refused'
  | 'permission-missing'
  | 'billing-trouble'
  | 'offline'
  | 'timed-out'
  | 'service-trouble'
  | 'not-the-api'
  | 'not-available'
  | 'bad-request'
  | 'unexpected-response'
  | 'incomplete'
  | 'source-empty'
  | 'reports-disagree'
  | 'too-large'
  | 'proxy-trouble'
  | 'certificate-untrusted'
  | 'other-organization'
  | 'cancelled';

export type StorageFailureKind =
  | 'storage-busy'
  | 'storage-full'
  | 'storage-read-only'
  | 'storage-damaged'
  | 'storage-newer'
  | 'storage-unavailable';

export type ClaudeCodeFailureKind =
  | 'claude-code-absent'
  | 'claude-settings-unreadable'
  | 'claude-settings-read-only'
  | 'node-absent';

export type FailureKind = Failure['kind'];

/** A failure as it is shown and kept: what happened, what happens next, whether to act. */
export interface FailureNote {
  readonly kind: FailureKind;
  readonly title: string;
  readonly body: string;
  readonly mustAct: boolean;
  readonly at: Instant;
  readonly retryAt: Instant | null;
  readonly detail: string | null;
}

type Sentence = readonly [title: string, body: string, mustAct: boolean];

/** The one sentence people see, and what they can do. No status codes, no jargon. */
const sentences: Readonly<Record<FailureKind, Sentence>> = {
  'no-key': ['Not connected yet', 'Connect an admin key, or explore with demo data.', true],
  'key-malformed': [
    'That does not look like a key',
    'Paste the admin key as one line, as the Console showed it.',
    true,
  ],
  'key-wrong-kind': [
    'This key is of another kind',
    'Tidemark needs an admin key (sk-ant-admin…). An organization admin can make one in the Console under Admin keys.',
    true,
  ],
  'key-gone': [
    'The saved key is gone',
    'It was removed from the keychain. Your history is still here; connect again to go on.',
    true,
  ],
  'key-invalid': [
    'The key is damaged',
    'What is stored as the admin key is not one, so it was not sent anywhere. Connect again.',
    true,
  ],
  'keychain-locked': [
    'The keychain is locked',
    'Unlock it and try again. Your last figures stay.',
    true,
  ],
  'keychain-denied': [
    'The keychain refused access',
    'Allow Tidemark in your keychain settings, then try again.',
    true,
  ],
  'keychain-absent': [
    'No keychain here',
    'Tidemark keeps the key only in a keychain. On Linux install gnome-keyring or KWallet; demo data works meanwhile.',
    true,
  ],
  'keychain-slow': [
    'The keychain did not answer',
    'It may be waiting for you in another window. Answer it there, then try again.',
    true,
  ],
  'keychain-unsaved': [
    'The keychain did not keep the key',
    'It could not be read back, so nothing was saved. Try again.',
    true,
  ],
  'key-refused': [
    'This key was not accepted',
    'It may be revoked, expired or of another kind. Connect a working admin key.',
    true,
  ],
  'permission-missing': [
    'This key may not read everything',
    'One report needs a right that this key lacks. The rest goes on.',
    false,
  ],
  'billing-trouble': [
    'Anthropic reports a payment problem',
    'See Billing in the Console. Your figures stay, and it is asked again by itself.',
    true,
  ],
  offline: ['Offline', 'No connection to Anthropic. Tidemark keeps trying by itself.', false],
  'timed-out': [
    'No answer in time',
    'Anthropic took too long. Tidemark tries again by itself.',
    false,
  ],
  'rate-limited': [
    'Asked to slow down',
    'Anthropic asked for a pause. Tidemark waits and goes on by itself.',
    false,
  ],
  'service-trouble': [
    'Anthropic’s service has trouble',
    'It is not your key. Tidemark tries again by itself.',
    false,
  ],
  'not-the-api': [
    'Something else answered',
    'The answer did not come from Anthropic. Does this network want you to sign in?',
    true,
  ],
  'not-available': [
    'Not available for this organization',
    'Anthropic does not offer this report here.',
    false,
  ],
  'bad-request': [
    'Anthropic refused a question',
    'What it asked for is missing; it is asked again later.',
    false,
  ],
  'unexpected-response': [
    'An answer could not be read',
    'Nothing of it was stored. Tidemark asks again; an update may be needed if this stays.',
    false,
  ],
  incomplete: [
    'An answer was incomplete',
    'Nothing of it was stored. Tidemark asks again by itself.',
    false,
  ],
  'source-empty': [
    'Anthropic now reports nothing for used days',
    'The earlier figures are kept, and it is asked again later.',
    false,
  ],
  'reports-disagree': [
    'Two usage reports disagree',
    'The hours that they disagree on are left out, and asked for again later.',
    false,
  ],
  'too-large': ['An answer was too large', 'It was stopped and nothing of it was stored.', false],
  'proxy-trouble': [
    'The proxy does not let Tidemark through',
    'Check the proxy settings of this computer. Your key is fine.',
    true,
  ],
  'certificate-untrusted': [
    'The connection is not trusted',
    'Nothing was sent. If your company inspects its network, name its certificate’s file in NODE_EXTRA_CA_CERTS. Or check this computer’s date.',
    true,
  ],
  'other-organization': [
    'This key belongs to another organization',
    'Figures of two organizations are never mixed. Connect it in the app, or use another data folder.',
    true,
  ],
  cancelled: ['Stopped', 'What was fetched so far is kept.', false],
  'storage-busy': [
    'The history is in use',
    'Another program holds it. Tidemark tries again by itself.',
    false,
  ],
  'storage-full': [
    'The disk is full',
    'Earlier figures are kept. Free some space; Tidemark tries again by itself.',
    true,
  ],
  'storage-read-only': [
    'The data folder cannot be written',
    'Figures are shown but new ones cannot be saved.',
    true,
  ],
  'storage-damaged': [
    'The history was damaged',
    'The next sync sets it aside and fetches it again.',
    false,
  ],
  'storage-newer': [
    'The history is from a newer Tidemark',
    'It is shown but not changed. Update Tidemark to go on.',
    true,
  ],
  'storage-unavailable': [
    'The data folder cannot be used',
    'Tidemark could not open or create it.',
    true,
  ],
  'claude-code-absent': [
    'Claude Code was not found',
    'Its settings folder is not on this computer. Start it once, then try again.',
    true,
  ],
  'claude-settings-unreadable': [
    'Claude Code’s settings cannot be read',
    'Nothing was changed. Mend its settings file or move it away, then try again.',
    true,
  ],
  'claude-settings-read-only': [
    'Claude Code’s settings cannot be written',
    'Nothing was changed. Make its settings file and the folder writable, then try again.',
    true,
  ],
  'node-absent': [
    'Node was not found',
    'Claude Code needs Node 18 or newer to show Tidemark’s line. Install it, then try again.',
    true,
  ],
  'invalid-input': ['That cannot be used', 'Please check what was entered.', true],
};

/** When the service may be asked again, where it has said so. */
export const retryAtOf = (failure: Failure): Instant | null =>
  ('retryAt' in failure && failure.retryAt) || null;

/** Whether less, asked for at once, may be answered. */
export const isTooMuch = (failure: Failure): boolean =>
  failure.kind === 'timed-out' || ('mayBeTooMuch' in failure && failure.mayBeTooMuch === true);

export function noteFailure(failure: Failure, at: Instant): FailureNote {
  const [title, body, mustAct] = sentences[failure.kind];
  return {
    kind: failure.kind,
    title,
    body,
    mustAct,
    at,
    retryAt: retryAtOf(failure),
    detail: failure.detail ?? null,
  };
}
