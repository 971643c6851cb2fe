import type { HourStart, Instant, Span } from '../shared/units.js';
import { floorHour, HOUR_MS } from '../shared/units.js';
import type { ApiState } from './api-exchange.js';
import type { LedgerEntry } from './fake-request.js';

/** The entries of a span that the reports know of by now. */
export function* visibleEntries(
  { ledger, lateEntriesMs }: ApiState,
  span: Span,
  visibleBefore: Instant,
): Generator<LedgerEntry> {
  const end = Math.min(span.to, visibleBefore);
  for (let hour = floorHour(span.from); hour < end; hour = (hour + HOUR_MS) as HourStart) {
    for (const entry of ledger(hour)) {
      if (entry.at < span.from || entry.at >= end) continue;
      if (isLate(entry) && entry.at + lateEntriesMs >= visibleBefore) continue;
      yield entry;
    }
  }
}

/** One request in twenty, told by its millisecond. */
const isLate = ({ at }: LedgerEntry) => at % 20 === 0;
