import { DAY_MS, floorDay, type Instant, type Span } from './units.js';

/** The last so many UTC days, the running one among them: what "last 30 days" means everywhere. */
export function lastDays(count: number, now: Instant): Span {
  const to = floorDay(now) + DAY_MS;
  return { from: to - count * DAY_MS, to };
}
