import type { Span } from '../../shared/units.js';
import {
  BUCKET_TABLES,
  type BucketTable,
  type Fetch,
  REPORTS,
  SERIES_COLUMNS,
  type StoredRow,
} from './bucket-tables.js';
import type { SqlRow, SqlValue } from './read-both-ways.js';

/** Null where the file cannot be read. */
type ReadRows = (sql: string, ...values: readonly SqlValue[]) => readonly SqlRow[] | null;

/** All that is stored of a fetch. Null when a row of it or a series of a row cannot be read. */
export function readBucket(read: ReadRows, fetch: Fetch): readonly StoredRow[] | null {
  const rows: StoredRow[] = [];
  for (const table of REPORTS[fetch.report].tables) {
    const found = readRows(read, table, fetch);
    if (!found) return null;
    for (const row of found) {
      const stored = readRow(table, row);
      if (!stored) return null;
      rows.push(stored);
    }
  }
  return rows;
}

export const bucketSpan = ({ report, bucket }: Fetch): Span => ({
  from: bucket,
  to: bucket + REPORTS[report].widthMs,
});

const seriesColumnsOf = (table: BucketTable): readonly string[] => {
  const { series } = BUCKET_TABLES[table];
  return series ? SERIES_COLUMNS[series] : [];
};

function readRows(read: ReadRows, table: BucketTable, fetch: Fetch) {
  const { time, series, columns } = BUCKET_TABLES[table];
  const names = [time, ...seriesColumnsOf(table), ...columns].join(', ');
  // A row whose series is lost must show.
  const from = series ? `${table} LEFT JOIN ${series} ON id = series_id` : table;
  const { from: start, to } = bucketSpan(fetch);
  const [ofPair, pairs] = time === 'day' ? ['', []] : ['pair = ? AND ', [fetch.pair]];
  const sql = `SELECT ${names} FROM ${from} WHERE ${ofPair}${time} >= ? AND ${time} < ?`;
  return read(sql, ...pairs, start, to);
}

function readRow(table: BucketTable, row: SqlRow): StoredRow | null {
  const { time, columns } = BUCKET_TABLES[table];
  const series = seriesColumnsOf(table).map((name) => row[name]);
  if (!series.every((text) => typeof text === 'string')) return null;
  const values = columns.map((name) => row[name] ?? null);
  return { table, start: Number(row[time]), series: JSON.stringify(series), values };
}
