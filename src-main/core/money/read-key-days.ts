import type { Instant, Span } from '../../shared/units.js';
import { groupBy } from '../group-by.js';
import type { UsageHistory } from '../ports.js';
import type { PriceTable } from '../pricing/price-table.js';
import { readCostCells } from './read-cost-cells.js';
import { rememberDays } from './remember-days.js';

/** API key -> what it was billed of a day, microcents. */
type KeySums = ReadonlyMap<string, number>;

const rememberBilledDays = rememberDays<KeySums>();

/** What each key spent of the bills of a span of UTC days; days without a bill are left out. */
export function readKeyDays(
  history: UsageHistory,
  prices: PriceTable,
  span: Span,
  now: Instant,
): ReadonlyMap<number, KeySums> {
  return rememberBilledDays(history, history.readDayReports(span), now, (run) => {
    const cells = readCostCells(history, prices, run, 'day', now);
    const days = new Map<number, KeySums>();
    for (const [day, ofDay] of groupBy(cells, ({ start }) => start)) {
      const sums = new Map<string, number>();
      for (const { apiKeyId, microcents } of ofDay) {
        sums.set(apiKeyId, (sums.get(apiKeyId) ?? 0) + microcents);
      }
      days.set(day, sums);
    }
    return days;
  });
}
