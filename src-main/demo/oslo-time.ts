import type { Instant } from '../shared/units.js';
import { DAY_MS, HOUR_MS } from '../shared/units.js';

/** Wall clock in Europe/Oslo by arithmetic: asking Intl for each hour would be far slower. */
export interface OsloTime {
  /** Local calendar days since 1970-01-01. */
  readonly day: number;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly date: number;
  /** 0 is Monday. */
  readonly weekday: number;
  readonly hour: number;
}

export function osloTime(at: Instant): OsloTime {
  const offset = isSummerTime(at) ? 2 * HOUR_MS : HOUR_MS;
  const local = new Date(at + offset);
  const day = Math.floor((at + offset) / DAY_MS);
  return {
    day,
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    date: local.getUTCDate(),
    weekday: weekdayOf(day),
    hour: local.getUTCHours(),
  };
}

/** 1970-01-01 was a Thursday. */
const weekdayOf = (day: number) => (((day + 3) % 7) + 7) % 7;

function isSummerTime(at: Instant): boolean {
  const year = new Date(at).getUTCFullYear();
  return at >= lastSundayOf31Days(year, 2) + HOUR_MS && at < lastSundayOf31Days(year, 9) + HOUR_MS;
}

function lastSundayOf31Days(year: number, monthIndex: number): Instant {
  const last = Date.UTC(year, monthIndex, 31);
  return last - ((weekdayOf(last / DAY_MS) + 1) % 7) * DAY_MS;
}
