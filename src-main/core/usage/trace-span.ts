import { floorHour, HOUR_MS, type Instant, type Span } from '../../shared/units.js';
import { type HeldCuts, partBefore } from './part-before.js';

export interface SpanTrace {
  /** Oldest fetch among its hours; null when none of them is held. */
  readonly fetchedAt: Instant | null;
  /** Every hour of it that has begun is held, and what of it has ended as it was at its end. */
  readonly isHeld: boolean;
  /** No hour that it cuts is shared by time. */
  readonly isExact: boolean;
}

/** Told beside the formula of what is not exact. */
export const SHARED_BY_TIME = 'an hour that it cuts is shared by time';

/** What is held of the hours that a span touches, as far as they have begun. */
export function traceSpan(
  { from, to }: Span,
  held: HeldCuts,
  /** Nothing was spent in it: there is nothing to part. */
  isFree: (hour: Instant) => boolean,
): SpanTrace {
  const { coverage, now } = held;
  let fetchedAt: Instant | null = null;
  let isHeld = from <= now;
  for (let hour: number = floorHour(from); hour < to && hour <= now; hour += HOUR_MS) {
    const at = coverage.hours.get(hour);
    const end = Math.min(hour + HOUR_MS, to);
    // Of what still runs, something was read; before its beginning nothing could be.
    const readTo = end <= now ? end : Math.max(hour, from);
    if (at === undefined || at < readTo) isHeld = false;
    if (at !== undefined) fetchedAt = fetchedAt === null ? at : Math.min(fetchedAt, at);
  }
  const isExact = [from, to].every((cut) => {
    const hour = floorHour(cut);
    const isHour = cut === hour || !coverage.hours.has(hour);
    return isHour || partBefore(hour, cut, held, null).isExact || isFree(hour);
  });
  return { fetchedAt, isHeld, isExact };
}
