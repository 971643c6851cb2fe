import { agoOf } from './ago.js';
import { type Instant, MINUTE_MS } from './units.js';

/** So long what Claude said is the present; older, it is told with its age. */
const FRESH_READING_MS = 15 * MINUTE_MS;

/** Nearer to what Claude said than this, a percentage is what Claude said. */
const SAID_POINTS = 1;

interface Said {
  readonly at: Instant;
}

/** Whether what Claude said is the present still. */
export const isFreshReading = ({ at }: Said, now: Instant): boolean => now - at <= FRESH_READING_MS;

/** Whether some of a percentage was worked out by what was learned: it is marked with "~". */
export const isWorkedOut = (percent: number, reading: { readonly pct: number } | null): boolean =>
  reading === null || Math.abs(percent - reading.pct) >= SAID_POINTS;

/** "as Claude says", and when it was said once that is not now. */
export const describeReading = (reading: Said, now: Instant): string =>
  isFreshReading(reading, now) ? 'as Claude says' : `as Claude said ${agoOf(now - reading.at)}`;
