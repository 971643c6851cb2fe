import type { FailureNote } from '../shared/failure.js';
import type { Result } from '../shared/result.js';
import type { Settings, SettingsPatch } from '../shared/settings.js';
import type { Restatement } from '../shared/snapshot.js';
import type { DayStart, HourStart, Instant, MinuteStart, Span } from '../shared/units.js';
import type {
  ClaudeCodeRecord,
  CostBucket,
  HeldLimit,
  HourCostRow,
  Label,
  PricedDimensions,
  PublishedLimit,
  ReportPair,
  ShareDimensions,
  UsageBucket,
} from '../shared/usage.js';
import type { Coverage } from './coverage.js';
import type {
  AlertMark,
  BillLine,
  DayReport,
  HeldGrain,
  HourBillLine,
  HourReport,
  PricedBucket,
  PricedUse,
  Refusal,
  ReportedSum,
  Repricing,
  ShareSum,
  ShareUse,
  StoredHour,
  SyncRecord,
  UnpricedUse,
  UsageSum,
  UsageTotal,
} from './history-rows.js';
import type { LimitMemory } from './limits/limit-ports.js';

export interface Clock {
  /** Anthropic's time where this computer's clock is far off it. */
  now(): Instant;
  /** Anthropic's clock less this computer's; 0 when they agree. */
  offsetMs(): number;
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

/** Lets time pass, less of it once it is cancelled. */
export type Wait = (ms: number, signal: CancelSignal) => Promise<void>;

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

/** A page of an analytics report: only combinations with use have a row. */
export interface AnalyticsPage<T> extends Page<T> {
  /** Nothing is known after it. Null: the answer did not say. */
  readonly refreshedAt: Instant | null;
}

/** Aligned half-open UTC bounds and the token of the page to read. */
export interface ReportRequest extends Span {
  readonly page: string | null;
  readonly signal: CancelSignal;
}

/** `page`: the token of the page to read, null for the first. */
export interface ListRequest {
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
  /** Buckets of the same start may come in several parts. */
  fetchAnalyticsPricedUsage(
    key: AdminKey,
    request: ReportRequest & { readonly width: '1h' | '1m' },
  ): Promise<Result<AnalyticsPage<UsageBucket<PricedDimensions>>>>;
  fetchAnalyticsShareUsage(
    key: AdminKey,
    request: ReportRequest,
  ): Promise<Result<AnalyticsPage<UsageBucket<ShareDimensions>>>>;
  fetchAnalyticsCost(
    key: AdminKey,
    request: ReportRequest,
  ): Promise<Result<AnalyticsPage<HourCostRow>>>;
  fetchRateLimits(key: AdminKey, request: ListRequest): Promise<Result<Page<PublishedLimit>>>;
  /** Limits of its own only, without what it inherits. */
  fetchWorkspaceRateLimits(
    key: AdminKey,
    workspaceId: string,
    request: ListRequest,
  ): Promise<Result<Page<PublishedLimit>>>;
  fetchSpendLimits(key: AdminKey, request: ListRequest): Promise<Result<Page<PublishedLimit>>>;
  fetchClaudeCode(
    key: AdminKey,
    day: DayStart,
    request: ListRequest,
  ): Promise<Result<Page<ClaudeCodeRecord>>>;
  /** One page of names; follow `next` as `page`. */
  fetchLabels(
    key: AdminKey,
    kind: Label['kind'],
    page: string | null,
    signal: CancelSignal,
  ): Promise<Result<Page<Label>>>;
}

/**
 * One organization's history as one pair of reports tells it; names, limits, Claude Code, marks and
 * refusals are shared by both. Writes are one transaction each: data and the record of what was
 * fetched, or nothing. Reads are synchronous and short.
 */
export interface UsageHistory {
  readonly pair: ReportPair;
  /** Shared by both pairs. */
  readonly limits: LimitMemory;
  /** The same history as the other pair tells it. */
  ofPair(pair: ReportPair): UsageHistory;

  saveOrganization(organization: Organization): Result<null>;

  replaceHours(span: Span, hours: readonly StoredHour[], fetchedAt: Instant): Result<null>;
  replaceMinutes(
    hour: HourStart,
    minutes: readonly PricedBucket<MinuteStart>[],
    fetchedAt: Instant,
  ): Result<null>;
  /** `hours`: the same bill by the hour, where the pair tells it. */
  replaceDays(
    span: Span,
    days: readonly CostBucket[],
    fetchedAt: Instant,
    more?: {
      readonly hours?: readonly HourCostRow[];
      readonly restatements?: readonly Restatement[];
    },
  ): Result<null>;
  replaceClaudeCodeDay(
    day: DayStart,
    records: readonly ClaudeCodeRecord[],
    fetchedAt: Instant,
  ): Result<null>;
  /** Prices the held hours of the span anew, and the minutes of those hours; times of fetches stay. */
  repriceHours(span: Span, repricing: Repricing): Result<null>;
  /** Which prices all held rows were priced with. */
  savePriceMark(mark: string): Result<null>;
  /** Ends those that no longer hold and adds the new ones. */
  savePublishedLimits(limits: readonly HeldLimit[]): Result<null>;
  saveRefusals(refusals: readonly Refusal[]): Result<null>;
  replaceLabels(kind: Label['kind'], labels: readonly Label[]): Result<null>;
  saveSyncRecord(record: SyncRecord): Result<null>;
  saveAlertMarks(marks: readonly AlertMark[]): Result<null>;

  /** Null: not known. */
  readPriceMark(): string | null;
  readCoverage(): Coverage;
  readPublishedLimits(): readonly HeldLimit[];
  readRefusals(): readonly Refusal[];
  readRestatements(span: Span): readonly Restatement[];
  readClaudeCode(span: Span): readonly (ClaudeCodeRecord & { readonly day: DayStart })[];
  readHourReports(span: Span): readonly HourReport[];
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
    grain: HeldGrain,
    by: 'none' | 'model' | 'service_tier' | 'is_priced',
  ): readonly UsageSum[];
  sumShares(span: Span, grain: HeldGrain, by: 'workspace' | 'api_key'): readonly ShareSum[];
  sumReported(
    span: Span,
    by: 'none' | 'model' | 'service_tier' | 'workspace' | 'token_kind',
  ): readonly ReportedSum[];
  readBillLines(span: Span): readonly BillLine[];
  /** Empty for the legacy pair. */
  sumHourBill(span: Span, grain: HeldGrain): readonly HourBillLine[];
  sumPricedUse(span: Span, grain: HeldGrain): readonly PricedUse[];
  sumShareUse(span: Span, grain: HeldGrain): readonly ShareUse[];
  /** Empty for the legacy pair, which tells no bill by hour or key. */
  sumHourReported(
    span: Span,
    grain: HeldGrain,
    by: 'none' | 'model' | 'service_tier' | 'workspace' | 'token_kind' | 'api_key',
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
  /** Asked before each run: a history that was put aside or could not be written is opened anew. */
  open(organizationId: string): Result<UsageHistory>;
  /** After a read has failed: what is damaged is restored as far as it proves itself. */
  recover(organizationId: string): Result<UsageHistory>;
  remove(organizationId: string): Result<null>;
}
