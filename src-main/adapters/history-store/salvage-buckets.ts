import { createBucketRows } from './bucket-rows.js';
import { type Fetch, isReport, REPORTS, type StoredRow } from './bucket-tables.js';
import type { Connection } from './keep-statements.js';
import { proveBucket } from './prove-bucket.js';
import { readBothWays, readWhole, type SqlRow } from './read-both-ways.js';
import { bucketSpan, readBucket } from './read-bucket.js';
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
    const rows = readBucket((sql, ...values) => readWhole(damaged, sql, ...values), fetch);
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

function takeBucket(
  target: Connection,
  bucketRows: ReturnType<typeof createBucketRows>,
  fetch: Fetch,
  rows: readonly StoredRow[],
): boolean {
  target.exec('SAVEPOINT bucket');
  try {
    for (const table of REPORTS[fetch.report].tables) {
      bucketRows.clear(table, fetch.pair, bucketSpan(fetch));
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
