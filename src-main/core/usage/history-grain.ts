import type { Grain } from '../../shared/history.js';
import {
  DAY_MS,
  floorDay,
  floorHour,
  HOUR_MS,
  type Instant,
  type Span,
} from '../../shared/units.js';

/** The UTC bucket of a grain that holds an instant; weeks start on Monday. */
export function grainBucket(at: Instant, grain: Grain): Span {
  if (grain === 'hour') return { from: floorHour(at), to: floorHour(at) + HOUR_MS };
  const day = floorDay(at);
  if (grain === 'day') return { from: day, to: day + DAY_MS };
  const date = new Date(day);
  if (grain === 'week') {
    const monday = day - ((date.getUTCDay() + 6) % 7) * DAY_MS;
    return { from: monday, to: monday + 7 * DAY_MS };
  }
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { from: Date.UTC(year, month, 1), to: Date.UTC(year, month + 1, 1) };
}

/** All buckets of a grain that touch a span, in order. */
export function grainBuckets(span: Span, grain: Grain): Span[] {
  const buckets: Span[] = [];
  for (let at = span.from; at < span.to; ) {
    const bucket = grainBucket(at, grain);
    buckets.push(bucket);
    at = bucket.to;
  }
  return buckets;
}
