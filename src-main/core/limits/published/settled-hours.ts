import {
  DAY_MS,
  floorHour,
  HOUR_MS,
  type HourStart,
  type Instant,
  type Span,
} from '../../../shared/units.js';
import type { UsageHistory } from '../../ports.js';
import { isUnused } from '../../usage/token-sums.js';
import { USE_SETTLES_MS } from '../use/use-settles.js';

/** The whole hours whose peaks are wanted: the last seven days. */
export const peakSpan = (now: Instant): Span => ({
  from: floorHour(now) - 7 * DAY_MS,
  to: floorHour(now),
});

export interface SettledHours {
  readonly used: ReadonlySet<HourStart>;
  readonly unused: ReadonlySet<HourStart>;
}

/** Hours that were over for a while when they were fetched: with use, and without any. */
export function readSettledHours(
  history: Pick<UsageHistory, 'readCoverage' | 'readHourTotals'>,
  span: Span,
  now: Instant,
): SettledHours {
  const { hours } = history.readCoverage();
  const totals = history.readHourTotals(span).filter(({ tokens }) => !isUnused(tokens));
  const withUse = new Set(totals.map(({ start }) => start));
  const used = new Set<HourStart>();
  const unused = new Set<HourStart>();
  for (let hour = floorHour(span.from); hour < span.to; hour = (hour + HOUR_MS) as HourStart) {
    const fetchedAt = hours.get(hour) ?? 0;
    // A fetch dated in the future was made by a clock that ran ahead.
    if (fetchedAt < hour + HOUR_MS + USE_SETTLES_MS || fetchedAt > now) continue;
    (withUse.has(hour) ? used : unused).add(hour);
  }
  return { used, unused };
}
