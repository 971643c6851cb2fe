import type { PublishedChange } from '../../../shared/limits.js';
import type { Instant } from '../../../shared/units.js';
import type { HeldLimit, Label } from '../../../shared/usage.js';
import { workspaceName } from './workspace-name.js';

const nameOf = ({ kind, workspaceId, group, limiter }: HeldLimit) =>
  JSON.stringify([kind, workspaceId, group, limiter]);

/**
 * What became of published limits, newest first. What was there at the first reading is no change,
 * and neither is another list of models. Limits in other currencies than USD are left out: a
 * change's values are dollars (A28).
 */
export function listChanges(
  limits: readonly HeldLimit[],
  workspaces: readonly Label[],
): readonly PublishedChange[] {
  const inDollars = limits.filter(({ currency }) => currency === undefined);
  const changes = [...byName(inDollars).values()].flatMap((spells) =>
    changesOf(spells, firstSight(limits, spells), workspaces),
  );
  return changes.sort((a, b) => b.at - a.at);
}

function byName(limits: readonly HeldLimit[]): ReadonlyMap<string, readonly HeldLimit[]> {
  const spells = new Map<string, HeldLimit[]>();
  for (const limit of limits) {
    const known = spells.get(nameOf(limit));
    if (known) known.push(limit);
    else spells.set(nameOf(limit), [limit]);
  }
  return new Map([...spells].map(([name, own]) => [name, own.sort((a, b) => a.since - b.since)]));
}

/** Rate limits and spend limits are read by two questions, of which one may be allowed later. */
const firstSight = (limits: readonly HeldLimit[], [one]: readonly HeldLimit[]): Instant =>
  limits.reduce(
    (first, { kind, since }) => (kind === one?.kind ? Math.min(first, since) : first),
    Number.POSITIVE_INFINITY,
  );

/** `spells`: one limit through time, in order. */
function changesOf(
  spells: readonly HeldLimit[],
  firstAt: Instant,
  workspaces: readonly Label[],
): PublishedChange[] {
  const changes: PublishedChange[] = [];
  spells.forEach((spell, index) => {
    const { kind, workspaceId, group, limiter, value, since, until } = spell;
    const name = workspaceName(workspaces, workspaceId);
    const names = { kind, workspaceName: name, group, limiter };
    const before = spells[index - 1];
    if (before === undefined || before.until !== since) {
      const appeared = { ...names, before: null, after: value, isNew: true, isGone: false };
      if (since > firstAt) changes.push({ at: since, ...appeared });
    } else if (before.value !== value) {
      const changed = { ...names, before: before.value, after: value, isNew: false, isGone: false };
      changes.push({ at: since, ...changed });
    }
    if (until !== null && spells[index + 1]?.since !== until) {
      const gone = { ...names, before: value, after: null, isNew: false, isGone: true };
      changes.push({ at: until, ...gone });
    }
  });
  return changes;
}
