import type { LedgerEntry } from './fake-request.js';
import type { Ledger } from './ledger.js';

/** A month and a week, which is more than any report asks for again and again. */
const HOURS = 900;

/** The same ledger, which invents the hours it was asked for last only once. */
export function rememberedLedger(ledger: Ledger, hours = HOURS): Ledger {
  const known = new Map<number, readonly LedgerEntry[]>();
  return (hourStart) => {
    const entries = known.get(hourStart) ?? ledger(hourStart);
    // A map keeps the order of insertion: what was asked last stands last.
    known.delete(hourStart);
    known.set(hourStart, entries);
    const [oldest] = known.keys();
    if (known.size > hours && oldest !== undefined) known.delete(oldest);
    return entries;
  };
}
