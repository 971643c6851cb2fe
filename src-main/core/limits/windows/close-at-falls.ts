import type { Instant } from '../../../shared/units.js';
import { groupBy } from '../../group-by.js';
import { findFalls } from './find-falls.js';
import type { LimitWindow } from './limit-window.js';

export interface ToldPercent {
  readonly at: Instant;
  readonly pct: number;
  /** Whose word it is: two that disagree are no fall. */
  readonly teller: string;
}

/**
 * A window in which the percentage of one teller fell ends there, and another one goes on to its
 * end. Neither is whole: when the second began is known only to lie between two readings.
 */
export const closeAtFalls = (
  windows: readonly LimitWindow[],
  readings: readonly ToldPercent[],
): readonly LimitWindow[] => {
  const sorted = [...readings].sort((a, b) => a.at - b.at);
  const tellers = [...groupBy(sorted, ({ teller }) => teller).values()];
  return windows.flatMap((window): readonly LimitWindow[] => {
    const { from, to, isCut } = window;
    const falls = resetsOf(
      tellers.flatMap((told) =>
        stepsDown(told.slice(countBefore(told, from), countBefore(told, to))),
      ),
    ).filter((at) => at > from);
    const [first] = falls;
    if (first === undefined) return [window];
    const parts = falls.map(
      (at, index): LimitWindow => ({
        from: at,
        to: falls[index + 1] ?? to,
        isCut: isCut || index + 1 < falls.length,
        hasUnseenStart: true,
      }),
    );
    return [{ ...window, to: first, isCut: true }, ...parts];
  });
};

/** Of readings in order: there may be as many windows as readings. */
function countBefore(told: readonly ToldPercent[], at: Instant): number {
  let [low, high] = [0, told.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((told[middle]?.at ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A reset lies between the two. */
interface Step {
  readonly before: Instant;
  readonly at: Instant;
}

const stepsDown = (told: readonly ToldPercent[]): readonly Step[] =>
  findFalls(told).map((at) => ({
    before: told.findLast((reading) => reading.at < at)?.at ?? at,
    at,
  }));

/** When each was first seen: two tellers may tell of the same one. */
function resetsOf(steps: readonly Step[]): readonly Instant[] {
  const resets: Instant[] = [];
  for (const { before, at } of [...steps].sort((a, b) => a.at - b.at)) {
    const last = resets.at(-1);
    if (last === undefined || (last <= before && last < at)) resets.push(at);
  }
  return resets;
}
