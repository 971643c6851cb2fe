import type { Evidence } from '../../../shared/evidence.js';
import { isTouched } from './correct-evidence.js';

/**
 * The known records whose window has been told a higher percentage since. What a person corrected
 * or ignored stays; one that was deleted is not known and does not come back.
 */
export function raiseReadings(
  told: readonly Evidence[],
  known: readonly Evidence[],
): readonly Evidence[] {
  const held = new Map(known.map((record) => [record.id, record]));
  return told.flatMap((record) => {
    const before = held.get(record.id);
    if (!before || isTouched(before) || record.id.endsWith(':first')) return [];
    return (record.pct ?? 0) > (before.pct ?? 0) ? [{ ...record, note: before.note }] : [];
  });
}
