import type { CostBasis } from '../../shared/snapshot.js';
import { DAY_MS, floorDay, type Instant, type Span } from '../../shared/units.js';
import { TOKEN_KINDS } from '../../shared/usage.js';
import type { DayReport } from '../ports.js';
import { type HeldUsage, sumUsageBetween } from '../usage/cut-hours.js';

export interface CostOfSpan {
  /** Microcents; null when nothing is known of the span. */
  readonly microcents: number | null;
  readonly basis: CostBasis | null;
}

type DayReports = ReadonlyMap<number, DayReport>;

/**
 * What was billed for a closed UTC day. An empty report of a day without use means zero; of a day
 * with use it means "not reported yet".
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
  const { tokens } = sumUsageBetween(held, day, day + DAY_MS);
  return TOKEN_KINDS.every((kind) => tokens[kind] === 0) ? 0 : null;
}

/** Rounded share of a whole; both cumulative ends use it, so adjoining parts add up exactly. */
const shareOf = (total: number, part: number, whole: number) =>
  whole === 0
    ? 0
    : Number((BigInt(total) * BigInt(part) * 2n + BigInt(whole)) / (BigInt(whole) * 2n));

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
    if (reported !== null && isWhole) {
      total = (total ?? 0) + reported;
      hasReported = true;
    } else {
      const part = partOfDay(day, { from, to }, reported, held);
      if (part === null) continue;
      total = (total ?? 0) + part;
      hasEstimated = true;
    }
  }
  const basis = hasReported && hasEstimated ? 'mixed' : hasReported ? 'reported' : 'estimated';
  return { microcents: total, basis: total === null ? null : basis };
}

function partOfDay(
  day: Instant,
  part: Span,
  reported: number | null,
  held: HeldUsage,
): number | null {
  if (reported === null) return sumUsageBetween(held, part.from, part.to).estimated;
  const whole = sumUsageBetween(held, day, day + DAY_MS).estimated ?? 0;
  if (whole === 0) return shareOf(reported, part.to - part.from, DAY_MS);
  const before = (at: Instant) => sumUsageBetween(held, day, at).estimated ?? 0;
  return shareOf(reported, before(part.to), whole) - shareOf(reported, before(part.from), whole);
}
