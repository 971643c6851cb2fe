import type { Instant } from '../../../shared/units.js';
import type { HeldLimit, PublishedLimit } from '../../../shared/usage.js';

/** The same limit before and after a change of its value. */
const nameOf = ({ kind, workspaceId, group, limiter, currency }: PublishedLimit) =>
  JSON.stringify([kind, workspaceId, group, limiter, currency ?? null]);

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
  for (const limit of tellApart(read)) {
    const name = nameOf(limit);
    if (seen.has(name)) continue;
    seen.add(name);
    const known = current.get(name);
    if (known && isSame(known, limit)) continue;
    if (known) changes.push(endOf(known, at));
    changes.push({ ...limit, since: at, until: null });
  }
  for (const [name, limit] of current) {
    if (!seen.has(name) && isAsked(limit)) changes.push(endOf(limit, at));
  }
  return changes;
}

/** Groups may bear the same name, or in old answers none of their own: their models tell them. */
function tellApart(read: readonly PublishedLimit[]): readonly PublishedLimit[] {
  const models = new Map<string, Set<string>>();
  for (const limit of read) {
    const name = nameOf(limit);
    models.set(name, (models.get(name) ?? new Set()).add(namesOf(limit.models)));
  }
  return read.map((limit) => {
    const isAlone = (models.get(nameOf(limit))?.size ?? 0) < 2;
    if (isAlone || limit.models === null) return limit;
    return { ...limit, group: `${limit.group}: ${[...limit.models].sort().join(', ')}` };
  });
}

/** A clock that went back does not let a limit end before it began. */
const endOf = (limit: HeldLimit, at: Instant): HeldLimit => ({
  ...limit,
  until: Math.max(limit.since, at),
});
