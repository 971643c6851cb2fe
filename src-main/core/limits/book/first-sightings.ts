import { groupBy } from '../../group-by.js';
import type { LimitSighting } from '../limit-ports.js';

/**
 * Every try after a limit was reached says so again: of what is said of one window, up to the same
 * reset, the first counts. What names no reset stands by itself.
 */
export function firstSightings(sightings: readonly LimitSighting[]): readonly LimitSighting[] {
  const groups = groupBy(sightings, ({ id, window, resetsAt, pct }) =>
    resetsAt === null ? id : `${window} ${resetsAt} ${pct}`,
  );
  return [...groups.values()].map((group) =>
    group.reduce((first, next) => (next.at < first.at ? next : first)),
  );
}
