import type { Span } from '../../shared/units.js';
import type { createBucketRows } from './bucket-rows.js';
import { type Fetch, REPORTS, type StoredRow } from './bucket-tables.js';

/** Puts the rows in place of all that the report told of the span, and notes each fetch. */
export const createReplaceBuckets =
  (bucketRows: ReturnType<typeof createBucketRows>) =>
  (fetch: Omit<Fetch, 'bucket'>, { from, to }: Span, rows: readonly StoredRow[]): void => {
    const { tables, widthMs } = REPORTS[fetch.report];
    for (const table of tables) bucketRows.clear(table, fetch.pair, { from, to });
    bucketRows.insert(fetch.pair, rows);
    const byBucket = new Map<number, StoredRow[]>();
    for (const row of rows) {
      const bucket = row.start - (row.start % widthMs);
      const others = byBucket.get(bucket);
      if (others) others.push(row);
      else byBucket.set(bucket, [row]);
    }
    for (let bucket = from; bucket < to; bucket += widthMs) {
      bucketRows.noteFetch({ ...fetch, bucket }, byBucket.get(bucket) ?? []);
    }
  };
