import type { UsageHistory } from '../../core/ports.js';
import {
  DAY_MS,
  type DayStart,
  estimated,
  floorDay,
  reported,
  type Span,
} from '../../shared/units.js';
import type { ReportPair } from '../../shared/usage.js';
import {
  GRAIN_MS,
  KIND_OF_LINE,
  type NumberRow,
  readCosts,
  readTokens,
  SUM_COSTS,
  SUM_TOKENS,
} from './columns.js';
import type { Ask } from './create-ask.js';

type MoneyReads = Pick<UsageHistory, 'readBillLines' | 'sumPricedUse' | 'sumShareUse'>;
type Grain = keyof typeof GRAIN_MS;

interface LineRow {
  readonly start: DayStart;
  readonly workspaceId: string;
  readonly model: string;
  readonly serviceTier: string;
  readonly kind: string;
  readonly amount: number;
}

/** Numbers and texts of one row, as its query names them. */
type UseRow<Text extends string> = NumberRow & Readonly<Record<Text, string>>;
type PricedText = 'model' | 'serviceTier' | 'contextWindow' | 'inferenceGeo' | 'speed';
type ShareText = 'model' | 'serviceTier' | 'speed' | 'workspaceId' | 'apiKeyId';

/** The finest that bills and use are told by: every sum of money is made of these. */
export function createMoneyReads(all: Ask, pair: ReportPair): MoneyReads {
  /** Day by day: many small sets are sorted in half the time that a large one takes. */
  const sumUse = <Row>(span: Span, grain: Grain, sql: Readonly<Record<Grain, string>>): Row[] =>
    (grain === 'day' ? daysOf(span) : [span]).flatMap(({ from, to }) =>
      all<Row>(sql[grain], pair, from, to),
    );

  return {
    readBillLines: ({ from, to }) =>
      all<LineRow>(
        `SELECT start, workspace_id AS workspaceId, model, service_tier AS serviceTier,
           ${KIND_OF_LINE} AS kind, amount
         FROM cost_day
         WHERE pair = ? AND start >= ? AND start < ? AND currency = 'USD'
         ORDER BY start, position`,
        pair,
        from,
        to,
      ).map(({ start, workspaceId, model, serviceTier, kind, amount }) => ({
        start,
        workspaceId,
        model,
        serviceTier,
        kind,
        amount: reported(amount),
      })),
    sumPricedUse: (span, grain) =>
      sumUse<UseRow<PricedText>>(span, grain, PRICED_USE).map((row) => ({
        start: startOf(row, grain),
        model: row.model,
        serviceTier: row.serviceTier,
        contextWindow: row.contextWindow,
        inferenceGeo: row.inferenceGeo,
        speed: row.speed,
        tokens: readTokens(row),
        costs: readCosts(row),
      })),
    sumShareUse: (span, grain) =>
      sumUse<UseRow<ShareText>>(span, grain, SHARE_USE).map((row) => ({
        start: startOf(row, grain),
        model: row.model,
        serviceTier: row.serviceTier,
        speed: row.speed,
        workspaceId: row.workspaceId,
        apiKeyId: row.apiKeyId,
        tokens: readTokens(row),
        cost: row.cost === null || row.cost === undefined ? null : estimated(row.cost),
      })),
  };
}

/** A row of an hour is priced or not; those of a day are kept apart by it. */
const groupsOf = (cost: string): Readonly<Record<Grain, string>> => ({
  hour: 'start, series_id',
  day: `series_id, ${cost} IS NULL`,
});

const queryOf = (table: string, series: string, texts: string, sums: string, groups: string) =>
  `SELECT ${texts}, u.*
   FROM (SELECT series_id, min(start) AS start, ${SUM_TOKENS}, ${sums}
     FROM ${table} WHERE pair = ? AND start >= ? AND start < ? GROUP BY ${groups}) u
   JOIN ${series} s ON s.id = u.series_id`;

const pricedQuery = (grain: Grain) =>
  queryOf(
    'usage_hour',
    'priced_series',
    `model, service_tier AS serviceTier, context_window AS contextWindow,
     inference_geo AS inferenceGeo, speed`,
    SUM_COSTS,
    groupsOf('cost_output')[grain],
  );
const shareQuery = (grain: Grain) =>
  queryOf(
    'share_hour',
    'share_series',
    `model, service_tier AS serviceTier, speed, workspace_id AS workspaceId,
     api_key_id AS apiKeyId`,
    'sum(cost) AS cost',
    groupsOf('cost')[grain],
  );
const PRICED_USE = { hour: pricedQuery('hour'), day: pricedQuery('day') };
const SHARE_USE = { hour: shareQuery('hour'), day: shareQuery('day') };

const startOf = ({ start }: NumberRow, grain: Grain) =>
  (start ?? 0) - ((start ?? 0) % GRAIN_MS[grain]);

function daysOf({ from, to }: Span): Span[] {
  const days: Span[] = [];
  for (let day = floorDay(from); day < to; day = floorDay(day + DAY_MS)) {
    days.push({ from: Math.max(from, day), to: Math.min(to, day + DAY_MS) });
  }
  return days;
}
