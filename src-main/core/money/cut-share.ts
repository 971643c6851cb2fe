import { HOUR_MS, type Instant, MINUTE_MS } from '../../shared/units.js';
import type { UsageTotal } from '../history-rows.js';

/**
 * How much of an hour lies before an instant in it, as a part of a whole: of the money of its
 * minutes, else of its time.
 */
export function cutShare(
  minutes: readonly UsageTotal[],
  hour: Instant,
  at: Instant,
): { readonly part: number; readonly whole: number } {
  const sum = (some: readonly UsageTotal[]) =>
    some.reduce((total, { estimated }) => total + (estimated ?? 0), 0);
  const whole = sum(minutes);
  return whole > 0
    ? { part: sum(minutes.filter(({ start }) => start + MINUTE_MS <= at)), whole }
    : { part: at - hour, whole: HOUR_MS };
}
