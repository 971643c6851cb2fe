import type { Failure } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { PublishedLimit } from '../../shared/usage.js';
import { mergeLimits } from '../limits/published/merge-limits.js';
import { fetchPages } from './fetch-pages.js';
import { persist } from './persist.js';
import type { SyncTools } from './sync-tools.js';

/**
 * Published rate limits: the organization's, and those that workspaces have of their own. What was
 * read is kept, whatever becomes of the rest (A3).
 */
export async function syncRateLimits(tools: SyncTools): Promise<Result<null>> {
  const { api, key, signal, history } = tools;
  const own = await fetchPages((page) => api.fetchRateLimits(key, { page, signal }), signal);
  if (!own.ok) return own;
  const read = [...own.value];
  const unanswered = new Set<string | null>();
  let failure: Failure | null = null;
  const isActive = history.readLabels('workspace').filter(({ archivedAt }) => archivedAt === null);
  for (const { id } of isActive) {
    // Each further one would be refused, or wait, as this one was.
    const limits: Result<readonly PublishedLimit[]> = failure
      ? failed(failure)
      : await fetchPages((page) => api.fetchWorkspaceRateLimits(key, id, { page, signal }), signal);
    if (limits.ok) {
      read.push(...limits.value);
      continue;
    }
    unanswered.add(id);
    // The default workspace has none, and one may have been archived a moment ago.
    if (!isAboutWorkspace(limits.failure)) failure = limits.failure;
  }
  const kept = await keep(tools, read, 'rate', unanswered);
  return kept.ok && failure ? failed(failure) : kept;
}

const isAboutWorkspace = ({ kind }: Failure) => kind === 'not-available' || kind === 'bad-request';

/** Caps on spend, where the organization is in that preview. */
export async function syncSpendLimits(tools: SyncTools): Promise<Result<null>> {
  const { api, key, signal } = tools;
  const limits = await fetchPages((page) => api.fetchSpendLimits(key, { page, signal }), signal);
  return limits.ok ? keep(tools, limits.value, 'spend') : limits;
}

async function keep(
  { history, now, wait, signal, log }: SyncTools,
  read: readonly PublishedLimit[],
  kind: PublishedLimit['kind'],
  unanswered: ReadonlySet<string | null> = new Set(),
): Promise<Result<null>> {
  const isAsked = (limit: PublishedLimit) =>
    limit.kind === kind && !unanswered.has(limit.workspaceId);
  const changes = mergeLimits(history.readPublishedLimits(), read, isAsked, now());
  if (changes.length === 0) return ok(null);
  const ended = changes.filter(({ until }) => until !== null).length;
  if (ended > 0) log.info('limits-changed', { kind, ended, begun: changes.length - ended });
  return persist(() => history.savePublishedLimits(changes), wait, signal);
}
