import { DAY_MS, HOUR_MS, type Instant } from '../../shared/units.js';

/** Every hour of this UTC day was fetched after its end: only then is no use a known zero. */
export function isDayHeld(day: Instant, fetchedHours: ReadonlyMap<number, Instant>): boolean {
  for (let start = day; start < day + DAY_MS; start += HOUR_MS) {
    if ((fetchedHours.get(start) ?? 0) < start + HOUR_MS) return false;
  }
  return true;
}
