import type {
  AdminApi,
  AnalyticsPage,
  Organization,
  Page,
  ReportRequest,
} from '../../src-main/core/ports.js';
import type { Failure } from '../../src-main/shared/failure.js';
import { failed, ok, type Result } from '../../src-main/shared/result.js';
import {
  DAY_MS,
  type DayStart,
  HOUR_MS,
  type HourStart,
  MINUTE_MS,
} from '../../src-main/shared/units.js';
import type {
  ClaudeCodeRecord,
  CostRow,
  HourCostRow,
  Label,
  PublishedLimit,
  UsageBucket,
  UsageRow,
} from '../../src-main/shared/usage.js';
import { pricedRowOf, shareRowOf, type Use } from './arbitraries.js';

export type Question =
  | 'organization'
  | 'priced'
  | 'minutes'
  | 'shares'
  | 'cost'
  | 'analytics-priced'
  | 'analytics-minutes'
  | 'analytics-shares'
  | 'analytics-cost'
  | 'rate-limits'
  | 'workspace-rate-limits'
  | 'spend-limits'
  | 'claude-code'
  | 'labels';

export interface AskedQuestion {
  readonly what: Question;
  readonly key: string;
  readonly from: number | null;
  readonly to: number | null;
}

export interface FakeAdminApi extends AdminApi {
  readonly asked: AskedQuestion[];
  organization: Organization;
  /** Use at an instant, one request each; all usage reports tell it. */
  readonly uses: { readonly at: number; readonly use: Use }[];
  readonly bill: Map<DayStart, readonly CostRow[]>;
  /** Whether the analytics pair is offered to this organization. */
  hasAnalytics: boolean;
  /** Up to when the analytics pair says that it knows anything. */
  refreshedAt: number | null;
  readonly hourBill: HourCostRow[];
  /** Rate limits of the organization and of workspaces, and spend limits. */
  readonly limits: PublishedLimit[];
  readonly claudeCode: Map<DayStart, readonly ClaudeCodeRecord[]>;
  readonly labels: Label[];
  /** Keys that work; any other is refused. */
  readonly keys: Set<string>;
  /** Looked at before every answer: a failure takes its place, a promise makes it wait. */
  disturb: (question: AskedQuestion) => Failure | null | Promise<Failure | null>;
  /** Changes the buckets of a usage report before they are handed out. */
  spoil: (what: Question, buckets: Buckets) => Buckets;
}
type Buckets = readonly UsageBucket<never>[];

/** The Admin API's answers in memory: dense pages, the newest use included. */
export function createFakeAdminApi(): FakeAdminApi {
  async function answer<T>(
    what: Question,
    key: string,
    request: Pick<ReportRequest, 'signal'> & { readonly from?: number; readonly to?: number },
    value: () => T,
  ): Promise<Result<T>> {
    const question = { what, key, from: request.from ?? null, to: request.to ?? null };
    fake.asked.push(question);
    if (request.signal.aborted) return failed({ kind: 'cancelled' });
    const failure = await fake.disturb(question);
    if (request.signal.aborted) return failed({ kind: 'cancelled' });
    if (failure) return failed(failure);
    return fake.keys.has(key) ? ok(value()) : failed({ kind: 'key-refused' });
  }

  function usage<Dimensions>(
    what: 'priced' | 'minutes' | 'shares',
    { from, to }: ReportRequest,
    toRow: (use: Use) => UsageRow<Dimensions>,
  ): Page<UsageBucket<Dimensions>> {
    const widthMs = what === 'minutes' ? MINUTE_MS : HOUR_MS;
    const items: UsageBucket<Dimensions>[] = [];
    for (let start = from; start < to; start += widthMs) {
      const rows = fake.uses
        .filter(({ at }) => at >= start && at < start + widthMs)
        .map(({ use }) => toRow(use));
      items.push({ start: start as HourStart, rows });
    }
    // A test that spoils hands back buckets of the same report.
    const spoilt = fake.spoil(what, items as unknown as Buckets) as unknown as typeof items;
    return { items: spoilt, next: null };
  }

  /** One row for each bucket and combination of dimensions; empty buckets have none. */
  function analyticsUsage<Dimensions>(
    what: Question,
    { from, to }: ReportRequest,
    widthMs: number,
    toRow: (use: Use) => UsageRow<Dimensions>,
  ): AnalyticsPage<UsageBucket<Dimensions>> {
    const groups = new Map<string, { readonly start: HourStart; row: UsageRow<Dimensions> }>();
    for (const { at, use } of fake.uses.filter((one) => one.at >= from && one.at < to)) {
      const start = (Math.floor(at / widthMs) * widthMs) as HourStart;
      const row = { ...toRow(use), requests: 1 };
      const key = JSON.stringify([start, row.dimensions]);
      const known = groups.get(key);
      groups.set(key, { start, row: known ? sumRows(known.row, row) : row });
    }
    const items = [...groups.values()]
      .sort((a, b) => a.start - b.start)
      .map(({ start, row }) => ({ start, rows: [row] }));
    // A test that spoils hands back buckets of the same report.
    const spoilt = fake.spoil(what, items as unknown as Buckets) as unknown as typeof items;
    return { items: spoilt, next: null, refreshedAt: fake.refreshedAt };
  }

  /** Refused for an organization that is not offered the pair. */
  async function analytics<T>(
    what: Question,
    key: string,
    request: ReportRequest,
    value: () => T,
  ): Promise<Result<T>> {
    const told = await answer(what, key, request, value);
    return told.ok && !fake.hasAnalytics ? failed({ kind: 'not-available' }) : told;
  }

  const limitsOf = (isMeant: (limit: PublishedLimit) => boolean) => ({
    items: fake.limits.filter(isMeant),
    next: null,
  });

  const fake: FakeAdminApi = {
    asked: [],
    organization: { id: 'org-fjord', name: 'Fjord Robotics' },
    uses: [],
    bill: new Map(),
    hasAnalytics: false,
    refreshedAt: null,
    hourBill: [],
    limits: [],
    claudeCode: new Map(),
    labels: [],
    keys: new Set(),
    disturb: () => null,
    spoil: (_, buckets) => buckets,
    fetchOrganization: (key, signal) =>
      answer('organization', key, { signal }, () => fake.organization),
    fetchPricedUsage(key, request) {
      const what = request.width === '1m' ? 'minutes' : 'priced';
      return answer(what, key, request, () => usage(what, request, pricedRowOf));
    },
    fetchShareUsage: (key, request) =>
      answer('shares', key, request, () => usage('shares', request, shareRowOf)),
    fetchCost: (key, request) =>
      answer('cost', key, request, () => {
        const items = [];
        for (let start = request.from; start < request.to; start += DAY_MS) {
          const day = start as DayStart;
          items.push({ start: day, rows: fake.bill.get(day) ?? [] });
        }
        return { items, next: null };
      }),
    fetchAnalyticsPricedUsage(key, request) {
      const isMinutes = request.width === '1m';
      const what = isMinutes ? 'analytics-minutes' : 'analytics-priced';
      const widthMs = isMinutes ? MINUTE_MS : HOUR_MS;
      return analytics(what, key, request, () =>
        analyticsUsage(what, request, widthMs, pricedRowOf),
      );
    },
    fetchAnalyticsShareUsage: (key, request) =>
      analytics('analytics-shares', key, request, () =>
        analyticsUsage('analytics-shares', request, HOUR_MS, shareRowOf),
      ),
    fetchAnalyticsCost: (key, request) =>
      analytics('analytics-cost', key, request, () => ({
        items: fake.hourBill.filter(({ start }) => start >= request.from && start < request.to),
        next: null,
        refreshedAt: fake.refreshedAt,
      })),
    fetchRateLimits: (key, { signal }) =>
      answer('rate-limits', key, { signal }, () =>
        limitsOf(({ kind, workspaceId }) => kind === 'rate' && workspaceId === null),
      ),
    fetchWorkspaceRateLimits: (key, wanted, { signal }) =>
      answer('workspace-rate-limits', key, { signal }, () =>
        limitsOf(({ kind, workspaceId }) => kind === 'rate' && workspaceId === wanted),
      ),
    fetchSpendLimits: (key, { signal }) =>
      answer('spend-limits', key, { signal }, () => limitsOf(({ kind }) => kind === 'spend')),
    fetchClaudeCode: (key, day, { signal }) =>
      answer('claude-code', key, { signal, from: day, to: day + DAY_MS }, () => ({
        items: fake.claudeCode.get(day) ?? [],
        next: null,
      })),
    fetchLabels: (key, kind, _, signal) =>
      answer('labels', key, { signal }, () => ({
        items: fake.labels.filter((label) => label.kind === kind),
        next: null,
      })),
  };
  return fake;
}

const sumRows = <Dimensions>(
  a: UsageRow<Dimensions>,
  b: UsageRow<Dimensions>,
): UsageRow<Dimensions> => ({
  dimensions: a.dimensions,
  tokens: {
    uncachedInput: a.tokens.uncachedInput + b.tokens.uncachedInput,
    cacheCreation5m: a.tokens.cacheCreation5m + b.tokens.cacheCreation5m,
    cacheCreation1h: a.tokens.cacheCreation1h + b.tokens.cacheCreation1h,
    cacheRead: a.tokens.cacheRead + b.tokens.cacheRead,
    output: a.tokens.output + b.tokens.output,
    webSearchRequests: a.tokens.webSearchRequests + b.tokens.webSearchRequests,
  },
  requests: (a.requests ?? 0) + (b.requests ?? 0),
});
