import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { PricedBucket, UsageHistory } from '../../core/ports.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { DAY_MS, HOUR_MS, type Instant, type Span } from '../../shared/units.js';
import type {
  HourCostRow,
  PricedDimensions,
  ReportPair,
  ShareDimensions,
  TokenCounts,
} from '../../shared/usage.js';
import { markStage } from '../mark-stage.js';
import { COST_COLUMNS, costValues, TOKEN_COLUMNS, tokenValues } from './columns.js';
import { claudeCodeValues, limitValues } from './organization-rows.js';
import { EVERY_PAIR, syncFact } from './pair-names.js';
import { storageFailure } from './storage-failure.js';

type Writes = Pick<
  UsageHistory,
  | 'saveOrganization'
  | 'replaceHours'
  | 'replaceMinutes'
  | 'replaceDays'
  | 'replaceLabels'
  | 'replaceClaudeCodeDay'
  | 'saveLimits'
  | 'saveRefusals'
  | 'saveSyncRecord'
  | 'saveAlertMarks'
>;

const text = (value: string | null) => value ?? '';
const marks = (count: number) => Array.from({ length: count }, () => '?').join(', ');

/** What proves a bucket whole: its rows, and the tokens or microcents in them. */
interface Proof {
  readonly rows: number;
  readonly sum: number;
}
const NO_ROWS: Proof = { rows: 0, sum: 0 };

const tokensOf = (tokens: TokenCounts) =>
  tokens.uncachedInput +
  tokens.cacheCreation5m +
  tokens.cacheCreation1h +
  tokens.cacheRead +
  tokens.output;

const proveUse = (rows: readonly { readonly tokens: TokenCounts }[]): Proof => ({
  rows: rows.length,
  sum: rows.reduce((sum, row) => sum + tokensOf(row.tokens), 0),
});

/** Every write is one immediate transaction: data and the record of the fetch, or nothing. */
export function createWrites(database: DatabaseSyncInstance, pair: ReportPair): Writes {
  const usageColumns = [
    'pair',
    'start',
    'series_id',
    ...TOKEN_COLUMNS,
    'requests',
    ...COST_COLUMNS,
  ];
  const usageInsert = (table: 'usage_hour' | 'usage_minute') =>
    database.prepare(
      `INSERT INTO ${table} (${usageColumns.join(', ')}) VALUES (${marks(usageColumns.length)})`,
    );
  const shareColumns = ['pair', 'start', 'series_id', ...TOKEN_COLUMNS, 'requests', 'cost'];
  const insertHour = usageInsert('usage_hour');
  const insertMinute = usageInsert('usage_minute');
  const insertShare = database.prepare(
    `INSERT INTO share_hour (${shareColumns.join(', ')}) VALUES (${marks(shareColumns.length)})`,
  );
  const markFetched = database.prepare(
    `INSERT OR REPLACE INTO fetched (pair, report, bucket, fetched_at, row_count, row_sum)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const saveFact = database.prepare('INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)');
  const findFact = database.prepare('SELECT value FROM fact WHERE name = ?');
  const insertCost = database.prepare(`INSERT INTO cost_day VALUES (${marks(13)})`);
  const insertHourCost = database.prepare(`INSERT INTO cost_hour VALUES (${marks(8)})`);
  const insertClaudeCode = database.prepare(`INSERT INTO claude_code_day VALUES (${marks(15)})`);
  const saveLimit = database.prepare(
    `INSERT OR REPLACE INTO published_limit
       (kind, workspace_id, model_group, limiter, since, until, value, models)
     VALUES (${marks(8)})`,
  );
  const noteRestatement = database.prepare(
    'INSERT OR REPLACE INTO restatement VALUES (?, ?, ?, ?, ?)',
  );
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
      insert.run(
        pair,
        bucket.start,
        id,
        ...tokenValues(row.tokens),
        row.requests ?? null,
        ...costValues(row.costs),
      );
    }
  };
  const clearing = (table: string) =>
    database.prepare(`DELETE FROM ${table} WHERE pair = ? AND start >= ? AND start < ?`);
  const clearers = {
    usage_hour: clearing('usage_hour'),
    usage_minute: clearing('usage_minute'),
    share_hour: clearing('share_hour'),
    cost_day: clearing('cost_day'),
    cost_hour: clearing('cost_hour'),
  };
  const clear = (table: keyof typeof clearers, span: Span) =>
    clearers[table].run(pair, span.from, span.to);
  const markAll = (
    report: string,
    span: Span,
    widthMs: number,
    fetchedAt: Instant,
    proofs: ReadonlyMap<number, Proof>,
  ) => {
    for (let start = span.from; start < span.to; start += widthMs) {
      const { rows, sum } = proofs.get(start) ?? NO_ROWS;
      markFetched.run(pair, report, start, fetchedAt, rows, sum);
    }
  };
  const insertHourCosts = (rows: readonly HourCostRow[]) => {
    for (const row of rows) {
      insertHourCost.run(
        pair,
        row.start,
        shareSeriesId.of(row.dimensions),
        text(row.costType),
        text(row.tokenType),
        row.currency,
        row.amount,
        row.listAmount,
      );
    }
  };

  function transaction(work: () => void): Result<null> {
    try {
      database.exec('BEGIN IMMEDIATE');
      markStage('transaction:begun');
      work();
      markStage('transaction:written');
      database.exec('COMMIT');
      markStage('transaction:committed');
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

  /** Every sync says whose history this is: only news is worth a write. */
  function isSaved(name: string, value: string): boolean {
    try {
      return Reflect.get(Object(findFact.get(name)), 'value') === value;
    } catch (error) {
      // The write tells what is wrong.
      if (!storageFailure(error)) throw error;
      return false;
    }
  }

  return {
    saveOrganization(organization) {
      const value = JSON.stringify(organization);
      return isSaved('organization', value)
        ? ok(null)
        : transaction(() => saveFact.run('organization', value));
    },
    replaceHours: (span, hours, fetchedAt) =>
      transaction(() => {
        clear('usage_hour', span);
        clear('share_hour', span);
        for (const hour of hours) {
          insertUsage(insertHour, hour);
          for (const share of hour.shares) {
            const id = shareSeriesId.of(share.dimensions);
            insertShare.run(
              pair,
              hour.start,
              id,
              ...tokenValues(share.tokens),
              share.requests ?? null,
              share.cost,
            );
          }
        }
        const proofs = new Map(
          hours.map((hour) => [hour.start as number, proveUse([...hour.rows, ...hour.shares])]),
        );
        markAll('hours', span, HOUR_MS, fetchedAt, proofs);
      }),
    replaceMinutes: (hour, minutes, fetchedAt) =>
      transaction(() => {
        clear('usage_minute', { from: hour, to: hour + HOUR_MS });
        for (const minute of minutes) insertUsage(insertMinute, minute);
        const { rows, sum } = proveUse(minutes.flatMap((minute) => minute.rows));
        markFetched.run(pair, 'minutes', hour, fetchedAt, rows, sum);
      }),
    replaceDays: (span, days, fetchedAt, { hours = [], restatements = [] } = {}) =>
      transaction(() => {
        clear('cost_day', span);
        clear('cost_hour', span);
        insertHourCosts(hours);
        for (const { day, at, before, after } of restatements) {
          noteRestatement.run(pair, day, at, before, after);
        }
        for (const day of days) {
          day.rows.forEach((row, position) => {
            insertCost.run(
              pair,
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
        const proofs = new Map(
          days.map(({ start, rows }) => [
            start as number,
            { rows: rows.length, sum: rows.reduce((sum, row) => sum + row.amount, 0) },
          ]),
        );
        markAll('days', span, DAY_MS, fetchedAt, proofs);
      }),
    replaceClaudeCodeDay: (day, records, fetchedAt) =>
      transaction(() => {
        database.prepare('DELETE FROM claude_code_day WHERE day = ?').run(day);
        records.forEach((record, position) => {
          insertClaudeCode.run(day, position, ...claudeCodeValues(record));
        });
        const sum = records.reduce((sessions, record) => sessions + record.sessions, 0);
        markFetched.run(EVERY_PAIR, 'claude_code', day, fetchedAt, records.length, sum);
      }),
    saveLimits: (limits) =>
      transaction(() => {
        for (const limit of limits) saveLimit.run(...limitValues(limit));
      }),
    saveRefusals: (refusals) =>
      transaction(() => saveFact.run('refusals', JSON.stringify(refusals))),
    replaceLabels: (kind, labels) =>
      transaction(() => {
        // A name that is no longer listed still labels old figures, so nothing is deleted.
        const save = database.prepare(`INSERT OR REPLACE INTO label VALUES (${marks(7)})`);
        for (const { id, name, createdAt, archivedAt, status, hint } of labels) {
          save.run(kind, id, name, createdAt, archivedAt, status, hint);
        }
      }),
    saveSyncRecord: (record) =>
      transaction(() => saveFact.run(syncFact(pair), JSON.stringify(record))),
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
