import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Span } from '../../shared/units.js';
import { BUCKET_TABLES, type BucketTable, type Fetch, type StoredRow } from './bucket-tables.js';
import { proveBucket } from './prove-bucket.js';
import { seriesIds } from './series-ids.js';

/** How buckets are written, by a sync and by a salvage alike: proof and rows are of one make. */
export function createBucketRows(database: Pick<DatabaseSyncInstance, 'prepare'>) {
  const ids = {
    priced_series: seriesIds(database, 'priced_series'),
    share_series: seriesIds(database, 'share_series'),
  };
  const statements = {
    usage_hour: statementsOf(database, 'usage_hour'),
    usage_minute: statementsOf(database, 'usage_minute'),
    share_hour: statementsOf(database, 'share_hour'),
    cost_day: statementsOf(database, 'cost_day'),
    cost_hour: statementsOf(database, 'cost_hour'),
    claude_code_day: statementsOf(database, 'claude_code_day'),
    minute_peak: statementsOf(database, 'minute_peak'),
  } satisfies Readonly<Record<BucketTable, unknown>>;
  const markFetched = database.prepare(
    `INSERT OR REPLACE INTO fetched (pair, report, bucket, fetched_at, row_count, proof)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  return {
    clear(table: BucketTable, pair: string, { from, to }: Span): void {
      const pairs = BUCKET_TABLES[table].time === 'day' ? [] : [pair];
      statements[table].clear.run(...pairs, from, to);
    },
    insert(pair: string, rows: readonly StoredRow[]): void {
      for (const { table, start, series, values } of rows) {
        const { insert } = statements[table];
        const { time, series: seriesTable } = BUCKET_TABLES[table];
        if (seriesTable) insert.run(pair, start, ids[seriesTable].of(series), ...values);
        else if (time === 'day') insert.run(start, ...values);
        else insert.run(pair, start, ...values);
      }
    },
    noteFetch(fetch: Fetch, rows: readonly StoredRow[]): void {
      const { pair, report, bucket, fetchedAt } = fetch;
      markFetched.run(pair, report, bucket, fetchedAt, rows.length, proveBucket(fetch, rows));
    },
    /** After a transaction that was rolled back. */
    forget(): void {
      ids.priced_series.forget();
      ids.share_series.forget();
    },
  };
}

function statementsOf(database: Pick<DatabaseSyncInstance, 'prepare'>, table: BucketTable) {
  const { time, series, columns } = BUCKET_TABLES[table];
  const keys = time === 'day' ? ['day'] : ['pair', 'start', ...(series ? ['series_id'] : [])];
  const names = [...keys, ...columns];
  const marks = names.map(() => '?').join(', ');
  const ofPair = time === 'day' ? '' : 'pair = ? AND ';
  return {
    insert: database.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})`),
    clear: database.prepare(`DELETE FROM ${table} WHERE ${ofPair}${time} >= ? AND ${time} < ?`),
  };
}
