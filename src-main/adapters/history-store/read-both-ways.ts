import type { Connection } from './keep-statements.js';

export type SqlValue = string | number | null;
export type SqlRow = Record<string, SqlValue>;

/** Rows before the first unreadable place and after the last one. */
export function readBothWays(damaged: Connection, table: string, order: string): readonly SqlRow[] {
  const columns = order.split(', ');
  const backwards = columns.map((column) => `${column} DESC`).join(', ');
  const sql = `SELECT * FROM ${table} ORDER BY ${order}`;
  const whole = readWhole(damaged, sql);
  if (whole) return whole;
  const forth = readUntilBroken(damaged, sql);
  const back = readUntilBroken(damaged, `SELECT * FROM ${table} ORDER BY ${backwards}`);
  const byKey = new Map(
    [...forth, ...back].map((row) => [JSON.stringify(columns.map((column) => row[column])), row]),
  );
  return [...byKey.values()];
}

/** All rows or, if one of them cannot be read, null. */
export function readWhole<Row = SqlRow>(
  damaged: Connection,
  sql: string,
  ...values: readonly (SqlValue | Uint8Array)[]
): readonly Row[] | null {
  try {
    // Texts and integers are all that the reports' tables have; others say what they expect.
    return damaged.prepare(sql).all(...values) as Row[];
  } catch {
    // Whatever a damaged file answers, it is not to be believed.
    return null;
  }
}

/** The rows before the first one that cannot be read. */
export function readUntilBroken<Row = SqlRow>(
  damaged: Connection,
  sql: string,
  ...values: readonly (SqlValue | Uint8Array)[]
): readonly Row[] {
  const rows: Row[] = [];
  try {
    // As above.
    for (const row of damaged.prepare(sql).iterate(...values)) rows.push(row as Row);
  } catch {
    // What was read before stands.
  }
  return rows;
}
