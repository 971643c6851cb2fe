import type { Failure, FailureKind } from '../../shared/failure.js';
import { ok, type Result } from '../../shared/result.js';
import type { Label } from '../../shared/usage.js';
import { fetchPages } from './fetch-pages.js';
import type { SyncTools } from './run-sync.js';

const KINDS: readonly Label['kind'][] = ['workspace', 'api_key'];
/** These say something about the names only: the figures are none the worse. */
const ONLY_NAMES: readonly FailureKind[] = [
  'permission-missing',
  'not-available',
  'bad-request',
  'unexpected-response',
  'incomplete',
  'too-large',
];

/** Names of workspaces and keys, archived ones included. Unreadable ones leave ids as names. */
export async function syncLabels({
  api,
  key,
  history,
  signal,
}: Pick<SyncTools, 'api' | 'key' | 'history' | 'signal'>): Promise<Result<Failure | null>> {
  let refused: Failure | null = null;
  for (const kind of KINDS) {
    const labels = await fetchPages((page) => api.fetchLabels(key, kind, page, signal), signal);
    if (labels.ok) {
      const saved = history.replaceLabels(kind, labels.value);
      if (!saved.ok) return saved;
    } else if (ONLY_NAMES.includes(labels.failure.kind)) {
      refused = labels.failure;
    } else {
      return labels;
    }
  }
  return ok(refused);
}
