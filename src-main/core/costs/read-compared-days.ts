import { ceilDay, DAY_MS, floorDay, type Instant, type Span } from '../../shared/units.js';
import type { PricedUse } from '../history-rows.js';
import { isBilled, isSettled } from '../money/is-billed.js';
import type { UsageHistory } from '../ports.js';
import type { PriceTable } from '../pricing/price-table.js';
import { isDayHeld } from '../usage/is-day-held.js';
import { compareLines } from './compare-lines.js';
import type { ComparedDays } from './explain-residual.js';

/** As many as the estimates learn from. */
const RECENT_DAYS = 28;

/** The lines of these billed UTC days; `uses` holds them, by the day. */
export function readComparedDays(
  history: UsageHistory,
  prices: PriceTable,
  uses: readonly PricedUse[],
  days: readonly Instant[],
): ComparedDays {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return { lines: [], days };
  const wanted = new Set(days);
  const bill = history.readBillLines({ from: floorDay(first), to: floorDay(last + DAY_MS) });
  const lines = compareLines({
    uses: uses.filter(({ start }) => wanted.has(start)),
    bill: bill.filter(({ start }) => wanted.has(start)),
    prices,
  });
  return { lines, days };
}

/** The billed days of a span and of the weeks before its end. */
export function readRecentDays(
  history: UsageHistory,
  prices: PriceTable,
  span: Span,
  now: Instant,
): ComparedDays {
  const to = Math.min(ceilDay(span.to), floorDay(now));
  const recent = { from: Math.min(floorDay(span.from), to - RECENT_DAYS * DAY_MS), to };
  const { hours } = history.readCoverage();
  const days = history
    .readDayReports(recent)
    .filter(
      (report) =>
        report.reported !== null &&
        isBilled(report, now) &&
        isSettled(report) &&
        isDayHeld(report.start, hours),
    )
    .map(({ start }) => start);
  return readComparedDays(history, prices, history.sumPricedUse(recent, 'day'), days);
}
