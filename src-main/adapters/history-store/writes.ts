import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { PricedBucket, UsageHistory } from '../../core/ports.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { DAY_MS, HOUR_MS, type Instant, type Span } from '../../shared/units.js';
import type { PricedDimensions, ShareDimensions } from '../../shared/usage.js';
import { COST_COLUMNS, costValues, TOKEN_COLUMNS, tokenValues } from './columns.js';
import { storageFailure } from './storage-failure.js';

type Writes = Pick<
  UsageHistory,
  | 'saveOrganization'
  | 'replaceHours'
  | 'replaceMinutes'
  | 'replaceDays'
  | 'replaceLabels'
  | 'saveSyncRecord'
  | 'saveAlertMarks'
>;

const text = (value: string | null) => value ?? '';
const marks = (count: number) => Array.from({ length: count }, () => '?').join(', ');

/** Every write is one immediate transaction: data and the record of the fetch, or nothing. */
export function createWrites(database: DatabaseSyncInstance): Writes {
  const usageColumns = ['start', 'series_id', ...TOKEN_COLUMNS, ...COST_COLUMNS];
  const usageInsert = (table: 'usage_hour' | 'usage_minute') =>
    database.prepare(
      `INSERT INTO ${table} (${usageColumns.join(', ')}) VALUES (${marks(usageColumns.length)})`,
    );
  const shareColumns = ['start', 'series_id', ...TOKEN_COLUMNS, 'cost'];
  const insertHour = usageInsert('usage_hour');
  const insertMinute = usageInsert('usage_minute');
  const insertShare = database.prepare(
    `INSERT INTO share_hour (${shareColumns.join(', ')}) VALUES (${marks(shareColumns.length)})`,
  );
  const markFetched = database.prepare(
    'INSERT OR REPLACE INTO fetched (report, bucket, fetched_at) VALUES (?, ?, ?)',
  );
  const saveFact = database.prepare('INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)');
  const insertCost = database.prepare(`INSERT INTO cost_day VALUES (${marks(12)})`);
  const saveMark = database.prepare('INSERT OR REPLACE INTO alert_mark VALUES (?, ?, ?, ?)');

  const pricedSeriesId = seriesIds<PricedDimensions>(
    database,
    'priced_series',
    ['model', 'service_tier', 'context_window', 'inference_geo', 'speed'],
    (d) => [d.model, d.serviceTier, d.contextWindow, d.inferenceGeo, d.speed].map(text),
  );
  const shareSeriesId = seriesIds<ShareDimensions>(
    database,
    'share_series',
    ['model', 'service_tier', 'speed', 'workspace_id', 'api_key_id'],
    (d) => [d.model, d.serviceTier, d.speed, d.workspaceId, d.apiKeyId].map(text),
  );

  const insertUsage = (insert: typeof insertHour, bucket: PricedBucket<number>) => {
    for (const row of bucket.rows) {
      const id = pricedSeriesId.of(row.dimensions);
      insert.run(bucket.start, id, ...tokenValues(row.tokens), ...costValues(row.costs));
    }
  };
  const clear = (table: string, span: Span) =>
    database.prepare(`DELETE FROM ${table} WHERE start >= ? AND start < ?`).run(span.from, span.to);
  const markAll = (report: string, span: Span, widthMs: number, fetchedAt: Instant) => {
    for (let start = span.from; start < span.to; start += widthMs) {
      markFetched.run(report, start, fetchedAt);
    }
  };

  function transaction(work: () => void): Result<null> {
    try {
      database.exec('BEGIN IMMEDIATE');
      work();
      database.exec('COMMIT');
      return ok(null);
    } catch (error) {
      // After some errors SQLite has already rolled back by itself.
      if (database.isTransaction) database.exec('ROLLBACK');
      pricedSeriesId.forget();
      shareSeriesId.forget();
      const failure = storageFailure(error);
      if (!failure) throw error;
      return failed(failure);
    }
  }

  return {
    saveOrganization: (organization) =>
      transaction(() => saveFact.run('organization', JSON.stringify(organization))),
    replaceHours: (span, hours, fetchedAt) =>
      transaction(() => {
        clear('usage_hour', span);
        clear('share_hour', span);
        for (const hour of hours) {
          insertUsage(insertHour, hour);
          for (const share of hour.shares) {
            const id = shareSeriesId.of(share.dimensions);
            insertShare.run(hour.start, id, ...tokenValues(share.tokens), share.cost);
          }
        }
        markAll('hours', span, HOUR_MS, fetchedAt);
      }),
    replaceMinutes: (hour, minutes, fetchedAt) =>
      transaction(() => {
        clear('usage_minute', { from: hour, to: hour + HOUR_MS });
        for (const minute of minutes) insertUsage(insertMinute, minute);
        markFetched.run('minutes', hour, fetchedAt);
      }),
    replaceDays: (span, days, fetchedAt) =>
      transaction(() => {
        clear('cost_day', span);
        for (const day of days) {
          day.rows.forEach((row, position) => {
            insertCost.run(
              day.start,
              position,
              text(row.workspaceId),
              text(row.description),
              text(row.costType),
              text(row.model),
              text(row.tokenType),
              text(row.serviceTier),
              text(row.contextWindow),
              text(row.inferenceGeo),
              row.currency,
              row.amount,
            );
          });
        }
        markAll('days', span, DAY_MS, fetchedAt);
      }),
    replaceLabels: (kind, labels) =>
      transaction(() => {
        // A name that is no longer listed still labels old figures, so nothing is deleted.
        const save = database.prepare('INSERT OR REPLACE INTO label VALUES (?, ?, ?, ?)');
        for (const label of labels) save.run(kind, label.id, label.name, label.archivedAt);
      }),
    saveSyncRecord: (record) => transaction(() => saveFact.run('sync', JSON.stringify(record))),
    saveAlertMarks: (alertMarks) =>
      transaction(() => {
        for (const mark of alertMarks) {
          saveMark.run(mark.rule, mark.windowStart, mark.decidedAt, mark.outcome);
        }
      }),
  };
}

/** Ids of combinations of dimensions, made on first sight and remembered. */
function seriesIds<Dimensions>(
  database: DatabaseSyncInstance,
  table: string,
  columns: readonly string[],
  values: (dimensions: Dimensions) => string[],
) {
  const names = columns.join(', ');
  const known = new Map<string, number>();
  const insert = database.prepare(
    `INSERT OR IGNORE INTO ${table} (${names}) VALUES (${marks(columns.length)})`,
  );
  const find = database.prepare(
    `SELECT id FROM ${table} WHERE (${names}) = (${marks(columns.length)})`,
  );
  return {
    of(dimensions: Dimensions): number {
      const parts = values(dimensions);
      const key = JSON.stringify(parts);
      const cached = known.get(key);
      if (cached !== undefined) return cached;
      insert.run(...parts);
      const { id } = find.get(...parts) as { id: number };
      known.set(key, id);
      return id;
    },
    /** Ids made in a transaction that was rolled back are gone. */
    forget: () => known.clear(),
  };
}
