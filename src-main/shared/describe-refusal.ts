import type { FailureNote } from './failure.js';
import { KEY_PATTERN } from './key-pattern.js';
import type { Feature, SyncStatus } from './snapshot.js';

type Refusal = SyncStatus['refusals'][number];

/** What a key may be unable to read. */
export const FEATURE_WORDS: Readonly<Record<Feature, string>> = {
  cost: 'the cost report (what was billed)',
  labels: 'a list of names (of workspaces, keys or members)',
  limits: 'the published rate limits',
  'spend-limits': 'the spend limits',
  'claude-code': 'Claude Code’s own report',
  analytics: 'the analytics reports',
};

const LONGEST = 120;

/** Which right is missing, in the API's own words; null where it has none. */
export function missingRight({ kind, detail }: FailureNote): string | null {
  if (kind !== 'permission-missing' || detail === null) return null;
  // A detail of an answer begins with its status and the type of its error.
  const said = detail
    .replace(/^\d{3}\b( \w+_error\b)?/, '')
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '');
  const words = said.replace(KEY_PATTERN, '[key]').trim();
  return words === '' ? null : words.slice(0, LONGEST);
}

/** Put behind a sentence. */
export function rightWords(failure: FailureNote): string {
  const right = missingRight(failure);
  return right === null ? '' : ` Anthropic says: “${right}”`;
}

/** The failure's sentence, with the report it is about and the right that is missing (A3). */
export function describeRefusal({ feature, failure }: Refusal): FailureNote {
  const body = bodyOf(FEATURE_WORDS[feature], failure);
  return body === null ? failure : { ...failure, body };
}

function bodyOf(report: string, failure: FailureNote): string | null {
  if (failure.kind === 'not-available') return `Anthropic does not offer ${report} here.`;
  if (failure.kind !== 'permission-missing') return null;
  return `It may not read ${report}.${rightWords(failure)} The rest goes on.`;
}
