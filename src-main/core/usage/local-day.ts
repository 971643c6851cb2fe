import type { Instant, Span } from '../../shared/units.js';
import { instantOf, type WallTime, wallTime } from '../../shared/zoned-time.js';

/** The calendar day of a zone that holds `now`: 23 to 25 hours around a clock change. */
export function localDay(now: Instant, zone: string): Span {
  const wall = wallTime(now, zone);
  return { from: startOfDay(wall, 0, zone), to: startOfDay(wall, 1, zone) };
}

function startOfDay(wall: WallTime, dayOffset: number, zone: string): Instant {
  const moved = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + dayOffset));
  return instantOf(
    {
      year: moved.getUTCFullYear(),
      month: moved.getUTCMonth() + 1,
      day: moved.getUTCDate(),
      hour: 0,
      minute: 0,
    },
    zone,
  );
}
