import type { Failure } from '../../shared/failure.js';
import type { Instant } from '../../shared/units.js';

export interface WireBucket {
  readonly starting_at: Instant;
  readonly ending_at: Instant;
}

/**
 * Refuses a bucket that does not start at a multiple of the width asked for, or is wider, which
 * would overlap the next (A30, A31). The open bucket may be shorter.
 */
export function checkBuckets(buckets: readonly WireBucket[], widthMs: number): Failure | null {
  const wrong = buckets.findIndex(
    ({ starting_at, ending_at }) =>
      starting_at % widthMs !== 0 || ending_at <= starting_at || ending_at > starting_at + widthMs,
  );
  if (wrong === -1) return null;
  const bound = (buckets[wrong]?.starting_at ?? 0) % widthMs === 0 ? 'ending_at' : 'starting_at';
  return { kind: 'unexpected-response', detail: `unexpected value at data.${wrong}.${bound}` };
}
