import type { HourStart, Instant, Span } from '../shared/units.js';
import { floorHour, HOUR_MS } from '../shared/units.js';
import type { LedgerEntry } from './fake-request.js';
import type { Ledger } from './ledger.js';

/** The entries of a span that the reports know of by now. */
export function* visibleEntries(
  ledger: Ledger,
  span: Span,
  visibleBefore: Instant,
): Generator<LedgerEntry> {
  const end = Math.min(span.to, visibleBefore);
  for (let hour = floorHour(span.from); hour < end; hour = (hour + HOUR_MS) as HourStart) {
    for (const entry of ledger(hour)) {
      if (entry.at >= span.from && entry.at < end) yield entry;
    }
  }
}
