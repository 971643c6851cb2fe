import { HOUR_MS, type Instant } from '../../src-main/shared/units.js';
import type { SimulatedOrganization } from './organization.js';
import { utcMonthOf } from './utc-month.js';
import type { WorkLevel } from './work-level.js';

const MICROCENTS_A_CONTAINER_HOUR = 5_000_000;

/** Whole microcents an hour of code execution: free until the month's allowance is used up. */
export function createCodeExecution(
  { containerHours, life }: SimulatedOrganization,
  levelOf: WorkLevel,
): (hour: Instant) => number {
  const usedIn = (hour: Instant) => (containerHours?.usualDay ?? 0) * levelOf(hour, 'people');
  /** Container hours of the month up to the end of an hour. */
  const upTo = new Map<Instant, number>();
  function usedUpTo(end: Instant): number {
    const start = Math.max(utcMonthOf(end - 1).from, life.from);
    if (!containerHours || end <= start) return 0;
    const known = upTo.get(end);
    if (known !== undefined) return known;
    const hour = end - HOUR_MS;
    const used = (hour > start ? usedUpTo(hour) : 0) + usedIn(hour);
    upTo.set(end, used);
    return used;
  }

  return (hour) => {
    if (!containerHours || hour < life.from || hour >= life.to) return 0;
    const over = Math.max(0, usedUpTo(hour + HOUR_MS) - containerHours.free);
    return Math.round(Math.min(usedIn(hour), over) * MICROCENTS_A_CONTAINER_HOUR);
  };
}
