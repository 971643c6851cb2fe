import type { FailureNote } from '../shared/failure.js';
import type { Result } from '../shared/result.js';
import type { Settings, SettingsPatch } from '../shared/settings.js';
import type {
  DayStart,
  EstimatedMicrocents,
  HourStart,
  Instant,
  MinuteStart,
  ReportedMicrocents,
  Span,
} from '../shared/units.js';
import type {
  CostBucket,
  KindCosts,
  Label,
  PricedDimensions,
  PricedRow,
  ShareDimensions,
  ShareRow,
  TokenCounts,
  UsageBucket,
} from '../shared/usage.js';

import type { Coverage } from './sync/plan-sync.js';

export interface Clock {
  now(): Instant;
  /** The zone of "today": `saved` is the user's setting, null for none. */
  timeZone(saved: string | null): string;
}

export interface Log {
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** What the core needs of an AbortSignal, which is the shape that is passed. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** The admin key as plain text. It lives in the keychain and, for one request, in memory. */
export type AdminKey = string;

/** Each call is bounded to 30 s and answers with a keychain failure instead of throwing. */
export interface AdminKeyStore {
  read(): Promise<Result<AdminKey>>;
  /** Fails with `keychain-unsaved` when what was written does not read back. */
  save(key: AdminKey): Promise<Result<null>>;
  forget(): Promise<Result<null>>;
}

export interface Organization {
  readonly id: string;
  readonly name: string;
}

/** One page of a report. `next` is an opaque token; null on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Aligned half-open UTC bounds and the token of the page to read. */
export interface ReportRequest extends Span {
  readonly page: string | null;
  readonly signal: CancelSignal;
}

/** The Admin API, validated and mapped; every failure is a value. One request at a time. */
export interface AdminApi {
  fetchOrganization(key: AdminKey, signal: CancelSignal): Promise<Result<Organization>>;
  fetchPricedUsage(
    key: AdminKey,
    request: ReportRequest & { readonly width: '1h' | '1m' },
  ): Promise<Result<Page<UsageBucket<PricedDimensions>>>>;
  fetchShareUsage(
    key: AdminKey,
    request: ReportRequest,
  ): Promise<Result<Page<UsageBucket<ShareDimensions>>>>;
  fetchCost(key: AdminKey, request: ReportRequest): Promise<Result<Page<CostBucket>>>;
  /** One page of names; follow `next` as `page`. */
  fetchLabels(
    key: AdminKey,
    kind: Label['kind'],
    page: string | null,
    signal: CancelSignal,
  ): Promise<Result<Page<Label>>>;
}

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
  readonly costs: KindCosts | null;
}

export interface ShareSum {
  readonly start: Instant;
  readonly groupId: string;
  readonly tokens: TokenCounts;
  readonly cost: EstimatedMicrocents | null;
}

export interface ReportedSum {
  readonly start: DayStart;
  readonly groupId: string;
  readonly reported: ReportedMicrocents;
}

export interface UnpricedUse {
  readonly model: string;
  readonly serviceTier: string;
  readonly tokens: number;
}

/** What is kept between runs about the last sync. */
export interface SyncRecord {
  readonly lastSuccessAt: Instant | null;
  readonly labelsFetchedAt: Instant | null;
  readonly failure: FailureNote | null;
}

export interface AlertMark {
  readonly rule: string;
  readonly windowStart: Instant;
  readonly decidedAt: Instant;
  readonly outcome: 'silent' | 'decided' | 'shown' | 'failed';
}

/**
 * One organization's history. Writes are one transaction each: data and the record of what was
 * fetched, or nothing. Reads are synchronous and short.
 */
export interface UsageHistory {
  readOrganization(): Organization | null;
  saveOrganization(organization: Organization): Result<null>;

  replaceHours(span: Span, hours: readonly StoredHour[], fetchedAt: Instant): Result<null>;
  replaceMinutes(
    hour: HourStart,
    minutes: readonly PricedBucket<MinuteStart>[],
    fetchedAt: Instant,
  ): Result<null>;
  replaceDays(span: Span, days: readonly CostBucket[], fetchedAt: Instant): Result<null>;
  replaceLabels(kind: Label['kind'], labels: readonly Label[]): Result<null>;
  saveSyncRecord(record: SyncRecord): Result<null>;
  saveAlertMarks(marks: readonly AlertMark[]): Result<null>;

  readCoverage(): Coverage;
  readSyncRecord(): SyncRecord;
  readAlertMarks(): readonly AlertMark[];
  readLabels(kind: Label['kind']): readonly Label[];
  readHourTotals(span: Span): readonly UsageTotal[];
  readMinuteTotals(hour: HourStart): readonly UsageTotal[];
  readDayReports(span: Span): readonly DayReport[];
  readUnpriced(span: Span): readonly UnpricedUse[];
  readOtherCurrencies(span: Span): readonly { currency: string; microunits: number }[];
  sumUsage(
    span: Span,
    grain: 'hour' | 'day',
    by: 'none' | 'model' | 'service_tier' | 'is_priced',
  ): readonly UsageSum[];
  sumShares(span: Span, grain: 'hour' | 'day', by: 'workspace' | 'api_key'): readonly ShareSum[];
  sumReported(
    span: Span,
    by: 'none' | 'model' | 'service_tier' | 'workspace' | 'token_kind',
  ): readonly ReportedSum[];
}

export interface SettingsStore {
  read(): Settings;
  update(patch: SettingsPatch): Result<Settings>;
}

/** What is known of the connection besides the key itself: nothing secret (S12). */
export interface ConnectionRecord {
  readonly organization: Organization;
  readonly lastFour: string;
  readonly savedAt: Instant;
}

export interface ConnectionStore {
  read(): ConnectionRecord | null;
  save(record: ConnectionRecord): Result<null>;
  clear(): Result<null>;
  /** Why there is no connection yet, across starts: no history is there to keep it. */
  readFailure(): FailureNote | null;
  keepFailure(failure: FailureNote | null): Result<null>;
}

/** One history per organization: two organizations are never mixed. */
export interface HistoryShelf {
  open(organizationId: string): Result<UsageHistory>;
  remove(organizationId: string): Result<null>;
}
