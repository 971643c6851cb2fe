import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { HourBillLine, Refusal, SyncRecord } from '../../core/history-rows.js';
import type { UsageHistory } from '../../core/ports.js';
import type { Restatement } from '../../shared/snapshot.js';
import { type DayStart, estimated, HOUR_MS, type HourStart, reported } from '../../shared/units.js';
import type { Label, ReportPair } from '../../shared/usage.js';
import {
  ALL_TOKENS,
  GRAIN_MS,
  KIND_OF_LINE,
  type NumberRow,
  readCosts,
  readTokens,
  readTotalCost,
  SUM_COSTS,
  SUM_TOKENS,
} from './columns.js';
import { createAsk } from './create-ask.js';
import { keepStatements } from './keep-statements.js';
import { createMoneyReads } from './money-reads.js';
import {
  type ClaudeCodeRow,
  type LimitRow,
  readClaudeCodeRow,
  readLimit,
} from './organization-rows.js';
import { EVERY_PAIR, priceFact, syncFact } from './pair-names.js';

type Reads = Omit<
  UsageHistory,
  `replace${string}` | `save${string}` | 'repriceHours' | 'pair' | 'ofPair' | 'limits'
>;

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
  token_kind: KIND_OF_LINE,
} as const;
const HOUR_COST_GROUPS = {
  ...COST_GROUPS,
  model: 's.model',
  service_tier: 's.service_tier',
  workspace: 's.workspace_id',
  api_key: 's.api_key_id',
} as const;

/** Every read of a report takes the rows of one pair only. */
export function createReads(database: DatabaseSyncInstance, pair: ReportPair): Reads {
  /** A few dozen questions, asked again and again: compiling them cost more than many answers. */
  const all = createAsk(keepStatements(database));
  const readFact = <T>(name: string): T | null => {
    const [row] = all<{ value: string }>('SELECT value FROM fact WHERE name = ?', name);
    // Only this store writes facts, each with the type it is read back as.
    return row ? (JSON.parse(row.value) as T) : null;
  };
  const fetchTimes = (report: string) =>
    new Map(
      all<{ bucket: number; fetched_at: number }>(
        'SELECT bucket, fetched_at FROM fetched WHERE pair = ? AND report = ?',
        report === 'claude_code' ? EVERY_PAIR : pair,
        report,
      ).map((row) => [row.bucket, row.fetched_at]),
    );
  const totals = (table: 'usage_hour' | 'usage_minute', from: number, to: number) =>
    all<NumberRow>(
      `SELECT start, ${SUM_TOKENS}, ${SUM_COSTS} FROM ${table}
       WHERE pair = ? AND start >= ? AND start < ? GROUP BY start ORDER BY start`,
      pair,
      from,
      to,
    ).map((row) => ({
      start: row.start ?? 0,
      tokens: readTokens(row),
      estimated: readTotalCost(row),
    }));

  return {
    ...createMoneyReads(all, pair),
    readPriceMark: () => readFact<string>(priceFact(pair)),
    readSyncRecord: () => ({ ...NEVER_SYNCED, ...readFact<SyncRecord>(syncFact(pair)) }),
    readRefusals: () => readFact<readonly Refusal[]>('refusals') ?? [],
    readCoverage: () => ({
      hours: fetchTimes('hours'),
      days: fetchTimes('days'),
      minuteHours: fetchTimes('minutes'),
      claudeCodeDays: fetchTimes('claude_code'),
    }),
    readAlertMarks: () =>
      all(
        `SELECT rule, window_start AS windowStart, decided_at AS decidedAt, outcome FROM alert_mark`,
      ),
    readLabels: (kind: Label['kind']) =>
      all<Label>(
        `SELECT kind, id, name, created_at AS createdAt, archived_at AS archivedAt, status, hint
         FROM label WHERE kind = ?`,
        kind,
      ),
    readPublishedLimits: () =>
      all<LimitRow>('SELECT * FROM published_limit ORDER BY since').map(readLimit),
    readClaudeCode: ({ from, to }) =>
      all<ClaudeCodeRow>(
        'SELECT * FROM claude_code_day WHERE day >= ? AND day < ? ORDER BY day, position',
        from,
        to,
      ).map(readClaudeCodeRow),
    readRestatements: ({ from, to }) =>
      all<Restatement>(
        `SELECT day, noted_at AS at, before_amount AS before, after_amount AS after
         FROM restatement WHERE pair = ? AND day >= ? AND day < ? ORDER BY day, noted_at`,
        pair,
        from,
        to,
      ),
    readHourTotals: ({ from, to }) => totals('usage_hour', from, to),
    readMinuteTotals: (hour) => totals('usage_minute', hour, hour + HOUR_MS),
    readDayReports: ({ from, to }) =>
      all<{ start: DayStart; amount: number | null; fetchedAt: number }>(
        `SELECT f.bucket AS start, f.fetched_at AS fetchedAt, sum(c.amount) AS amount
         FROM fetched f
         LEFT JOIN cost_day c ON c.pair = f.pair AND c.start = f.bucket AND c.currency = 'USD'
         WHERE f.pair = ? AND f.report = 'days' AND f.bucket >= ? AND f.bucket < ?
         GROUP BY f.bucket ORDER BY f.bucket`,
        pair,
        from,
        to,
      ).map(({ start, amount, fetchedAt }) => ({
        start,
        reported: amount === null ? null : reported(amount),
        fetchedAt,
      })),
    readHourReports: ({ from, to }) =>
      all<{ start: HourStart; amount: number }>(
        `SELECT start, sum(amount) AS amount FROM cost_hour
         WHERE pair = ? AND start >= ? AND start < ? AND currency = 'USD'
         GROUP BY start ORDER BY start`,
        pair,
        from,
        to,
      ).map(({ start, amount }) => ({ start, reported: reported(amount) })),
    readUnpriced: ({ from, to }) =>
      all(
        `SELECT s.model AS model, s.service_tier AS serviceTier, sum(${ALL_TOKENS}) AS tokens
         FROM usage_hour u JOIN priced_series s ON s.id = u.series_id
         WHERE pair = ? AND start >= ? AND start < ? AND cost_output IS NULL
         GROUP BY s.model, s.service_tier HAVING sum(${ALL_TOKENS}) > 0 ORDER BY tokens DESC`,
        pair,
        from,
        to,
      ),
    readOtherCurrencies: ({ from, to }) =>
      all(
        `SELECT currency, sum(amount) AS microunits FROM cost_day
         WHERE pair = ? AND start >= ? AND start < ? AND currency <> 'USD' GROUP BY currency`,
        pair,
        from,
        to,
      ),
    sumUsage: ({ from, to }, grain, by) =>
      all<NumberRow & { groupId: string }>(
        `SELECT start - start % ${GRAIN_MS[grain]} AS bucket, ${USAGE_GROUPS[by]} AS groupId,
           ${SUM_TOKENS}, sum(requests) AS requests, ${SUM_COSTS}
         FROM usage_hour u JOIN priced_series s ON s.id = u.series_id
         WHERE pair = ? AND start >= ? AND start < ? GROUP BY bucket, groupId ORDER BY bucket`,
        pair,
        from,
        to,
      ).map((row) => ({
        start: row.bucket ?? 0,
        groupId: row.groupId,
        tokens: readTokens(row),
        requests: row.requests ?? null,
        costs: readCosts(row),
      })),
    sumShares: ({ from, to }, grain, by) =>
      all<NumberRow & { groupId: string }>(
        `SELECT start - start % ${GRAIN_MS[grain]} AS bucket, ${SHARE_GROUPS[by]} AS groupId,
           ${SUM_TOKENS}, sum(requests) AS requests, sum(cost) AS cost
         FROM share_hour u JOIN share_series s ON s.id = u.series_id
         WHERE pair = ? AND start >= ? AND start < ? GROUP BY bucket, groupId ORDER BY bucket`,
        pair,
        from,
        to,
      ).map((row) => ({
        start: row.bucket ?? 0,
        groupId: row.groupId,
        tokens: readTokens(row),
        requests: row.requests ?? null,
        cost: row.cost === null || row.cost === undefined ? null : estimated(row.cost),
      })),
    sumReported: ({ from, to }, by) =>
      all<AmountRow>(
        `SELECT start, ${COST_GROUPS[by]} AS groupId, sum(amount) AS amount FROM cost_day
         WHERE pair = ? AND start >= ? AND start < ? AND currency = 'USD'
         GROUP BY start, groupId`,
        pair,
        from,
        to,
      ).map(readReportedSum),
    sumHourReported: ({ from, to }, grain, by) =>
      all<AmountRow>(
        `SELECT start - start % ${GRAIN_MS[grain]} AS start, ${HOUR_COST_GROUPS[by]} AS groupId,
           sum(amount) AS amount
         FROM cost_hour c JOIN share_series s ON s.id = c.series_id
         WHERE pair = ? AND c.start >= ? AND c.start < ? AND currency = 'USD'
         GROUP BY 1, groupId`,
        pair,
        from,
        to,
      ).map(readReportedSum),
    sumHourBill: ({ from, to }, grain) =>
      all<Omit<HourBillLine, 'amount'> & { amount: number }>(
        `SELECT c.start - c.start % ${GRAIN_MS[grain]} AS start, s.workspace_id AS workspaceId,
           s.api_key_id AS apiKeyId, s.model AS model, s.service_tier AS serviceTier,
           ${COST_GROUPS.token_kind} AS kind, sum(amount) AS amount
         FROM cost_hour c JOIN share_series s ON s.id = c.series_id
         WHERE pair = ? AND c.start >= ? AND c.start < ? AND currency = 'USD'
         GROUP BY 1, 2, 3, 4, 5, 6`,
        pair,
        from,
        to,
      ).map((row) => ({ ...row, amount: reported(row.amount) })),
  };
}

interface AmountRow {
  readonly start: number;
  readonly groupId: string;
  readonly amount: number;
}

const readReportedSum = ({ start, groupId, amount }: AmountRow) => ({
  start,
  groupId,
  reported: reported(amount),
});
