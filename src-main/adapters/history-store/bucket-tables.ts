import { DAY_MS, HOUR_MS, type Instant } from '../../shared/units.js';
import { COST_COLUMNS, TOKEN_COLUMNS } from './columns.js';
import type { SqlValue } from './read-both-ways.js';

/** The texts that make a series, in the order in which a row tells them. */
export const SERIES_COLUMNS = {
  priced_series: ['model', 'service_tier', 'context_window', 'inference_geo', 'speed'],
  share_series: ['model', 'service_tier', 'speed', 'workspace_id', 'api_key_id'],
  plan_series: ['model'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type SeriesTable = keyof typeof SERIES_COLUMNS;

interface TableColumns {
  /** Claude Code is told by the day, and not by a pair. */
  readonly time: 'start' | 'day';
  readonly series: SeriesTable | null;
  readonly columns: readonly string[];
}

const used = [...TOKEN_COLUMNS, 'requests', ...COST_COLUMNS];

export const BUCKET_TABLES = {
  usage_hour: { time: 'start', series: 'priced_series', columns: used },
  usage_minute: { time: 'start', series: 'priced_series', columns: used },
  share_hour: {
    time: 'start',
    series: 'share_series',
    columns: [...TOKEN_COLUMNS, 'requests', 'cost'],
  },
  cost_day: {
    time: 'start',
    series: null,
    columns: [
      'position',
      'workspace_id',
      'description',
      'cost_type',
      'model',
      'token_type',
      'service_tier',
      'context_window',
      'inference_geo',
      'currency',
      'amount',
    ],
  },
  cost_hour: {
    time: 'start',
    series: 'share_series',
    columns: ['cost_type', 'token_type', 'currency', 'amount', 'list_amount'],
  },
  claude_code_day: {
    time: 'day',
    series: null,
    columns: [
      'position',
      'actor_type',
      'actor',
      'customer_type',
      'subscription_type',
      'terminal_type',
      'is_remote',
      'sessions',
      'lines_added',
      'lines_removed',
      'commits',
      'pull_requests',
      'models',
      'tools',
    ],
  },
  minute_peak: {
    time: 'start',
    series: null,
    columns: ['model_group', 'limiter', 'value', 'at'],
  },
} as const satisfies Readonly<Record<string, TableColumns>>;
export type BucketTable = keyof typeof BUCKET_TABLES;

/** What one fetch of each report replaces: the rows of these tables within a span so wide. */
export const REPORTS = {
  hours: { tables: ['usage_hour', 'share_hour'], widthMs: HOUR_MS },
  minutes: { tables: ['usage_minute'], widthMs: HOUR_MS },
  days: { tables: ['cost_day', 'cost_hour'], widthMs: DAY_MS },
  claude_code: { tables: ['claude_code_day'], widthMs: DAY_MS },
  peaks: { tables: ['minute_peak'], widthMs: HOUR_MS },
} as const satisfies Readonly<
  Record<string, { readonly tables: readonly BucketTable[]; readonly widthMs: number }>
>;
export type Report = keyof typeof REPORTS;

export const isReport = (name: unknown): name is Report =>
  typeof name === 'string' && Object.hasOwn(REPORTS, name);

/** The record of a fetch: a bucket without rows has one too. */
export interface Fetch {
  readonly pair: string;
  readonly report: Report;
  readonly bucket: number;
  readonly fetchedAt: Instant;
}

/** A row as it is bound and read: the texts of its series as JSON, its columns in their order. */
export interface StoredRow {
  readonly table: BucketTable;
  readonly start: number;
  readonly series: string;
  readonly values: readonly SqlValue[];
}

export const NO_SERIES = '[]';
