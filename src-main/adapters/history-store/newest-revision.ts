import type { Ask } from './create-ask.js';
import type { RecordTable } from './limit-records.js';

/**
 * The newest revision of a table. To find it all rows are looked through: while nothing was written,
 * here or by another process, it is remembered.
 */
export function createNewestRevision(ask: Ask, table: RecordTable) {
  let kept: { readonly mark: string; readonly newest: number } | null = null;
  const markNow = () => {
    const [row] = ask<{ others: number; own: number }>(WRITES);
    return `${row?.others} ${row?.own}`;
  };
  function read(): number {
    const mark = markNow();
    if (kept?.mark === mark) return kept.newest;
    const newest =
      ask<{ newest: number }>(`SELECT ifnull(max(revision), 0) AS newest FROM ${table}`)[0]
        ?.newest ?? 0;
    kept = { mark, newest };
    return newest;
  }
  return {
    read,
    /** Rows were just written with it. */
    wrote(newest: number): void {
      kept = { mark: markNow(), newest };
    },
    /** While it is the same, the records are: what others write without a revision changes it too. */
    mark: () => `${read()} ${ask<{ others: number }>(OTHERS)[0]?.others}`,
  };
}

const WRITES = 'SELECT data_version AS others, total_changes() AS own FROM pragma_data_version';
const OTHERS = 'SELECT data_version AS others FROM pragma_data_version';
