import type { FailureNote } from '../shared/failure.js';
import type { Grain } from '../shared/history.js';
import type { Feature } from '../shared/snapshot.js';
import type {
  DayStart,
  EstimatedMicrocents,
  HourStart,
  Instant,
  MinuteStart,
  ReportedMicrocents,
} from '../shared/units.js';
import type { KindCosts, PricedRow, ShareRow, TokenCounts } from '../shared/usage.js';

/** What is held: hours, and UTC days. */
export type HeldGrain = Extract<Grain, 'hour' | 'day'>;

export interface PricedBucket<Start> {
  readonly start: Start;
  readonly rows: readonly PricedRow[];
}

/** One hour as it is stored: priced rows and the same use split by who used it. */
export interface StoredHour extends PricedBucket<HourStart> {
  readonly shares: readonly ShareRow[];
}

/** Sums over all rows of one hour (or minute). */
export interface UsageTotal {
  readonly start: Instant;
  readonly tokens: TokenCounts;
  /** Null: rows are there and none has a price. */
  readonly estimated: EstimatedMicrocents | null;
}

/** What was billed for one hour in USD; only hours whose bill is known. */
export interface HourReport {
  readonly start: HourStart;
  readonly reported: ReportedMicrocents;
}

/** The cost report of one UTC day, USD only. Null: it has no row for this day (yet). */
export interface DayReport {
  readonly start: DayStart;
  readonly reported: ReportedMicrocents | null;
  readonly fetchedAt: Instant;
}

/** Sums of one history bucket; `groupId` '' stands for the API's null. */
export interface UsageSum {
  readonly start: Instant;
  readonly groupId: string;
  readonly tokens: TokenCounts;
  /** Null: the reports used do not count requests. */
  readonly requests: number | null;
  readonly costs: KindCosts | null;
}

export interface ShareSum {
  readonly start: Instant;
  readonly groupId: string;
  readonly tokens: TokenCounts;
  readonly requests: number | null;
  readonly cost: EstimatedMicrocents | null;
}

export interface ReportedSum {
  readonly start: Instant;
  readonly groupId: string;
  readonly reported: ReportedMicrocents;
}

/** One line of a day's bill in USD; an empty text stands for the API's null. */
export interface BillLine {
  readonly start: DayStart;
  readonly workspaceId: string;
  readonly model: string;
  readonly serviceTier: string;
  /** The API's token type, or the cost type of what is not billed by the token. */
  readonly kind: string;
  readonly amount: ReportedMicrocents;
}

/** One line of what was billed by the hour, which the analytics pair alone tells. */
export interface HourBillLine extends Omit<BillLine, 'start'> {
  /** Start of the hour or UTC day. */
  readonly start: Instant;
  readonly apiKeyId: string;
}

/** Use of one hour or UTC day by all that decides its price. `''` stands for the API's null. */
export interface PricedUse {
  readonly start: Instant;
  readonly model: string;
  readonly serviceTier: string;
  readonly contextWindow: string;
  readonly inferenceGeo: string;
  readonly speed: string;
  readonly tokens: TokenCounts;
  /** Null: no price is known for it. */
  readonly costs: KindCosts | null;
}

/** Use of one hour or UTC day by who used it. `''` stands for the API's null. */
export interface ShareUse {
  readonly start: Instant;
  readonly model: string;
  readonly serviceTier: string;
  readonly speed: string;
  readonly workspaceId: string;
  readonly apiKeyId: string;
  readonly tokens: TokenCounts;
  readonly cost: EstimatedMicrocents | null;
}

/** What the price of stored rows is computed anew by. */
export interface Repricing {
  priceHour(hour: StoredHour): StoredHour;
  priceMinute(minute: PricedBucket<MinuteStart>): PricedBucket<MinuteStart>;
}

export interface UnpricedUse {
  readonly model: string;
  readonly serviceTier: string;
  readonly tokens: number;
}

/** What is kept between runs about the last sync. */
export interface SyncRecord {
  readonly lastSuccessAt: Instant | null;
  /** Names and published limits, asked together once a day. */
  readonly labelsFetchedAt: Instant | null;
  readonly failure: FailureNote | null;
}

/** A feature that the key may not read; kept so that it is asked for once a day only (A3). */
export interface Refusal {
  readonly feature: Feature;
  readonly failure: FailureNote;
}

export interface AlertMark {
  readonly rule: string;
  readonly windowStart: Instant;
  readonly decidedAt: Instant;
  readonly outcome: 'silent' | 'decided' | 'shown' | 'failed';
}
