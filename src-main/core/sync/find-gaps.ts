import { floorDay, floorHour, HOUR_MS, type Instant, type Span } from '../../shared/units.js';
import type { FetchTimes } from '../coverage.js';

export interface HeldHours {
  /** Oldest and newest edge of what is held; null when nothing is. */
  readonly from: Instant | null;
  readonly to: Instant | null;
  /** Hours wanted and not held, in order. */
  readonly gaps: readonly Span[];
}

/** What is held and what is missing between the oldest instant wanted and now. */
export function findGaps(hours: FetchTimes, since: Instant, now: Instant): HeldHours {
  const gaps: Span[] = [];
  let oldest: Instant | null = null;
  let newest: Instant | null = null;
  for (const start of hours.keys()) {
    oldest = oldest === null ? start : Math.min(oldest, start);
    newest = newest === null ? start + HOUR_MS : Math.max(newest, start + HOUR_MS);
  }
  const first = Math.min(floorDay(since), oldest ?? Number.POSITIVE_INFINITY);
  let gapFrom: Instant | null = null;
  for (let start = first; start <= floorHour(now); start += HOUR_MS) {
    if (!hours.has(start)) gapFrom ??= start;
    else if (gapFrom !== null) {
      gaps.push({ from: gapFrom, to: start });
      gapFrom = null;
    }
  }
  if (gapFrom !== null) gaps.push({ from: gapFrom, to: floorHour(now) + HOUR_MS });
  return { from: oldest, to: newest, gaps };
}
