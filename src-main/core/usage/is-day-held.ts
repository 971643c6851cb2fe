import { DAY_MS, HOUR_MS, type Instant } from '../../shared/units.js';

/** Every hour of this UTC day was fetched: only then is no use a known zero. */
export function isDayHeld(day: Instant, fetchedHours: ReadonlyMap<number, Instant>): boolean {
  for (let start = day; start < day + DAY_MS; start += HOUR_MS) {
    if (!fetchedHours.has(start)) return false;
  }
  return true;
}
