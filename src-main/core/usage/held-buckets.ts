import type { Grain, HistoryBucket } from '../../shared/history.js';
import {
  ceilDay,
  ceilHour,
  floorDay,
  floorHour,
  HOUR_MS,
  type Instant,
  type Span,
} from '../../shared/units.js';
import type { Coverage } from '../sync/plan-sync.js';
import { grainBuckets } from './history-grain.js';

/** Hours by the hour, UTC days by any longer grain: an asked-for end inside one takes it whole. */
export const wholeBuckets = ({ from, to, grain }: Span & { readonly grain: Grain }): Span =>
  grain === 'hour'
    ? { from: floorHour(from), to: ceilHour(to) }
    : { from: floorDay(from), to: ceilDay(to) };

/** The buckets that touch a span of whole ones, and how much of each is held. */
export const heldBuckets = (
  span: Span,
  grain: Grain,
  coverage: Coverage,
  now: Instant,
): readonly HistoryBucket[] =>
  grainBuckets(span, grain).map((bucket) => bucketState(bucket, span, coverage, now));

function bucketState(bucket: Span, span: Span, coverage: Coverage, now: Instant): HistoryBucket {
  let held = 0;
  let wanted = 0;
  const from = Math.max(bucket.from, span.from);
  for (let start = from; start < Math.min(bucket.to, now); start += HOUR_MS) {
    wanted += 1;
    if (coverage.hours.has(start)) held += 1;
  }
  if (held === 0) return { ...bucket, state: 'missing' };
  return { ...bucket, state: held < wanted || bucket.to > now ? 'open' : 'closed' };
}

export function oldestFetch(span: Span, coverage: Coverage): Instant | null {
  let oldest: Instant | null = null;
  for (const [start, at] of coverage.hours) {
    if (start >= span.from && start < span.to && (oldest === null || at < oldest)) oldest = at;
  }
  return oldest;
}
