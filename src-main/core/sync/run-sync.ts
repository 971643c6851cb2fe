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
  /** What is shown now is fresh; only older history is still to come. */
  readonly onCurrent?: () => void;
}

/** What a run that went well did not get. */
export interface LeftOut {
  /** This key may not read what was billed. */
  readonly refusedCost: Failure | null;
  readonly refusedSpan: Failure | null;
}

/** A missing right for one report leaves the others alone. */
const isOnlyThisReport = (failure: Failure) =>
  failure.kind === 'permission-missing' || failure.kind === 'not-available';

/**
 * Fetches and stores step by step. A failure ends the run and keeps what is stored; the next plan
 * finds what is missing. A span that the API refuses is left out (A5), except the newest one:
 * without it nothing is fresh.
 */
export async function runSync(
  steps: readonly SyncStep[],
  tools: SyncTools,
): Promise<Result<LeftOut>> {
  let refusedCost: Failure | null = null;
  let refusedSpan: Failure | null = null;
  let done = 0;
  let isCurrent = false;
  for (const step of steps) {
    tools.onStep(done, steps.length);
    if (!isCurrent && done > 0 && steps.slice(done).every((rest) => isOld(rest, tools.now()))) {
      isCurrent = true;
      tools.onCurrent?.();
    }
    if (step.kind !== 'days' || refusedCost === null) {
      const result = await runStep(step, tools);
      if (!result.ok) {
        const { failure } = result;
        if (step.kind === 'days' && isOnlyThisReport(failure)) refusedCost = failure;
        else if (failure.kind === 'bad-request' && done > 0) refusedSpan = failure;
        else return result;
      }
    }
    done += 1;
  }
  tools.onStep(done, steps.length);
  return ok({ refusedCost, refusedSpan });
}

/** Ends before any window that tray and overview speak of as "this week". */
const isOld = (step: SyncStep, now: Instant) =>
  step.kind !== 'minutes' && step.span.to < now - 8 * DAY_MS;

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
  return tools.history.replaceHours(
    answeredPart(span, hours.value, HOUR_MS),
    hours.value,
    tools.now(),
  );
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
  if (hasHoles(priced.value, span, HOUR_MS) || hasHoles(shares.value, span, HOUR_MS)) {
    return failed(HOLED_ANSWER);
  }
  if (priced.value.length !== shares.value.length) return ok(null);

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

/** A report is dense: every interval has a bucket. A missing one says nothing about the use. */
const HOLED_ANSWER: Failure = { kind: 'incomplete', detail: 'buckets are missing in the span' };

type Starts = readonly { readonly start: Instant }[];

/** In order and without repeats (collectBuckets), so only the end may be missing. */
const hasHoles = (buckets: Starts, span: Span, widthMs: number) =>
  buckets.length === 0 ||
  buckets.some((bucket, index) => bucket.start !== span.from + index * widthMs);

/** Where the answer ends early the rest stays a gap: it is not held as zero. */
const answeredPart = (span: Span, buckets: Starts, widthMs: number): Span => ({
  from: span.from,
  to: span.from + buckets.length * widthMs,
});

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
  if (hasHoles(buckets.value, span, MINUTE_MS)) return failed(HOLED_ANSWER);
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
  if (hasHoles(days.value, span, DAY_MS)) return failed(HOLED_ANSWER);
  return history.replaceDays(answeredPart(span, days.value, DAY_MS), days.value, tools.now());
}
