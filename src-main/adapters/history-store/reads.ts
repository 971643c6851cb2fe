import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Organization, SyncRecord, UsageHistory } from '../../core/ports.js';
import { DAY_MS, type DayStart, estimated, HOUR_MS, reported } from '../../shared/units.js';
import type { Label } from '../../shared/usage.js';
import {
  ALL_TOKENS,
  type NumberRow,
  readCosts,
  readTokens,
  readTotalCost,
  SUM_COSTS,
  SUM_TOKENS,
} from './columns.js';
import { storageErrorOf } from './storage-failure.js';

type Reads = Omit<UsageHistory, `replace${string}` | `save${string}`>;

const GRAIN_MS = { hour: HOUR_MS, day: DAY_MS } as const;
const NEVER_SYNCED: SyncRecord = { lastSuccessAt: null, labelsFetchedAt: null, failure: null };

const USAGE_GROUPS = {
  none: "''",
  model: 's.model',
  service_tier: 's.service_tier',
  is_priced: 'cost_output IS NOT NULL',
} as const;
const SHARE_GROUPS = { workspace: 's.workspace_id', api_key: 's.api_key_id' } as const;
const COST_GROUPS = {
  none: "''",
  model: 'model',
  service_tier: 'service_tier',
  workspace: 'workspace_id',
  token_kind: "CASE WHEN token_type = '' THEN cost_type ELSE token_type END",
} as const;

export function createReads(database: DatabaseSyncInstance): Reads {
  const all = <Row>(sql: string, ...values: (string | number)[]): Row[] => {
    try {
      // The columns are named in the query beside each call.
      return database.prepare(sql).all(...values) as Row[];
    } catch (error) {
      throw storageErrorOf(error) ?? error;
    }
  };
  const readFact = <T>(name: string): T | null => {
    const [row] = all<{ value: string }>('SELECT value FROM fact WHERE name = ?', name);
    // Only this store writes facts, each with the type it is read back as.
    return row ? (JSON.parse(row.value) as T) : null;
  };
  const fetchTimes = (report: string) =>
    new Map(
      all<{ bucket: number; fetched_at: number }>(
        'SELECT bucket, fetched_at FROM fetched WHERE report = ?',
        report,
      ).map((row) => [row.bucket, row.fetched_at]),
    );
  const totals = (table: 'usage_hour' | 'usage_minute', from: number, to: number) =>
    all<NumberRow>(
      `SELECT start, ${SUM_TOKENS}, ${SUM_COSTS} FROM ${table}
       WHERE start >= ? AND start < ? GROUP BY start ORDER BY start`,
      from,
      to,
    ).map((row) => ({
      start: row.start ?? 0,
      tokens: readTokens(row),
      estimated: readTotalCost(row),
    }));

  return {
    readOrganization: () => readFact<Organization>('organization'),
    readSyncRecord: () => readFact<SyncRecord>('sync') ?? NEVER_SYNCED,
    readCoverage: () => ({
      hours: fetchTimes('hours'),
      days: fetchTimes('days'),
      minuteHours: fetchTimes('minutes'),
    }),
    readAlertMarks: () =>
      all(
        `SELECT rule, window_start AS windowStart, decided_at AS decidedAt, outcome FROM alert_mark`,
      ),
    readLabels: (kind: Label['kind']) =>
      all<Label>(
        'SELECT kind, id, name, archived_at AS archivedAt FROM label WHERE kind = ?',
        kind,
      ),
    readHourTotals: ({ from, to }) => totals('usage_hour', from, to),
    readMinuteTotals: (hour) => totals('usage_minute', hour, hour + HOUR_MS),
    readDayReports: ({ from, to }) =>
      all<{ start: DayStart; amount: number | null; fetchedAt: number }>(
        `SELECT f.bucket AS start, f.fetched_at AS fetchedAt, sum(c.amount) AS amount
         FROM fetched f LEFT JOIN cost_day c ON c.start = f.bucket AND c.currency = 'USD'
         WHERE f.report = 'days' AND f.bucket >= ? AND f.bucket < ?
         GROUP BY f.bucket ORDER BY f.bucket`,
        from,
        to,
      ).map(({ start, amount, fetchedAt }) => ({
        start,
        reported: amount === null ? null : reported(amount),
        fetchedAt,
      })),
    readUnpriced: ({ from, to }) =>
      all(
        `SELECT s.model AS model, s.service_tier AS serviceTier, sum(${ALL_TOKENS}) AS tokens
         FROM usage_hour u JOIN priced_series s ON s.id = u.series_id
         WHERE start >= ? AND start < ? AND cost_output IS NULL
         GROUP BY s.model, s.service_tier HAVING sum(${ALL_TOKENS}) > 0 ORDER BY tokens DESC`,
        from,
        to,
      ),
    readOtherCurrencies: ({ from, to }) =>
      all(
        `SELECT currency, sum(amount) AS microunits FROM cost_day
         WHERE start >= ? AND start < ? AND currency <> 'USD' GROUP BY currency`,
        from,
        to,
      ),
    sumUsage: ({ from, to }, grain, by) =>
      all<NumberRow & { groupId: string }>(
        `SELECT start - start % ${GRAIN_MS[grain]} AS bucket, ${USAGE_GROUPS[by]} AS groupId,
           ${SUM_TOKENS}, ${SUM_COSTS}
         FROM usage_hour u JOIN priced_series s ON s.id = u.series_id
         WHERE start >= ? AND start < ? GROUP BY bucket, groupId ORDER BY bucket`,
        from,
        to,
      ).map((row) => ({
        start: row.bucket ?? 0,
        groupId: row.groupId,
        tokens: readTokens(row),
        costs: readCosts(row),
      })),
    sumShares: ({ from, to }, grain, by) =>
      all<NumberRow & { groupId: string }>(
        `SELECT start - start % ${GRAIN_MS[grain]} AS bucket, ${SHARE_GROUPS[by]} AS groupId,
           ${SUM_TOKENS}, sum(cost) AS cost
         FROM share_hour u JOIN share_series s ON s.id = u.series_id
         WHERE start >= ? AND start < ? GROUP BY bucket, groupId ORDER BY bucket`,
        from,
        to,
      ).map((row) => ({
        start: row.bucket ?? 0,
        groupId: row.groupId,
        tokens: readTokens(row),
        cost: row.cost === null || row.cost === undefined ? null : estimated(row.cost),
      })),
    sumReported: ({ from, to }, by) =>
      all<{ start: DayStart; groupId: string; amount: number }>(
        `SELECT start, ${COST_GROUPS[by]} AS groupId, sum(amount) AS amount FROM cost_day
         WHERE start >= ? AND start < ? AND currency = 'USD' GROUP BY start, groupId`,
        from,
        to,
      ).map(({ start, groupId, amount }) => ({ start, groupId, reported: reported(amount) })),
  };
}
