import type { Span } from '../../shared/units.js';
import { createBucketRows } from './bucket-rows.js';
import {
  BUCKET_TABLES,
  type BucketTable,
  type Fetch,
  isReport,
  REPORTS,
  SERIES_COLUMNS,
  type StoredRow,
} from './bucket-tables.js';
import type { Connection } from './keep-statements.js';
import { proveBucket } from './prove-bucket.js';
import { readBothWays, readWhole, type SqlRow } from './read-both-ways.js';
import { isSqliteError, storageFailure } from './storage-failure.js';

/**
 * Takes over each bucket that the target does not hold as new, if all that the damaged file says
 * of it proves itself against the record of its fetch. Any doubt leaves a gap, which a sync fills.
 */
export function salvageBuckets(damaged: Connection, target: Connection): number {
  const heldSince = target.prepare(
    'SELECT fetched_at FROM fetched WHERE (pair, report, bucket) = (?, ?, ?)',
  );
  const bucketRows = createBucketRows(target);
  let taken = 0;
  for (const record of readBothWays(damaged, 'fetched', 'pair, report, bucket')) {
    const fetch = readFetch(record);
    if (!fetch) continue;
    const held: unknown = heldSince.get(fetch.pair, fetch.report, fetch.bucket);
    if (held && Number(Reflect.get(Object(held), 'fetched_at')) >= fetch.fetchedAt) continue;
    const rows = readBucket(damaged, fetch);
    if (!rows || proveBucket(fetch, rows) !== record.proof) continue;
    if (takeBucket(target, bucketRows, fetch, rows)) taken += 1;
  }
  return taken;
}

function readFetch({ pair, report, bucket, fetched_at: fetchedAt }: SqlRow): Fetch | null {
  const isWellFormed =
    typeof pair === 'string' &&
    isReport(report) &&
    typeof bucket === 'number' &&
    typeof fetchedAt === 'number';
  return isWellFormed ? { pair, report, bucket, fetchedAt } : null;
}

const spanOf = ({ report, bucket }: Fetch): Span => ({
  from: bucket,
  to: bucket + REPORTS[report].widthMs,
});

/** Null when a row of it or a series of a row cannot be read. */
function readBucket(damaged: Connection, fetch: Fetch): readonly StoredRow[] | null {
  const rows: StoredRow[] = [];
  for (const table of REPORTS[fetch.report].tables) {
    const found = readRows(damaged, table, fetch);
    if (!found) return null;
    for (const row of found) {
      const stored = readRow(table, row);
      if (!stored) return null;
      rows.push(stored);
    }
  }
  return rows;
}

const seriesColumnsOf = (table: BucketTable): readonly string[] => {
  const { series } = BUCKET_TABLES[table];
  return series ? SERIES_COLUMNS[series] : [];
};

function readRows(damaged: Connection, table: BucketTable, fetch: Fetch) {
  const { time, series, columns } = BUCKET_TABLES[table];
  const names = [time, ...seriesColumnsOf(table), ...columns].join(', ');
  // A row whose series is lost must show.
  const from = series ? `${table} LEFT JOIN ${series} ON id = series_id` : table;
  const { from: start, to } = spanOf(fetch);
  const [ofPair, pairs] = time === 'day' ? ['', []] : ['pair = ? AND ', [fetch.pair]];
  const sql = `SELECT ${names} FROM ${from} WHERE ${ofPair}${time} >= ? AND ${time} < ?`;
  return readWhole(damaged, sql, ...pairs, start, to);
}

function readRow(table: BucketTable, row: SqlRow): StoredRow | null {
  const { time, columns } = BUCKET_TABLES[table];
  const series = seriesColumnsOf(table).map((name) => row[name]);
  if (!series.every((text) => typeof text === 'string')) return null;
  const values = columns.map((name) => row[name] ?? null);
  return { table, start: Number(row[time]), series: JSON.stringify(series), values };
}

function takeBucket(
  target: Connection,
  bucketRows: ReturnType<typeof createBucketRows>,
  fetch: Fetch,
  rows: readonly StoredRow[],
): boolean {
  target.exec('SAVEPOINT bucket');
  try {
    for (const table of REPORTS[fetch.report].tables) {
      bucketRows.clear(table, fetch.pair, spanOf(fetch));
    }
    bucketRows.insert(fetch.pair, rows);
    bucketRows.noteFetch(fetch, rows);
    return true;
  } catch (error) {
    if (!isSqliteError(error) || storageFailure(error) || !target.isTransaction()) throw error;
    target.exec('ROLLBACK TO bucket');
    bucketRows.forget();
    return false;
  } finally {
    if (target.isTransaction()) target.exec('RELEASE bucket');
  }
}
