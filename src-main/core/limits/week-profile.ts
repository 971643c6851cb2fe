import type { WeekProfile } from '../../shared/limits.js';
import { ceilHour, floorHour, HOUR_MS, type Instant, type Span } from '../../shared/units.js';
import { wallTime, weekdayOf } from '../../shared/zoned-time.js';
import type { UseTimeline } from './use/use-timeline.js';

const DAYS = 7;
const HOURS = 24;

/** Between two steps. */
const STEP_HOURS = 7 * HOURS;

/** Mean use in dollars by weekday, from Monday, and hour of the shown zone; null: nothing is held. */
export function* weekProfile(
  timeline: UseTimeline,
  { from, to }: Span,
  timeZone: string,
): Generator<void, WeekProfile> {
  const sums = new Float64Array(DAYS * HOURS);
  const held = new Float64Array(DAYS * HOURS);
  const used = new Map<Instant, number>(
    timeline.hours({ from, to }, null).map(({ start, usd }) => [start, usd]),
  );
  // Whole hours alone: the part of one would count as an hour of little use.
  const first = ceilHour(from);
  for (let hour: number = first; hour < floorHour(to); hour += HOUR_MS) {
    if ((hour - first) % (STEP_HOURS * HOUR_MS) === 0) yield;
    if (timeline.heldShare({ from: hour, to: hour + HOUR_MS }) === 0) continue;
    const wall = wallTime(hour, timeZone);
    const cell = ((weekdayOf(wall) + DAYS - 1) % DAYS) * HOURS + wall.hour;
    sums[cell] = (sums[cell] ?? 0) + (used.get(hour) ?? 0);
    held[cell] = (held[cell] ?? 0) + 1;
  }
  return Array.from({ length: DAYS }, (_, day) =>
    Array.from({ length: HOURS }, (_, hour) => {
      const cell = day * HOURS + hour;
      const count = held[cell] ?? 0;
      return count === 0 ? null : (sums[cell] ?? 0) / count;
    }),
  );
}
