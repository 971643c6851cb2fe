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
  /** How many requests they took. Left out by reports that do not count them. */
  readonly requests?: number;
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

/** One line of what was billed for one hour, told by the analytics pair only. */
export interface HourCostRow {
  readonly start: HourStart;
  readonly dimensions: ShareDimensions;
  readonly costType: string | null;
  readonly tokenType: string | null;
  readonly currency: string;
  /** After discounts, before credits. */
  readonly amount: ReportedMicrocents;
  /** Before discounts. */
  readonly listAmount: ReportedMicrocents;
}

/** Which two reports tell usage and cost. Figures of the two are never mixed. */
export const REPORT_PAIRS = ['legacy', 'analytics'] as const;
export type ReportPair = (typeof REPORT_PAIRS)[number];

/** What is known of somebody or something by id; what is gone keeps its name. */
export interface Label {
  readonly kind: 'workspace' | 'api_key' | 'member';
  readonly id: string;
  readonly name: string;
  readonly createdAt: Instant | null;
  readonly archivedAt: Instant | null;
  /** Status of a key, role of a member; null for workspaces. */
  readonly status: string | null;
  /** The hint of a key, the address of a member. */
  readonly hint: string | null;
}
export const LABEL_KINDS = ['workspace', 'api_key', 'member'] as const;

/** A limit that the organization's own settings or Anthropic publish. */
export interface PublishedLimit {
  readonly kind: 'rate' | 'spend';
  /** Null: the whole organization. */
  readonly workspaceId: string | null;
  /** A group of models, a kind of request, or the scope of a spend limit. */
  readonly group: string;
  readonly models: readonly string[] | null;
  /** Such as `output_tokens_per_minute`; of a spend limit its period. */
  readonly limiter: string;
  /** A count, or microcents of a spend limit; null: no numeric cap. */
  readonly value: number | null;
  /** Of a spend limit in another currency than USD: its value is not in dollars (A28). */
  readonly currency?: string;
}

/** A published limit and the time in which it was seen; `until` null: it still holds. */
export interface HeldLimit extends PublishedLimit {
  readonly since: Instant;
  readonly until: Instant | null;
}

/** One person or key at one terminal on one UTC day of Claude Code. */
export interface ClaudeCodeRecord {
  /** `user_actor`, `api_actor` or a newer kind. */
  readonly actorType: string;
  /** Address of a person, name of a key; null for a kind not known yet. */
  readonly actor: string | null;
  readonly customerType: string | null;
  readonly subscriptionType: string | null;
  readonly terminalType: string | null;
  readonly isRemote: boolean;
  readonly sessions: number;
  readonly linesAdded: number;
  readonly linesRemoved: number;
  readonly commits: number;
  readonly pullRequests: number;
  readonly models: readonly ClaudeCodeModel[];
  readonly tools: readonly ClaudeCodeTool[];
}

export interface ClaudeCodeModel {
  readonly model: string;
  readonly uncachedInput: TokenCount;
  readonly output: TokenCount;
  readonly cacheRead: TokenCount;
  readonly cacheCreation: TokenCount;
  /** Claude Code's own estimate, not the bill; null in another currency than USD. */
  readonly estimated: EstimatedMicrocents | null;
}

export interface ClaudeCodeTool {
  readonly tool: string;
  readonly accepted: number;
  readonly rejected: number;
}
