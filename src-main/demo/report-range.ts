import type { Instant, Span } from '../shared/units.js';
import { refuse } from './api-exchange.js';

/**
 * All whole buckets inside the asked bounds: the start is rounded up, the end down. Without an end
 * the range stops at the last completed bucket. Null: nothing is left.
 */
export function reportRange(
  startingAt: Instant,
  endingAt: Instant | null,
  widthMs: number,
  now: Instant,
): Span | null {
  const from = Math.ceil(startingAt / widthMs) * widthMs;
  const to = Math.floor((endingAt ?? now) / widthMs) * widthMs;
  return to > from ? { from, to } : null;
}

/** The recorded answer to an empty range. */
export const emptyRange = () =>
  refuse(
    400,
    'invalid_request_error',
    'Invalid date range: ending date must be after starting date',
    { headers: { 'x-should-retry': 'false' } },
  );

/** Bucket bounds come without fractions. */
export const bucketTime = (at: Instant) => new Date(at).toISOString().replace('.000Z', 'Z');
