import { type Instant, MINUTE_MS } from '../../../shared/units.js';
import { distinctEnds } from './distinct-ends.js';
import { type LimitWindow, SAME_END_MS, SESSION_MS } from './limit-window.js';

/** Windows begin at such marks, never at the full hour. */
const MARK_MS = 10 * MINUTE_MS;

/**
 * The five-hour windows that use opened: the first use after one has ended begins the next, floored
 * to ten minutes. `ends` are those that were told; a window that use alone would make gives way to
 * them. Uses and ends in any order.
 */
export function sessionWindows(
  uses: readonly Instant[],
  ends: readonly Instant[],
): readonly LimitWindow[] {
  const told = toldWindows(ends);
  const windows: LimitWindow[] = [];
  let nextTold = 0;
  let end = Number.NEGATIVE_INFINITY;
  const add = (window: LimitWindow) => {
    windows.push(window);
    end = window.to;
  };
  for (const use of inOrder(uses)) {
    if (use < end) continue;
    for (; (told[nextTold]?.from ?? Number.POSITIVE_INFINITY) <= use; nextTold += 1) {
      const window = told[nextTold];
      if (window && window.to > end) add({ ...window, from: Math.max(window.from, end) });
    }
    if (use < end) continue;
    const from = Math.max(Math.floor(use / MARK_MS) * MARK_MS, end);
    const limit = told[nextTold]?.from ?? Number.POSITIVE_INFINITY;
    const to = Math.min(from + SESSION_MS, limit);
    add({ from, to, isCut: to < from + SESSION_MS });
  }
  for (const window of told.slice(nextTold)) {
    if (window.to > end) add({ ...window, from: Math.max(window.from, end) });
  }
  return windows;
}

/** One that the next told one cuts into ended there: its reset came early. */
const toldWindows = (ends: readonly Instant[]): readonly LimitWindow[] =>
  distinctEnds(ends).map((end, index, all): LimitWindow => {
    const next = (all[index + 1] ?? Number.POSITIVE_INFINITY) - SESSION_MS;
    const isCut = next < end - SAME_END_MS;
    return { from: end - SESSION_MS, to: isCut ? next : end, isCut };
  });

/** Half a year of minutes: they mostly are in order. */
function inOrder(uses: readonly Instant[]): readonly Instant[] {
  const isSorted = uses.every((use, index) => index === 0 || (uses[index - 1] ?? use) <= use);
  return isSorted ? uses : [...uses].sort((a, b) => a - b);
}
