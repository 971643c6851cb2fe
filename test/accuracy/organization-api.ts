import type { AdminApi, AnalyticsPage, Page } from '../../src-main/core/ports.js';
import { failed, ok, type Result } from '../../src-main/shared/result.js';
import {
  DAY_MS,
  type DayStart,
  HOUR_MS,
  type HourStart,
  type Instant,
  MINUTE_MS,
  reported,
} from '../../src-main/shared/units.js';
import type {
  CostBucket,
  CostRow,
  PricedDimensions,
  ShareDimensions,
  UsageBucket,
  UsageRow,
} from '../../src-main/shared/usage.js';
import type { SimulatedOrganization } from './organization.js';
import type { Series } from './series.js';
import { type Bill, billLines, type Charge } from './true-bill.js';
import type { UseEntry } from './use-entries.js';

const ORGANIZATION_ID = 'org_simulated';

interface World {
  readonly organization: SimulatedOrganization;
  readonly entriesOf: (hour: Instant) => readonly UseEntry[];
  readonly bill: Bill;
  readonly now: () => Instant;
}

/** The Admin API as it answers at any moment: late use is missing, and bills come after the day. */
export function createOrganizationApi({ organization, entriesOf, bill, now }: World): AdminApi {
  const settled = new Map<string, readonly UsageRow<never>[]>();
  const bills = new Map<Instant, readonly CostRow[]>();

  function rowsOf<Dimensions>(
    start: Instant,
    widthMs: number,
    of: (series: Series) => Dimensions,
    name: string,
  ): readonly UsageRow<Dimensions>[] {
    const key = `${name} ${widthMs} ${start}`;
    // Rows are kept under the name of what told their dimensions.
    const known = settled.get(key) as readonly UsageRow<Dimensions>[] | undefined;
    if (known) return known;
    const hour = Math.floor(start / HOUR_MS) * HOUR_MS;
    const rows = sumEntries(
      entriesOf(hour).filter(
        ({ at, visibleAt }) => at >= start && at < start + widthMs && visibleAt < now(),
      ),
      of,
    );
    // Everything of this hour has arrived.
    const isSettled = now() > hour + 3 * HOUR_MS;
    if (isSettled) settled.set(key, rows as unknown as readonly UsageRow<never>[]);
    return rows;
  }

  function usage<Dimensions>(
    { from, to }: { readonly from: Instant; readonly to: Instant },
    widthMs: number,
    of: (series: Series) => Dimensions,
    name: string,
  ): Promise<Result<Page<UsageBucket<Dimensions>>>> {
    const items = Array.from({ length: (to - from) / widthMs }, (_, index) => {
      const start = from + index * widthMs;
      // Spans are aligned to the width.
      return { start: start as HourStart, rows: rowsOf(start, widthMs, of, name) };
    });
    return Promise.resolve(ok({ items, next: null }));
  }

  function billOf(day: Instant): readonly CostRow[] {
    const isOut = now() >= day + DAY_MS + organization.billLagMs;
    if (!isOut && organization.unbilled === 'empty') return [];
    const known = bills.get(day);
    if (known) return known;
    const told = isOut ? Number.POSITIVE_INFINITY : now() - organization.billLagMs;
    const rows = toRows(bill.dayCharges(day).filter(({ at }) => at < told));
    if (isOut) bills.set(day, rows);
    return rows;
  }

  const nothing = () => Promise.resolve(ok({ items: [], next: null }));
  const notOffered = <T>(): Promise<Result<AnalyticsPage<T>>> =>
    Promise.resolve(failed({ kind: 'not-available' }));
  return {
    fetchOrganization: () => Promise.resolve(ok({ id: ORGANIZATION_ID, name: 'Simulated' })),
    fetchPricedUsage: (_key, request) =>
      usage(request, request.width === '1h' ? HOUR_MS : MINUTE_MS, pricedOf, 'priced'),
    fetchShareUsage: (_key, request) => usage(request, HOUR_MS, shareOf, 'share'),
    fetchCost(_key, { from, to }) {
      const items = Array.from({ length: (to - from) / DAY_MS }, (_, index): CostBucket => {
        const start = from + index * DAY_MS;
        // Spans of bills are whole UTC days.
        return { start: start as DayStart, rows: billOf(start) };
      });
      return Promise.resolve(ok({ items, next: null }));
    },
    fetchAnalyticsPricedUsage: notOffered,
    fetchAnalyticsShareUsage: notOffered,
    fetchAnalyticsCost: notOffered,
    fetchRateLimits: nothing,
    fetchWorkspaceRateLimits: nothing,
    fetchSpendLimits: nothing,
    fetchClaudeCode: nothing,
    fetchLabels: nothing,
  };
}

const pricedOf = (series: Series): PricedDimensions => ({
  model: series.model,
  serviceTier: series.serviceTier,
  contextWindow: series.contextWindow,
  inferenceGeo: series.inferenceGeo,
  speed: series.speed,
});

const shareOf = (series: Series): ShareDimensions => ({
  model: series.model,
  serviceTier: series.serviceTier,
  speed: series.speed,
  workspaceId: series.workspaceId,
  apiKeyId: series.apiKeyId,
});

function sumEntries<Dimensions>(
  entries: readonly UseEntry[],
  of: (series: Series) => Dimensions,
): readonly UsageRow<Dimensions>[] {
  const sums = new Map<string, { readonly dimensions: Dimensions; readonly counts: number[] }>();
  for (const { series, counts, searches } of entries) {
    const dimensions = of(series);
    const key = Object.values(Object(dimensions)).join('|');
    const sum = sums.get(key) ?? { dimensions, counts: [0, 0, 0, 0, 0, 0] };
    sums.set(key, sum);
    [...counts, searches].forEach((count, index) => {
      sum.counts[index] = (sum.counts[index] ?? 0) + count;
    });
  }
  return [...sums.values()].map(({ dimensions, counts }) => {
    const [uncached = 0, write5m = 0, write1h = 0, read = 0, output = 0, searches = 0] = counts;
    return {
      dimensions,
      tokens: {
        uncachedInput: uncached,
        cacheCreation5m: write5m,
        cacheCreation1h: write1h,
        cacheRead: read,
        output,
        webSearchRequests: searches,
      },
    };
  });
}

/** The lines of the cost report, as it groups them. */
export const billLineKey = (charge: Charge) =>
  [
    charge.workspaceId,
    charge.costType,
    charge.model,
    charge.tokenType,
    charge.serviceTier,
    charge.contextWindow,
    charge.inferenceGeo,
  ].join('|');

function toRows(charges: readonly Charge[]): readonly CostRow[] {
  return [...billLines(charges, billLineKey).values()].map(({ sample, microcents }) => ({
    workspaceId: sample.workspaceId,
    description: null,
    costType: sample.costType,
    model: sample.model,
    tokenType: sample.tokenType,
    serviceTier: sample.serviceTier,
    contextWindow: sample.contextWindow,
    inferenceGeo: sample.inferenceGeo,
    currency: 'USD',
    amount: reported(microcents),
  }));
}
