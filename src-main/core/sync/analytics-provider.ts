import { ok, type Result } from '../../shared/result.js';
import {
  DAY_MS,
  type DayStart,
  floorDay,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  reported,
  type Span,
} from '../../shared/units.js';
import type {
  CostBucket,
  CostRow,
  HourCostRow,
  UsageBucket,
  UsageRow,
} from '../../shared/usage.js';
import type { AdminApi, AdminKey, AnalyticsPage, CancelSignal } from '../ports.js';
import { checkCost } from '../usage/check-size.js';
import { fetchPages, MOST_PAGES } from './fetch-pages.js';
import { gatherRows } from './gather-rows.js';
import type { Answered, ReportProvider } from './report-provider.js';

/** The analytics reach back 365 days and not before this (admin API notes, 5). */
const FIRST_DAY = Date.UTC(2026, 0, 1);
const LOOK_BACK_MS = 364 * DAY_MS;
/** "Up to 24 hours" old is what the analytics may be when they do not say. */
const USUAL_LAG_MS = DAY_MS;
/** A thousand rows each. Where a narrower span can be asked for, more of them are too many at once. */
const PAGES_OF_A_PART = 20;
const WIDTH_MS = { '1h': HOUR_MS, '1m': MINUTE_MS } as const;

/** The oldest instant that the analytics pair can be asked for. */
export const oldestAnalytics = (now: Instant) => Math.max(FIRST_DAY, floorDay(now - LOOK_BACK_MS));

/**
 * `analytics/usage` and `analytics/cost` (beta): a bill by hour and key, counts of requests, known
 * up to an hour that the answer names. Only what was used has a row: up to that hour the rest is a
 * known zero, after it nothing is known.
 */
export function createAnalyticsProvider(
  api: AdminApi,
  key: AdminKey,
  signal: CancelSignal,
  now: () => Instant,
): ReportProvider {
  async function readRows<Row>(
    mostPages: number,
    fetchPage: (page: string | null) => Promise<Result<AnalyticsPage<Row>>>,
  ): Promise<Result<{ readonly rows: readonly Row[]; readonly asOf: Instant }>> {
    let asOf = now();
    const rows = await fetchPages(
      async (page) => {
        const answer = await fetchPage(page);
        if (answer.ok) asOf = Math.min(asOf, answer.value.refreshedAt ?? now() - USUAL_LAG_MS);
        return answer;
      },
      signal,
      mostPages,
    );
    return rows.ok ? ok({ rows: rows.value, asOf }) : rows;
  }

  async function readUsage<Dimensions>(
    span: Span,
    widthMs: number,
    fetchPage: (page: string | null) => Promise<Result<AnalyticsPage<UsageBucket<Dimensions>>>>,
  ): Promise<Result<Answered<UsageBucket<Dimensions>>>> {
    const isWide = widthMs === HOUR_MS && span.to - span.from > HOUR_MS;
    const answer = await readRows(isWide ? PAGES_OF_A_PART : MOST_PAGES, fetchPage);
    if (!answer.ok) return answer;
    const single = answer.value.rows.flatMap(({ start, rows }) =>
      rows.map((row) => ({ start, row })),
    );
    const gathered = gatherRows(single, span, widthMs, ({ start, row }) => ({
      start,
      key: JSON.stringify(row.dimensions),
    }));
    if (!gathered.ok) return gathered;
    const to = knownTo(span, answer.value.asOf, widthMs);
    const rowsAt = (start: Instant): readonly UsageRow<Dimensions>[] =>
      (gathered.value.get(start) ?? []).map(({ row }) => row);
    const buckets = startsOf({ from: span.from, to }, widthMs).map((start) => ({
      // Every start is the span's own plus whole intervals.
      start: start as UsageBucket<Dimensions>['start'],
      rows: rowsAt(start),
    }));
    return ok({ buckets, to, asOf: answer.value.asOf });
  }

  return {
    pair: 'analytics',
    oldest: oldestAnalytics(now()),
    readPricedUsage: (span, width) =>
      readUsage(span, WIDTH_MS[width], (page) =>
        api.fetchAnalyticsPricedUsage(key, { ...span, page, signal, width }),
      ),
    readShareUsage: (span) =>
      readUsage(span, HOUR_MS, (page) =>
        api.fetchAnalyticsShareUsage(key, { ...span, page, signal }),
      ),
    async readCost(span) {
      const isWide = span.to - span.from > DAY_MS;
      const answer = await readRows(isWide ? PAGES_OF_A_PART : MOST_PAGES, (page) =>
        api.fetchAnalyticsCost(key, { ...span, page, signal }),
      );
      if (!answer.ok) return answer;
      const { rows, asOf } = answer.value;
      const gathered = gatherRows(rows, span, HOUR_MS, (row) => ({
        start: row.start,
        key: JSON.stringify([row.dimensions, row.costType, row.tokenType, row.currency]),
      }));
      if (!gathered.ok) return gathered;
      const hoursTo = knownTo(span, asOf, HOUR_MS);
      for (const bucket of gathered.value.values()) {
        const amounts = bucket.flatMap(({ amount, listAmount }) => [amount, listAmount]);
        const isPayable = checkCost(amounts, 'hour');
        if (!isPayable.ok) return isPayable;
      }
      const hours = [...gathered.value.values()].flat().filter((row) => row.start < hoursTo);
      // The day that is half known is told as well, as of then: it counts as still running.
      const to = Math.min(
        span.to,
        hoursTo > span.from ? floorDay(hoursTo - 1) + DAY_MS : span.from,
      );
      const buckets = startsOf({ from: span.from, to }, DAY_MS).map((start) =>
        sumDay(start as DayStart, hours),
      );
      return ok({ buckets, to, asOf, hours });
    },
  };
}

const knownTo = (span: Span, asOf: Instant, widthMs: number) =>
  Math.max(span.from, Math.min(span.to, Math.floor(asOf / widthMs) * widthMs));

const startsOf = ({ from, to }: Span, widthMs: number): Instant[] =>
  Array.from({ length: Math.max(0, (to - from) / widthMs) }, (_, index) => from + index * widthMs);

/** A day's bill from its hours, in the lines that the legacy report would tell. */
function sumDay(start: DayStart, hours: readonly HourCostRow[]): CostBucket {
  const lines = new Map<string, CostRow>();
  for (const hour of hours) {
    if (hour.start < start || hour.start >= start + DAY_MS) continue;
    const { workspaceId, model, serviceTier } = hour.dimensions;
    const { costType, tokenType, currency } = hour;
    const key = JSON.stringify([workspaceId, model, serviceTier, costType, tokenType, currency]);
    const known = lines.get(key);
    lines.set(key, {
      workspaceId,
      description: null,
      costType,
      model,
      tokenType,
      serviceTier,
      contextWindow: null,
      inferenceGeo: null,
      currency,
      amount: reported((known?.amount ?? 0) + hour.amount),
    });
  }
  return { start, rows: [...lines.values()] };
}
