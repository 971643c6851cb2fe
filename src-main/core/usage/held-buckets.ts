import type { Grain, HistoryBucket } from '../../shared/history.js';
import type { Provenance } from '../../shared/snapshot.js';
import { HOUR_MS, type Instant, type Span } from '../../shared/units.js';
import type { Coverage } from '../coverage.js';
import { grainBucket, grainBuckets } from './history-grain.js';
import { traceSpan } from './trace-span.js';

/** An asked-for end inside a bucket takes it whole. */
export const wholeBuckets = ({ from, to, grain }: Span & { readonly grain: Grain }): Span => ({
  from: grainBucket(from, grain).from,
  to: grainBucket(to - 1, grain).to,
});

/** The buckets of a span of whole ones, and how much of each is held. */
export const heldBuckets = (
  span: Span,
  grain: Grain,
  coverage: Coverage,
  now: Instant,
): readonly HistoryBucket[] =>
  grainBuckets(span, grain).map((bucket) => ({ ...bucket, state: stateOf(bucket, coverage, now) }));

function stateOf({ from, to }: Span, { hours }: Coverage, now: Instant): HistoryBucket['state'] {
  let isMissing = true;
  let isWhole = to <= now;
  for (let start = from; start < Math.min(to, now); start += HOUR_MS) {
    const fetchedAt = hours.get(start);
    if (fetchedAt !== undefined) isMissing = false;
    // Read while it ran, an hour is held in part only.
    if (fetchedAt === undefined || fetchedAt < start + HOUR_MS) isWhole = false;
  }
  if (isMissing) return 'missing';
  if (isWhole) return 'closed';
  return to > now ? 'open' : 'partial';
}

const NO_MINUTES = new Map<number, never>();

/** What is held of a span of whole hours: it cuts none of them. */
export function traceHours(
  span: Span,
  coverage: Coverage,
  now: Instant,
): Pick<Provenance, 'fetchedAt' | 'isComplete'> {
  const { fetchedAt, isHeld } = traceSpan(span, { coverage, now, minutes: NO_MINUTES }, () => true);
  return { fetchedAt, isComplete: isHeld };
}
