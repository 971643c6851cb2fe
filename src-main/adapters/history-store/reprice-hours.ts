import type { PricedBucket, Repricing, StoredHour } from '../../core/history-rows.js';
import type { UsageHistory } from '../../core/ports.js';
import { StorageError } from '../../shared/storage-error.js';
import type { HourStart, MinuteStart, Span } from '../../shared/units.js';
import type { ReportPair } from '../../shared/usage.js';
import type { createBucketRows } from './bucket-rows.js';
import { type Fetch, REPORTS, type StoredRow } from './bucket-tables.js';
import type { Connection } from './keep-statements.js';
import { proveBucket } from './prove-bucket.js';
import type { SqlRow } from './read-both-ways.js';
import { bucketSpan, readBucket } from './read-bucket.js';
import { readPricedRow, readShareRow } from './read-stored-rows.js';
import { shareRows, usageRows } from './stored-rows.js';

/** Within a transaction of the caller: only the buckets whose prices change are written. */
export function createRepriceHours(
  connection: Connection,
  bucketRows: ReturnType<typeof createBucketRows>,
  pair: ReportPair,
): (...args: Parameters<UsageHistory['repriceHours']>) => void {
  // The columns are those of each query.
  const read = (sql: string, ...values: readonly (string | number | null)[]) =>
    connection.prepare(sql).all(...values) as SqlRow[];

  return (span, repricing) => {
    for (const { fetch, proof } of readFetches(read, pair, span)) {
      const rows = readBucket(read, fetch);
      if (!rows) throw new StorageError({ kind: 'storage-damaged', detail: 'a row has no series' });
      const priced = priceRows(fetch, rows, repricing);
      const proofNow = proveBucket(fetch, rows);
      if (proveBucket(fetch, priced) === proofNow) continue;
      for (const table of REPORTS[fetch.report].tables) {
        bucketRows.clear(table, pair, bucketSpan(fetch));
      }
      bucketRows.insert(pair, priced);
      // What could not prove itself before must not do so now.
      if (proofNow === proof) bucketRows.noteFetch(fetch, priced);
    }
  };
}

interface HeldFetch {
  readonly fetch: Fetch;
  readonly proof: string;
}

function readFetches(
  read: (sql: string, ...values: readonly (string | number)[]) => SqlRow[],
  pair: ReportPair,
  { from, to }: Span,
): HeldFetch[] {
  const reports = ['hours', 'minutes'] as const;
  return reports.flatMap((report) =>
    read(
      `SELECT bucket, fetched_at, proof FROM fetched
       WHERE pair = ? AND report = ? AND bucket >= ? AND bucket < ? ORDER BY bucket`,
      pair,
      report,
      from,
      to,
    ).map(({ bucket, fetched_at: fetchedAt, proof }) => ({
      fetch: { pair, report, bucket: Number(bucket), fetchedAt: Number(fetchedAt) },
      proof: String(proof),
    })),
  );
}

function priceRows(
  { report, bucket }: Fetch,
  rows: readonly StoredRow[],
  repricing: Repricing,
): readonly StoredRow[] {
  if (rows.length === 0) return rows;
  if (report === 'minutes') {
    return groupByStart(rows).flatMap((minute) =>
      usageRows('usage_minute', repricing.priceMinute(minute)),
    );
  }
  const of = (table: string) => rows.filter((row) => row.table === table);
  const hour: StoredHour = {
    // Hours are fetched and kept by their starts, as minutes are below.
    start: bucket as HourStart,
    rows: of('usage_hour').map(readPricedRow),
    shares: of('share_hour').map(readShareRow),
  };
  const priced = repricing.priceHour(hour);
  return [...usageRows('usage_hour', priced), ...shareRows(priced)];
}

function groupByStart(rows: readonly StoredRow[]): readonly PricedBucket<MinuteStart>[] {
  const starts = new Map<number, StoredRow[]>();
  for (const row of rows) {
    const others = starts.get(row.start);
    if (others) others.push(row);
    else starts.set(row.start, [row]);
  }
  return [...starts].map(([start, ofMinute]) => ({
    start: start as MinuteStart,
    rows: ofMinute.map(readPricedRow),
  }));
}
