import type { Failure } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';
import {
  DAY_MS,
  HOUR_MS,
  type HourStart,
  type Instant,
  MINUTE_MS,
  type Span,
} from '../../shared/units.js';
import type { PricedDimensions, PricedRow, UsageBucket } from '../../shared/usage.js';
import type { AdminApi, AdminKey, CancelSignal, StoredHour, UsageHistory } from '../ports.js';
import { estimateCosts } from '../pricing/estimate-costs.js';
import type { PriceTable } from '../pricing/price-table.js';
import { splitCosts } from '../pricing/split-costs.js';
import { collectBuckets } from '../usage/collect-buckets.js';
import { mergeRows } from '../usage/merge-rows.js';
import { fetchPages } from './fetch-pages.js';
import type { SyncStep } from './plan-sync.js';

export interface SyncTools {
  readonly api: AdminApi;
  readonly key: AdminKey;
  readonly history: UsageHistory;
  readonly prices: PriceTable;
  readonly now: () => Instant;
  readonly signal: CancelSignal;
  readonly onStep: (done: number, total: number) => void;
}

/** A missing right for one report leaves the others alone. */
const isOnlyThisReport = (failure: Failure) =>
  failure.kind === 'permission-missing' || failure.kind === 'not-available';

/**
 * Fetches and stores step by step. A failure ends the run and keeps what is stored; the next plan
 * finds what is missing. Returns the failure of a report that this key may not read, if any.
 */
export async function runSync(
  steps: readonly SyncStep[],
  tools: SyncTools,
): Promise<Result<Failure | null>> {
  let refusedCost: Failure | null = null;
  let done = 0;
  for (const step of steps) {
    tools.onStep(done, steps.length);
    if (step.kind !== 'days' || refusedCost === null) {
      const result = await runStep(step, tools);
      if (!result.ok) {
        if (step.kind !== 'days' || !isOnlyThisReport(result.failure)) return result;
        refusedCost = result.failure;
      }
    }
    done += 1;
  }
  tools.onStep(done, steps.length);
  return ok(refusedCost);
}

function runStep(step: SyncStep, tools: SyncTools): Promise<Result<null>> {
  if (step.kind === 'hours') return syncHours(step.span, tools);
  if (step.kind === 'days') return syncDays(step.span, tools);
  return syncMinutes(step.hour, tools);
}

async function syncHours(span: Span, tools: SyncTools): Promise<Result<null>> {
  const first = await fetchHours(span, tools);
  // New use that arrived between the two answers shows once; asked again they agree.
  const hours = first.ok && first.value === null ? await fetchHours(span, tools) : first;
  if (!hours.ok) return hours;
  if (hours.value === null) {
    return failed({ kind: 'incomplete', detail: 'the two usage answers do not agree' });
  }
  return tools.history.replaceHours(span, hours.value, tools.now());
}

/** Null when the two answers do not belong together. */
async function fetchHours(
  span: Span,
  { api, key, prices, signal }: SyncTools,
): Promise<Result<readonly StoredHour[] | null>> {
  // Shares first: use that arrives in between is then in the priced answer, and shown unallocated.
  const sharePages = await fetchPages(
    (page) => api.fetchShareUsage(key, { ...span, page, signal }),
    signal,
  );
  if (!sharePages.ok) return sharePages;
  const pricedPages = await fetchPages(
    (page) => api.fetchPricedUsage(key, { ...span, page, signal, width: '1h' }),
    signal,
  );
  if (!pricedPages.ok) return pricedPages;
  const shares = collectBuckets(sharePages.value, span, HOUR_MS);
  if (!shares.ok) return shares;
  const priced = collectBuckets(pricedPages.value, span, HOUR_MS);
  if (!priced.ok) return priced;
  if (priced.value.length === 0 || shares.value.length === 0) return failed(EMPTY_ANSWER);

  const sharesByStart = new Map(shares.value.map((bucket) => [bucket.start, bucket.rows]));
  const hours: StoredHour[] = [];
  for (const bucket of priced.value) {
    const rows = priceRows(bucket, prices);
    const split = splitCosts(rows, mergeRows(sharesByStart.get(bucket.start) ?? []));
    if (split === null) return ok(null);
    // collectBuckets has checked that the start is a whole hour.
    hours.push({ start: bucket.start as HourStart, rows, shares: split });
  }
  return ok(hours);
}

/** A report is dense: every interval has a bucket. None at all says nothing about the use. */
const EMPTY_ANSWER: Failure = { kind: 'incomplete', detail: 'no buckets for the span' };

const priceRows = (bucket: UsageBucket<PricedDimensions>, prices: PriceTable): PricedRow[] =>
  mergeRows(bucket.rows).map((row) => ({
    ...row,
    costs: estimateCosts(prices, row.dimensions, row.tokens, bucket.start),
  }));

async function syncMinutes(hour: HourStart, tools: SyncTools): Promise<Result<null>> {
  const { api, key, prices, signal, history } = tools;
  const span = { from: hour, to: hour + HOUR_MS };
  const pages = await fetchPages(
    (page) => api.fetchPricedUsage(key, { ...span, page, signal, width: '1m' }),
    signal,
  );
  if (!pages.ok) return pages;
  const buckets = collectBuckets(pages.value, span, MINUTE_MS);
  if (!buckets.ok) return buckets;
  if (buckets.value.length === 0) return failed(EMPTY_ANSWER);
  const minutes = buckets.value.map((bucket) => ({
    // collectBuckets has checked that the start is a whole minute.
    start: bucket.start as Parameters<typeof history.replaceMinutes>[1][number]['start'],
    rows: priceRows(bucket, prices),
  }));
  return history.replaceMinutes(hour, minutes, tools.now());
}

async function syncDays(span: Span, tools: SyncTools): Promise<Result<null>> {
  const { api, key, signal, history } = tools;
  const pages = await fetchPages((page) => api.fetchCost(key, { ...span, page, signal }), signal);
  if (!pages.ok) return pages;
  const days = collectBuckets(pages.value, span, DAY_MS);
  if (!days.ok) return days;
  if (days.value.length === 0) return failed(EMPTY_ANSWER);
  return history.replaceDays(span, days.value, tools.now());
}
