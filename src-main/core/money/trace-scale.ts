import type { Provenance } from '../../shared/snapshot.js';
import { DAY_MS, HOUR_MS } from '../../shared/units.js';
import type { UsageHistory } from '../ports.js';
import { ENDPOINTS } from '../usage/endpoints.js';
import type { BilledDay } from './billed-day.js';

/** Where a scale comes from that was learned from these days, oldest first; null: from none. */
export function traceScale(history: UsageHistory, days: readonly BilledDay[]): Provenance | null {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return null;
  const span = { from: first.day, to: last.day + DAY_MS };
  const learned = new Set<number>(days.map(({ day }) => day));
  const { hours } = history.readCoverage();
  let fetchedAt = Number.POSITIVE_INFINITY;
  for (const report of history.readDayReports(span)) {
    if (!learned.has(report.start)) continue;
    fetchedAt = Math.min(fetchedAt, report.fetchedAt);
    for (let hour: number = report.start; hour < report.start + DAY_MS; hour += HOUR_MS) {
      fetchedAt = Math.min(fetchedAt, hours.get(hour) ?? fetchedAt);
    }
  }
  return {
    endpoint: ENDPOINTS[history.pair].money,
    pair: history.pair,
    ...span,
    fetchedAt,
    // A day between them whose bill or use is not whole taught nothing.
    isComplete: days.length === (span.to - span.from) / DAY_MS,
    formula:
      'bill / (tokens x price table) of these UTC days, the newest most; low and high: between which a bill was, 8 times in 10, of what was expected of it',
    basis: 'estimated',
  };
}
