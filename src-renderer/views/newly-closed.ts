import type { ClosedDay, Snapshot } from '../../src-main/shared/snapshot.js';
import { DAY_MS } from '../../src-main/shared/units.js';

/** The day whose bill has come within a day: later that is no news. */
export function newlyClosed({ bills, generatedAt }: Snapshot): ClosedDay | null {
  const readAt = bills.lastClosed?.provenance.fetchedAt ?? null;
  return readAt !== null && generatedAt - readAt < DAY_MS ? bills.lastClosed : null;
}
