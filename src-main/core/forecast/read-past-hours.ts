import { DAY_MS, floorDay, HOUR_MS, type Instant, type Span } from '../../shared/units.js';
import type { Coverage } from '../coverage.js';
import type { DayReport, UsageTotal } from '../history-rows.js';
import { isBilled } from '../money/is-billed.js';
import type { UsageHistory } from '../ports.js';
import { isUnused } from '../usage/token-sums.js';

/** Microcents, not whole; hours of which nothing is known are missing. */
export type PastHours = ReadonlyMap<number, number>;

/**
 * What each hour of these closed UTC days cost: a day's bill shared out by our estimates, and where
 * there is no bill the estimates, times what the other bills of the span say of them.
 */
export function readPastHours(
  history: UsageHistory,
  coverage: Coverage,
  days: Span,
  now: Instant,
): PastHours {
  const totals = new Map<number, UsageTotal>(
    history.readHourTotals(days).map((total) => [total.start, total]),
  );
  const reports = new Map<number, DayReport>(
    history.readDayReports(days).map((report) => [report.start, report]),
  );
  const costs = new Map<number, number>();
  const unbilled: number[] = [];
  let billed = 0;
  let estimated = 0;
  for (let day: number = days.from; day < days.to; day += DAY_MS) {
    const report = reports.get(day);
    if (!report || report.reported === null || !isBilled(report, now)) {
      unbilled.push(day);
      continue;
    }
    const estimates = hoursOf(day).map((hour): number => totals.get(hour)?.estimated ?? 0);
    const estimate = estimates.reduce((sum, hour) => sum + hour, 0);
    billed += estimate > 0 ? report.reported : 0;
    estimated += estimate;
    for (const [index, hour] of hoursOf(day).entries()) {
      // A bill without an estimate is shared by time.
      const share = estimate > 0 ? (estimates[index] ?? 0) / estimate : 1 / 24;
      costs.set(hour, report.reported * share);
    }
  }
  const ratio = estimated > 0 ? billed / estimated : 1;
  for (const hour of unbilled.flatMap(hoursOf)) {
    const estimate = coverage.hours.has(hour) ? estimateOf(totals.get(hour)) : null;
    if (estimate !== null) costs.set(hour, estimate * ratio);
  }
  if (history.pair === 'analytics') replaceByHourlyBill(history, days, reports, costs, now);
  return costs;
}

/** Where the bill is told by the hour there is nothing to share out. */
function replaceByHourlyBill(
  history: UsageHistory,
  days: Span,
  reports: ReadonlyMap<number, DayReport>,
  costs: Map<number, number>,
  now: Instant,
) {
  for (const report of reports.values()) {
    if (isBilled(report, now)) for (const hour of hoursOf(report.start)) costs.set(hour, 0);
  }
  for (const { start, reported } of history.readHourReports(days)) {
    const report = reports.get(floorDay(start));
    if (report && isBilled(report, now)) costs.set(start, reported);
  }
}

/** Null: used, and no price is known for it. */
function estimateOf(total: UsageTotal | undefined): number | null {
  return !total || isUnused(total.tokens) ? 0 : total.estimated;
}

const hoursOf = (day: Instant) => Array.from({ length: 24 }, (_, hour) => day + hour * HOUR_MS);
