import { findFalls } from './find-falls.js';
import type { LimitWindow } from './limit-window.js';

interface Told {
  readonly at: number;
  readonly pct: number;
}

/**
 * A window in which the percentage fell ends there, and another one goes on to its end. Neither is
 * whole: when the second began is known only to lie between two readings.
 */
export const closeAtFalls = (
  windows: readonly LimitWindow[],
  readings: readonly Told[],
): readonly LimitWindow[] => {
  const sorted = [...readings].sort((a, b) => a.at - b.at);
  return windows.flatMap((window): readonly LimitWindow[] => {
    const { from, to, isCut } = window;
    const inside = sorted.filter(({ at }) => from <= at && at < to);
    const falls = [...new Set(findFalls(inside))].filter((at) => at > from);
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
