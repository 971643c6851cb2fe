import type {
  DayStart,
  EstimatedMicrocents,
  HourStart,
  Instant,
  MinuteStart,
  ReportedMicrocents,
  TokenCount,
} from './units.js';

/** The counts that stay apart to the end. The five token counts do not overlap. */
export interface TokenCounts {
  readonly uncachedInput: TokenCount;
  readonly cacheCreation5m: TokenCount;
  readonly cacheCreation1h: TokenCount;
  readonly cacheRead: TokenCount;
  readonly output: TokenCount;
  readonly webSearchRequests: number;
}

export const TOKEN_KINDS = [
  'uncachedInput',
  'cacheCreation5m',
  'cacheCreation1h',
  'cacheRead',
  'output',
  'webSearchRequests',
] as const satisfies readonly (keyof TokenCounts)[];
export type TokenKind = (typeof TOKEN_KINDS)[number];

export const NO_TOKENS: TokenCounts = {
  uncachedInput: 0,
  cacheCreation5m: 0,
  cacheCreation1h: 0,
  cacheRead: 0,
  output: 0,
  webSearchRequests: 0,
};

/** The five dimensions that decide a price. Null: the API gave no value. */
export interface PricedDimensions {
  readonly model: string | null;
  readonly serviceTier: string | null;
  readonly contextWindow: string | null;
  readonly inferenceGeo: string | null;
  readonly speed: string | null;
}

/** The five dimensions that tell who used it. `UNALLOCATED` marks what the split report lacked. */
export interface ShareDimensions {
  readonly model: string | null;
  readonly serviceTier: string | null;
  readonly speed: string | null;
  readonly workspaceId: string | null;
  readonly apiKeyId: string | null;
}

export const UNALLOCATED = 'unallocated';

export interface UsageRow<Dimensions> {
  readonly dimensions: Dimensions;
  readonly tokens: TokenCounts;
}

/** One interval of the usage report; `start` is aligned to the report's bucket width. */
export interface UsageBucket<Dimensions> {
  readonly start: HourStart | MinuteStart;
  readonly rows: readonly UsageRow<Dimensions>[];
}

/** Estimated cost of each count; null when the model has no known price. */
export type KindCosts = Readonly<Record<TokenKind, EstimatedMicrocents>>;

export interface PricedRow extends UsageRow<PricedDimensions> {
  readonly costs: KindCosts | null;
}

export interface ShareRow extends UsageRow<ShareDimensions> {
  readonly cost: EstimatedMicrocents | null;
}

/** One line of the cost report, as billed for one UTC day. */
export interface CostRow {
  readonly workspaceId: string | null;
  readonly description: string | null;
  readonly costType: string | null;
  readonly model: string | null;
  readonly tokenType: string | null;
  readonly serviceTier: string | null;
  readonly contextWindow: string | null;
  readonly inferenceGeo: string | null;
  readonly currency: string;
  readonly amount: ReportedMicrocents;
}

export interface CostBucket {
  readonly start: DayStart;
  readonly rows: readonly CostRow[];
}

/** Name of something that usage rows point to by id; archived ones keep theirs. */
export interface Label {
  readonly kind: 'workspace' | 'api_key';
  readonly id: string;
  readonly name: string;
  readonly archivedAt: Instant | null;
}
