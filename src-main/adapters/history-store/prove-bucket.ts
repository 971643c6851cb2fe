import { createHash } from 'node:crypto';
import type { Fetch, StoredRow } from './bucket-tables.js';

const DIGITS = 32;

/**
 * A digest of everything that is stored of a bucket, series by their texts, and of the record of
 * its fetch. Whatever was changed behind the app's back, the bucket does not prove itself any more.
 */
export function proveBucket(
  { pair, report, bucket, fetchedAt }: Fetch,
  rows: readonly StoredRow[],
): string {
  const lines = rows.map(
    ({ table, start, series, values }) => `${table} ${start} ${series} ${JSON.stringify(values)}`,
  );
  const canonical = [JSON.stringify([pair, report, bucket, fetchedAt]), ...lines.sort()].join('\n');
  return createHash('sha256').update(canonical).digest('hex').slice(0, DIGITS);
}
