import { type Failure, type FailureKind, retryAtOf } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { LABEL_KINDS } from '../../shared/usage.js';
import { fetchPages } from './fetch-pages.js';
import { persist } from './persist.js';
import type { SyncTools } from './sync-tools.js';

/** These say something about this question only: the figures are none the worse. */
const ONLY_THIS: readonly FailureKind[] = [
  'permission-missing',
  'not-available',
  'bad-request',
  'unexpected-response',
  'incomplete',
  'too-large',
  'service-trouble',
  'timed-out',
];
const isTrouble = ({ kind }: Failure) => kind === 'service-trouble' || kind === 'timed-out';
/** A pause that the service asks for is for every question. */
export const isOnlyThisQuestion = (failure: Failure) =>
  ONLY_THIS.includes(failure.kind) && retryAtOf(failure) === null;

/**
 * Names of workspaces, keys and members, archived ones included. Where one kind is unreadable its
 * ids are its names; the others are kept, and the failure tells why.
 */
export async function syncLabels({
  api,
  key,
  history,
  signal,
  wait,
}: SyncTools): Promise<Result<null>> {
  let refused: Failure | null = null;
  for (const kind of LABEL_KINDS) {
    const labels = await fetchPages((page) => api.fetchLabels(key, kind, page, signal), signal);
    if (labels.ok) {
      const saved = await persist(() => history.replaceLabels(kind, labels.value), wait, signal);
      if (!saved.ok) return saved;
    } else if (isOnlyThisQuestion(labels.failure)) {
      refused = labels.failure;
      // Each question would wait as long again.
      if (isTrouble(refused)) break;
    } else {
      return labels;
    }
  }
  return refused ? failed(refused) : ok(null);
}
