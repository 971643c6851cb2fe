import { agoOf } from './ago.js';
import { type Instant, MINUTE_MS } from './units.js';

/** Younger, what Claude said is the present; older, it is told with its age. */
export const FRESH_READING_MS = 15 * MINUTE_MS;

/** Nearer to what Claude said than this, a percentage is what Claude said. */
const SAID_POINTS = 1;

/** Whether some of a percentage was worked out by what was learned: it is marked with "~". */
export const isWorkedOut = (percent: number, reading: { readonly pct: number } | null): boolean =>
  reading === null || Math.abs(percent - reading.pct) >= SAID_POINTS;

/** "as Claude says", and when it was said once that is not now. */
export function describeReading({ at }: { readonly at: Instant }, now: Instant): string {
  return now - at > FRESH_READING_MS ? `as Claude said ${agoOf(now - at)}` : 'as Claude says';
}
