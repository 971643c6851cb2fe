import type { Instant } from '../../shared/units.js';
import type { HeldLimit, PublishedLimit } from '../../shared/usage.js';

/** The same limit before and after a change of its value. */
const nameOf = ({ kind, workspaceId, group, limiter }: PublishedLimit) =>
  JSON.stringify([kind, workspaceId, group, limiter]);

const isSame = (a: PublishedLimit, b: PublishedLimit) =>
  a.value === b.value && namesOf(a.models) === namesOf(b.models);

/** Their order says nothing. */
const namesOf = (models: readonly string[] | null) => JSON.stringify(models && [...models].sort());

/**
 * What has to be written so that the history of limits tells today's reading: ended ones and new
 * ones. `isAsked` limits this to what was read; what was not asked for is left as it was.
 */
export function mergeLimits(
  held: readonly HeldLimit[],
  read: readonly PublishedLimit[],
  isAsked: (limit: PublishedLimit) => boolean,
  at: Instant,
): readonly HeldLimit[] {
  const current = new Map(
    held.filter(({ until }) => until === null).map((limit) => [nameOf(limit), limit]),
  );
  const changes: HeldLimit[] = [];
  const seen = new Set<string>();
  for (const limit of read) {
    const name = nameOf(limit);
    if (seen.has(name)) continue;
    seen.add(name);
    const known = current.get(name);
    if (known && isSame(known, limit)) continue;
    if (known) changes.push({ ...known, until: at });
    changes.push({ ...limit, since: at, until: null });
  }
  for (const [name, limit] of current) {
    if (!seen.has(name) && isAsked(limit)) changes.push({ ...limit, until: at });
  }
  return changes;
}
