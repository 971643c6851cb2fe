import { intervalOfDraws } from './active-hours.js';
import type { Interval } from './learned.js';
import { createDraws } from './seeded-draws.js';

/** Hours in a row resemble each other. */
const STAYS_IN_ORDER = 0.75;
/** One window's pace differs from another's by this much, in logarithms. */
export const PACE_SD = 0.3;
/** More hours than a window has are not told apart. */
const MOST_HOURS = 1000;

/** Active hours until each draw of what remains is spent, at the pace of past active hours. */
export function drawHoursLeft(remaining: readonly number[], active: readonly number[]): Interval {
  const draws = createDraws(remaining.length * 1009 + active.length);
  return intervalOfDraws(
    remaining.map((amount) => {
      const pace = Math.exp(PACE_SD * draws.normal());
      let left = amount / pace;
      let hours = 0;
      let index = 0;
      while (left > 0 && hours < MOST_HOURS) {
        const goesOn = hours > 0 && draws.next() < STAYS_IN_ORDER;
        index = goesOn ? (index + 1) % active.length : Math.floor(draws.next() * active.length);
        const use = active[index] ?? 0;
        hours += use > left ? left / use : 1;
        left -= use;
      }
      return hours;
    }),
  );
}
