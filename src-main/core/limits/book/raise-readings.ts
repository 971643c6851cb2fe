import type { Evidence } from '../../../shared/evidence.js';

/**
 * The known records whose window has been told a higher percentage since. What the person did with
 * a record stays; one that was deleted is not known and does not come back.
 */
export function raiseReadings(
  told: readonly Evidence[],
  known: readonly Evidence[],
): readonly Evidence[] {
  const held = new Map(known.map((record) => [record.id, record]));
  return told.flatMap((record) => {
    const before = held.get(record.id);
    if (!before || record.id.endsWith(':first') || (record.pct ?? 0) <= (before.pct ?? 0))
      return [];
    return [{ ...record, isIgnored: before.isIgnored, note: before.note }];
  });
}
