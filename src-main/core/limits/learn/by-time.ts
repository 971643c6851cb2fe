import type { Evidence } from '../../../shared/evidence.js';

/** Oldest first; of one moment in the order of the ids. */
export const byTime = (one: Evidence, other: Evidence) =>
  one.at - other.at || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
