import type { Evidence } from '../../../shared/evidence.js';
import type { StatusReading } from '../limit-ports.js';
import { isTouched } from './correct-evidence.js';

/** What the status line said of one window or a part of it, in order, and the id of its record. */
export interface Told {
  readonly told: readonly StatusReading[];
  readonly id: string;
}

interface KnownRecords {
  readonly held: ReadonlyMap<string, Evidence>;
  readonly isDeleted: (id: string) => boolean;
}

/**
 * What a person corrected, ignored or deleted stays so, however often it is told: the percentages
 * beyond it that were said later are of a record of their own. Null: there are none.
 */
export function beyondTouched(
  part: readonly StatusReading[],
  partId: string,
  known: KnownRecords,
): Told | null {
  let [told, id] = [part, partId];
  for (;;) {
    const over = lastTouched(told, id, known);
    if (over === null) return { told, id };
    told = over === 'unknown' ? [] : told.filter(({ pct, at }) => pct > over.pct && at > over.at);
    if (over === 'unknown' || told.length === 0) return null;
    id = `${partId}:over:${over.pct}`;
  }
}

/** A record that was deleted leaves its percentage as another id that was. */
export const idsOfDeleted = ({ id, source, pct, said }: Evidence): readonly string[] =>
  source === 'statusline' ? [id, deletedAt(id, said?.pct ?? pct ?? 0)] : [id];

const deletedAt = (id: string, pct: number) => `${id}:deleted:${pct}`;

type Over = { readonly pct: number; readonly at: number };

/** What the record had said when a person took it over; null: nobody did. */
function lastTouched(
  told: readonly StatusReading[],
  id: string,
  { held, isDeleted }: KnownRecords,
): Over | 'unknown' | null {
  const record = held.get(id);
  if (record) {
    const { pct, at } = record.said ?? record;
    return isTouched(record) ? { pct: pct ?? 0, at } : null;
  }
  if (!isDeleted(id)) return null;
  return told.findLast(({ pct }) => isDeleted(deletedAt(id, pct))) ?? 'unknown';
}
