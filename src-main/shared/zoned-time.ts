import { DAY_MS, type Instant, MINUTE_MS } from './units.js';

/** Calendar fields as a wall clock in some zone shows them; weekday 0 is Sunday. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/** The wall clock of a zone at an instant. */
export function wallTime(at: Instant, zone: string): WallTime {
  const fields: Record<string, number> = {};
  for (const { type, value } of formatFor(zone).formatToParts(at)) fields[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0 } = fields;
  return { year, month, day, hour, minute };
}

const asUtc = ({ year, month, day, hour, minute }: WallTime) =>
  Date.UTC(year, month - 1, day, hour, minute);

export const weekdayOf = (wall: WallTime) => new Date(asUtc(wall)).getUTCDay();

/**
 * The instant at which a zone's clock shows this wall time. A time that occurs twice gives the
 * first; one that is skipped gives the moment the clock jumps.
 */
export function instantOf(wall: WallTime, zone: string): Instant {
  const target = asUtc(wall);
  const offsetAt = (at: Instant) =>
    asUtc(wallTime(at, zone)) - Math.floor(at / MINUTE_MS) * MINUTE_MS;
  const before = offsetAt(target - DAY_MS);
  const after = offsetAt(target + DAY_MS);
  const first = target - before;
  if (asUtc(wallTime(first, zone)) === target) return first;
  const second = target - after;
  if (asUtc(wallTime(second, zone)) === target) return second;
  return firstMinuteAfterJump(Math.min(first, second), Math.max(first, second), before, offsetAt);
}

/** Between these the offset changes once: halve until the minute is found. */
function firstMinuteAfterJump(
  low: Instant,
  high: Instant,
  offsetBefore: number,
  offsetAt: (at: Instant) => number,
): Instant {
  let stillBefore = low;
  let surelyAfter = high;
  while (surelyAfter - stillBefore > MINUTE_MS) {
    const middle = Math.floor((stillBefore + surelyAfter) / 2 / MINUTE_MS) * MINUTE_MS;
    if (offsetAt(middle) === offsetBefore) stillBefore = middle;
    else surelyAfter = middle;
  }
  return surelyAfter;
}
