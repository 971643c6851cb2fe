import type { PricedBucket, StoredHour } from '../../core/history-rows.js';
import type { DayStart } from '../../shared/units.js';
import type {
  ClaudeCodeRecord,
  CostBucket,
  HourCostRow,
  PricedDimensions,
  ShareDimensions,
} from '../../shared/usage.js';
import { NO_SERIES, type StoredRow } from './bucket-tables.js';
import { costValues, tokenValues } from './columns.js';
import { claudeCodeValues } from './organization-rows.js';

const text = (value: string | null) => value ?? '';

const pricedSeries = (d: PricedDimensions) =>
  JSON.stringify([d.model, d.serviceTier, d.contextWindow, d.inferenceGeo, d.speed].map(text));
const shareSeries = (d: ShareDimensions) =>
  JSON.stringify([d.model, d.serviceTier, d.speed, d.workspaceId, d.apiKeyId].map(text));

export const usageRows = (
  table: 'usage_hour' | 'usage_minute',
  { start, rows }: PricedBucket<number>,
): StoredRow[] =>
  rows.map(({ dimensions, tokens, requests, costs }) => ({
    table,
    start,
    series: pricedSeries(dimensions),
    values: [...tokenValues(tokens), requests ?? null, ...costValues(costs)],
  }));

export const shareRows = ({ start, shares }: StoredHour): StoredRow[] =>
  shares.map(({ dimensions, tokens, requests, cost }) => ({
    table: 'share_hour',
    start,
    series: shareSeries(dimensions),
    values: [...tokenValues(tokens), requests ?? null, cost],
  }));

export const costDayRows = ({ start, rows }: CostBucket): StoredRow[] =>
  rows.map((row, position) => ({
    table: 'cost_day',
    start,
    series: NO_SERIES,
    values: [
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
    ],
  }));

export const costHourRow = (row: HourCostRow): StoredRow => ({
  table: 'cost_hour',
  start: row.start,
  series: shareSeries(row.dimensions),
  values: [text(row.costType), text(row.tokenType), row.currency, row.amount, row.listAmount],
});

export const claudeCodeRows = (day: DayStart, records: readonly ClaudeCodeRecord[]): StoredRow[] =>
  records.map((record, position) => ({
    table: 'claude_code_day',
    start: day,
    series: NO_SERIES,
    values: [position, ...claudeCodeValues(record)],
  }));
