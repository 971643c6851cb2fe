import type { LimitUnit } from '../../../shared/evidence.js';
import { DAY_MS, floorHour, HOUR_MS, type Instant } from '../../../shared/units.js';
import { wallTime } from '../../../shared/zoned-time.js';
import { hourUse } from './active-hours.js';
import type { UseHour } from './learned.js';

const WEEKS = 8;
const WEEK_HOURS = 168;

/** Mean use of an hour by its place in the local week. */
export type Rhythm = (hour: Instant) => number;

/** Of the last eight weeks, or of what there is of them. */
export function learnRhythmOfWeek(
  hours: readonly UseHour[],
  unit: LimitUnit,
  timeZone: string,
  now: Instant,
): Rhythm {
  const placeOf = hourOfWeekIn(timeZone);
  const recent = hours.filter(({ start }) => start >= now - WEEKS * 7 * DAY_MS && start < now);
  const first = recent.reduce((least, { start }) => Math.min(least, start), now);
  const weeks = Math.max(1, (now - first) / (7 * DAY_MS));
  const sums = new Float64Array(WEEK_HOURS);
  for (const hour of recent) {
    const place = placeOf(hour.start);
    sums[place] = (sums[place] ?? 0) + hourUse(hour, unit);
  }
  return (hour) => (sums[placeOf(hour)] ?? 0) / weeks;
}

/** The zone is asked once a day: an hour off on the day the clocks change is near enough. */
function hourOfWeekIn(timeZone: string) {
  const offsets = new Map<number, number>();
  return (at: Instant) => {
    const day = Math.floor(at / DAY_MS);
    const offset = offsets.get(day) ?? offsetAt(day * DAY_MS + DAY_MS / 2, timeZone);
    offsets.set(day, offset);
    const place = floorHour(at + offset) / HOUR_MS;
    return ((place % WEEK_HOURS) + WEEK_HOURS) % WEEK_HOURS;
  };
}

function offsetAt(at: Instant, timeZone: string): number {
  const { year, month, day, hour, minute } = wallTime(at, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute) - at;
}
