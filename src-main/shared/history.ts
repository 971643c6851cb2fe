import type { CostBasis, Provenance } from './snapshot.js';
import type { Instant, Span } from './units.js';
import type { TokenCounts } from './usage.js';

export const GRAINS = ['hour', 'day', 'week', 'month'] as const;
export type Grain = (typeof GRAINS)[number];

export const GROUPINGS = [
  'none',
  'model',
  'workspace',
  'api_key',
  'service_tier',
  'token_kind',
] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface HistoryQuery extends Span {
  readonly grain: Grain;
  readonly by: Grouping;
}

/** `id` is the API's own id, null for what has none (default workspace, Playground use). */
export interface HistoryGroup {
  readonly id: string | null;
  readonly label: string;
}

/** Buckets are UTC; weeks start on Monday. */
export interface HistoryRow {
  readonly start: Instant;
  readonly end: Instant;
  readonly group: HistoryGroup;
  readonly tokens: TokenCounts;
  /** Null: the reports used do not count requests. */
  readonly requests: number | null;
  /** What the report says so far. Null: nothing for this bucket and group (hours, keys). */
  readonly reportedMicrocents: number | null;
  /** Null: no price is known for any of it. */
  readonly estimatedMicrocents: number | null;
  /** What to count: the bill of closed days, the estimate of the others. */
  readonly costMicrocents: number | null;
  readonly basis: CostBasis | null;
}

/** `missing` was never fetched: a gap, not zero. `open` still fills; `partial` is over with gaps. */
export type BucketState = 'closed' | 'open' | 'partial' | 'missing';

/** One column of the chart, whether or not it has rows. */
export interface HistoryBucket extends Span {
  readonly state: BucketState;
}

/** The figures of a query as the store holds them. */
export interface HistoryFigures {
  readonly query: HistoryQuery;
  readonly buckets: readonly HistoryBucket[];
  /** Starts of the buckets with a bill that was read so young that it may have grown since. */
  readonly unsettled: readonly Instant[];
  readonly rows: readonly HistoryRow[];
  readonly unpriced: readonly { readonly model: string; readonly tokens: number }[];
  readonly provenance: Provenance;
}

export interface History extends HistoryFigures {
  /** Weekly resets within the query, in order. */
  readonly resets: readonly Instant[];
}
