import type { AdminApi, Organization, Page, ReportRequest } from '../../src-main/core/ports.js';
import type { Failure } from '../../src-main/shared/failure.js';
import { failed, ok, type Result } from '../../src-main/shared/result.js';
import {
  DAY_MS,
  type DayStart,
  HOUR_MS,
  type HourStart,
  MINUTE_MS,
} from '../../src-main/shared/units.js';
import type { CostRow, Label, UsageBucket, UsageRow } from '../../src-main/shared/usage.js';
import { pricedRowOf, shareRowOf, type Use } from './arbitraries.js';

export type Question = 'organization' | 'priced' | 'minutes' | 'shares' | 'cost' | 'labels';

export interface AskedQuestion {
  readonly what: Question;
  readonly key: string;
  readonly from: number | null;
  readonly to: number | null;
}

export interface FakeAdminApi extends AdminApi {
  readonly asked: AskedQuestion[];
  organization: Organization;
  /** Use at an instant; both usage reports tell it. */
  readonly uses: { readonly at: number; readonly use: Use }[];
  readonly bill: Map<DayStart, readonly CostRow[]>;
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

  const fake: FakeAdminApi = {
    asked: [],
    organization: { id: 'org-fjord', name: 'Fjord Robotics' },
    uses: [],
    bill: new Map(),
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
    fetchLabels: (key, kind, _, signal) =>
      answer('labels', key, { signal }, () => ({
        items: fake.labels.filter((label) => label.kind === kind),
        next: null,
      })),
  };
  return fake;
}
