import type { Failure } from '../../shared/failure.js';
import { ok, type Result } from '../../shared/result.js';
import type { PublishedLimit } from '../../shared/usage.js';
import { mergeLimits } from '../limits/published/merge-limits.js';
import { fetchPages } from './fetch-pages.js';
import { persist } from './persist.js';
import type { SyncTools } from './run-sync.js';

/** Published rate limits: the organization's, and those that workspaces have of their own. */
export async function syncRateLimits(tools: SyncTools): Promise<Result<null>> {
  const { api, key, signal, history } = tools;
  const own = await fetchPages((page) => api.fetchRateLimits(key, { page, signal }), signal);
  if (!own.ok) return own;
  const read = [...own.value];
  const unanswered = new Set<string | null>();
  const isActive = history.readLabels('workspace').filter(({ archivedAt }) => archivedAt === null);
  for (const { id } of isActive) {
    const limits = await fetchPages(
      (page) => api.fetchWorkspaceRateLimits(key, id, { page, signal }),
      signal,
    );
    if (limits.ok) read.push(...limits.value);
    // The default workspace has none, and one may have been archived a moment ago.
    else if (isAboutWorkspace(limits.failure)) unanswered.add(id);
    else return limits;
  }
  return keep(tools, read, 'rate', unanswered);
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
