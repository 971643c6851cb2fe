import { formatTime } from '../../../src-main/shared/format.js';
import type { Instant } from '../../../src-main/shared/units.js';
import { instantOf } from '../../../src-main/shared/zoned-time.js';

/** "2026-11-21", as a date field holds it. */
export const typeDate = (at: Instant, timeZone: string) =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);

/** "14:05". */
export const typeTime = formatTime;

/** What a date field and a typed time mean by that zone's clock; null for what is no time. */
export function parseZoned(date: string, time: string, timeZone: string): Instant | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2}) (\d{1,2}):(\d{2})$/.exec(`${date} ${time.trim()}`);
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.slice(1).map(Number);
  if (hour > 23 || minute > 59) return null;
  return instantOf({ year, month, day, hour, minute }, timeZone);
}
