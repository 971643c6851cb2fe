import type { CostBasis } from '../../shared/snapshot.js';
import {
  DAY_MS,
  floorDay,
  floorHour,
  HOUR_MS,
  type Instant,
  type Span,
} from '../../shared/units.js';
import type { DayReport } from '../ports.js';
import { type HeldUsage, sumUsageBetween } from '../usage/cut-hours.js';
import { isDayHeld } from '../usage/is-day-held.js';
import { isUnused } from '../usage/token-sums.js';

export interface CostOfSpan {
  /** Microcents; null when nothing is known of the span. */
  readonly microcents: number | null;
  readonly basis: CostBasis | null;
}

type DayReports = ReadonlyMap<number, DayReport>;

/**
 * What was billed for a closed UTC day. An empty report of a day known to be without use means
 * zero; of any other day it means "not reported yet".
 */
export function reportedOfDay(
  day: Instant,
  reports: DayReports,
  held: HeldUsage,
  now: Instant,
): number | null {
  const report = reports.get(day);
  if (!report || day + DAY_MS > now || report.fetchedAt < day + DAY_MS) return null;
  if (report.reported !== null) return report.reported;
  if (!isDayHeld(day, held.fetchedHours)) return null;
  return isUnused(sumUsageBetween(held, day, day + DAY_MS).tokens) ? 0 : null;
}

/**
 * Rounded share of a whole; both cumulative ends use it, so adjoining parts add up exactly. A
 * credit is negative, and BigInt division cuts towards zero: it is shared like a charge.
 */
function shareOf(total: number, part: number, whole: number): number {
  if (total < 0) return 0 - shareOf(-total, part, whole);
  return Number((BigInt(total) * BigInt(part) * 2n + BigInt(whole)) / (BigInt(whole) * 2n));
}

/**
 * The cost of a span that need not follow UTC days. Closed days count as reported; a part of a
 * closed day is its share of the reported figure by estimated cost; the rest is estimated.
 */
export function costOfSpan(
  span: Span,
  held: HeldUsage,
  reports: DayReports,
  now: Instant,
): CostOfSpan {
  let total: number | null = null;
  let hasReported = false;
  let hasEstimated = false;
  for (let day: number = floorDay(span.from); day < span.to; day += DAY_MS) {
    const from = Math.max(day, span.from);
    const to = Math.min(day + DAY_MS, span.to);
    const reported = reportedOfDay(day, reports, held, now);
    const isWhole = from === day && to === day + DAY_MS;
    // Any part of a day that was billed nothing was billed nothing: there is nothing to estimate.
    if (reported !== null && (isWhole || reported === 0)) {
      total = (total ?? 0) + reported;
      hasReported = true;
    } else if (held.billedHours) {
      const part = sumHours({ from, to }, held, reports.get(day));
      if (part.microcents === null) continue;
      total = (total ?? 0) + part.microcents;
      hasReported ||= part.basis !== 'estimated';
      hasEstimated ||= part.basis !== 'reported';
    } else {
      const whole = { from: day, to: day + DAY_MS };
      const part = partOfBill(whole, { from, to }, reported, held);
      if (part === null) continue;
      total = (total ?? 0) + part;
      hasEstimated = true;
    }
  }
  return { microcents: total, basis: basisOf(total, hasReported, hasEstimated) };
}

/** Where the bill is told by the hour: as billed once it is, the rest estimated. */
function sumHours(part: Span, held: HeldUsage, report: DayReport | undefined): CostOfSpan {
  let total: number | null = null;
  let hasReported = false;
  let hasEstimated = false;
  for (let start: number = floorHour(part.from); start < part.to; start += HOUR_MS) {
    const from = Math.max(start, part.from);
    const to = Math.min(start + HOUR_MS, part.to);
    const hour = { from: start, to: start + HOUR_MS };
    const isBilled = hour.to <= (report?.fetchedAt ?? 0);
    const bill = isBilled ? (held.billedHours?.get(start) ?? 0) : null;
    const cost = partOfBill(hour, { from, to }, bill, held);
    if (cost === null) continue;
    total = (total ?? 0) + cost;
    if (isBilled && (to - from === HOUR_MS || bill === 0)) hasReported = true;
    else hasEstimated = true;
  }
  return { microcents: total, basis: basisOf(total, hasReported, hasEstimated) };
}

const basisOf = (total: number | null, hasReported: boolean, hasEstimated: boolean) => {
  if (total === null) return null;
  if (hasReported && hasEstimated) return 'mixed';
  return hasReported ? 'reported' : 'estimated';
};

/** The part of a billed day or hour by its estimated cost, so that adjoining parts add up. */
function partOfBill(whole: Span, part: Span, bill: number | null, held: HeldUsage): number | null {
  if (bill === null) return sumUsageBetween(held, part.from, part.to).estimated;
  const estimate = sumUsageBetween(held, whole.from, whole.to).estimated ?? 0;
  // A bill without an estimate is shared by time.
  const measure = estimate === 0 ? whole.to - whole.from : estimate;
  const before = (at: Instant) =>
    estimate === 0 ? at - whole.from : (sumUsageBetween(held, whole.from, at).estimated ?? 0);
  return shareOf(bill, before(part.to), measure) - shareOf(bill, before(part.from), measure);
}
