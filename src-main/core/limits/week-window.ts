import type { Settings } from '../../shared/settings.js';
import { DAY_MS, type Instant, type Span } from '../../shared/units.js';
import { instantOf, wallTime, weekdayOf } from '../../shared/zoned-time.js';

const WEEK_MS = 7 * DAY_MS;

export type WeeklyReset = Pick<
  Settings,
  'weeklyResetWeekday' | 'weeklyResetTime' | 'weeklyResetZone'
>;

/** The reset that falls `weeks` weeks after the one on or next to the day of `now`. */
function resetNear(now: Instant, reset: WeeklyReset, weeks: number): Instant {
  const zone = reset.weeklyResetZone;
  const wall = wallTime(now, zone);
  const [hour = 0, minute = 0] = reset.weeklyResetTime.split(':').map(Number);
  const dayOffset = reset.weeklyResetWeekday - weekdayOf(wall) + 7 * weeks;
  const day = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + dayOffset));
  return instantOf(
    {
      year: day.getUTCFullYear(),
      month: day.getUTCMonth() + 1,
      day: day.getUTCDate(),
      hour,
      minute,
    },
    zone,
  );
}

/** [last reset, next reset): stepped on the calendar of the reset's own zone, so 7 days or ±1 h. */
export function weekWindow(now: Instant, reset: WeeklyReset): Span {
  const resets = [-1, 0, 1, 2].map((weeks) => resetNear(now, reset, weeks));
  const next = resets.find((at) => at > now);
  const last = resets.filter((at) => at <= now).at(-1);
  return next === undefined || last === undefined ? evenWeek(now) : { from: last, to: next };
}

/** Where the calendar does not reach: whoever steps from week to week still comes to an end. */
function evenWeek(now: Instant): Span {
  const from = Math.floor(now / WEEK_MS) * WEEK_MS;
  return { from, to: from + WEEK_MS };
}

/** All resets in [from, to), in order. */
export function resetsWithin({ from, to }: Span, reset: WeeklyReset): readonly Instant[] {
  const resets: Instant[] = [];
  for (let at = weekWindow(to - 1, reset).from; at >= from; at = weekWindow(at - 1, reset).from) {
    resets.unshift(at);
  }
  return resets;
}
