import type { Failure } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';
import {
  floorMinute,
  HOUR_MS,
  type HourStart,
  type Instant,
  type MinuteStart,
  type Span,
} from '../../shared/units.js';
import type { PricedDimensions, PricedRow, UsageBucket } from '../../shared/usage.js';
import type { PricedBucket, StoredHour } from '../history-rows.js';
import { costsOf, priceRows } from '../pricing/price-rows.js';
import type { PriceTable } from '../pricing/price-table.js';
import { splitCosts } from '../pricing/split-costs.js';
import { checkCost, checkUse } from '../usage/check-size.js';
import { mergeRows } from '../usage/merge-rows.js';
import { isUnused } from '../usage/token-sums.js';
import { persist } from './persist.js';
import type { Answered } from './report-provider.js';
import type { SyncTools } from './run-sync.js';

/** Forty series take some 15 ms to write. */
const HOURS_A_PIECE = 48;

/** Usage of a span by the hour: priced, and split by who used it. */
export async function syncHours(span: Span, tools: SyncTools): Promise<Result<null>> {
  const first = await readHours(span, tools);
  // New use that arrived between the two answers shows once; asked again they agree.
  const hours = first.ok && first.value === null ? await readHours(span, tools) : first;
  if (!hours.ok) return hours;
  if (hours.value === null) {
    return failed({ kind: 'incomplete', detail: 'the two usage answers do not agree' });
  }
  const { buckets, to, asOf } = hours.value;
  const known = { from: span.from, to };
  const isSilent = buckets.every(({ rows }) => rows.length === 0);
  const isUnknown = to <= span.from;
  if (isUnknown && tools.provider.pair === 'analytics') return ok(null);
  if (isSilent && hasUse(isUnknown ? span : known, tools)) return failed({ kind: 'source-empty' });
  if (isUnknown) return failed(NO_BUCKET);
  return keepHours({ buckets, to, asOf }, span.from, tools);
}

/** In pieces, each whole in itself, so that nothing else waits long for the disk (D9). */
async function keepHours(
  { buckets, to, asOf }: Answered<StoredHour>,
  from: Instant,
  { history, wait, signal }: SyncTools,
): Promise<Result<null>> {
  for (let start = from; start < to; start += HOURS_A_PIECE * HOUR_MS) {
    const piece = { from: start, to: Math.min(to, start + HOURS_A_PIECE * HOUR_MS) };
    const first = (start - from) / HOUR_MS;
    const hours = buckets.slice(first, first + HOURS_A_PIECE);
    const kept = await persist(() => history.replaceHours(piece, hours, asOf), wait, signal);
    if (!kept.ok) return kept;
    if (piece.to < to) await wait(0, signal);
  }
  return ok(null);
}

/** The store holds use for the span: an answer without any would wipe it (A35). */
const hasUse = (span: Span, { history }: SyncTools) =>
  history.readHourTotals(span).some(({ tokens }) => !isUnused(tokens));

/** A legacy report is dense: without a bucket it says nothing. */
export const NO_BUCKET: Failure = { kind: 'incomplete', detail: 'no bucket in the answer' };

/** Null when the two answers do not belong together. */
async function readHours(
  span: Span,
  { provider, prices }: SyncTools,
): Promise<Result<Answered<StoredHour> | null>> {
  // Shares first: use that arrives in between is then in the priced answer, and shown unallocated.
  const shares = await provider.readShareUsage(span);
  if (!shares.ok) return shares;
  const priced = await provider.readPricedUsage(span, '1h');
  if (!priced.ok) return priced;
  const to = Math.min(shares.value.to, priced.value.to);

  const buckets: StoredHour[] = [];
  for (let index = 0; index < (to - span.from) / HOUR_MS; index += 1) {
    const bucket = priced.value.buckets[index];
    const rows = bucket ? priceBucket(bucket, prices) : ok([]);
    if (!rows.ok) return rows;
    const split = splitCosts(rows.value, mergeRows(shares.value.buckets[index]?.rows ?? []));
    if (split === null) return ok(null);
    // Spans begin on whole hours, and buckets follow one another.
    const start = (span.from + index * HOUR_MS) as HourStart;
    buckets.push({ start, rows: rows.value, shares: split });
  }
  return ok({ buckets, to, asOf: Math.min(shares.value.asOf, priced.value.asOf) });
}

function priceBucket(
  bucket: UsageBucket<PricedDimensions>,
  prices: PriceTable,
): Result<readonly PricedRow[]> {
  const isUsable = checkUse(bucket.rows);
  if (!isUsable.ok) return isUsable;
  const rows = priceRows(prices, mergeRows(bucket.rows), bucket.start);
  const isPayable = checkCost(rows.flatMap(costsOf), 'hour');
  return isPayable.ok ? ok(rows) : isPayable;
}

/** The minutes of one hour that a window cuts. */
export async function syncMinutes(span: Span, tools: SyncTools): Promise<Result<null>> {
  const { provider, prices, history, wait, signal } = tools;
  const answer = await provider.readPricedUsage(span, '1m');
  if (!answer.ok) return answer;
  const { buckets, to, asOf } = answer.value;
  // An hour that is not yet known whole cannot be split.
  if (to < span.to && provider.pair === 'analytics') return ok(null);
  if (to < Math.min(span.to, floorMinute(asOf))) return failed(NO_BUCKET);
  // Cut hours are whole hours.
  const hour = span.from as HourStart;
  const isSilent = buckets.every(({ rows }) => rows.length === 0);
  const hadUse = () => history.readMinuteTotals(hour).some(({ tokens }) => !isUnused(tokens));
  if (isSilent && hadUse()) return failed({ kind: 'source-empty' });
  const minutes: PricedBucket<MinuteStart>[] = [];
  for (const bucket of buckets) {
    const rows = priceBucket(bucket, prices);
    if (!rows.ok) return rows;
    // The provider was asked for minutes.
    minutes.push({ start: bucket.start as MinuteStart, rows: rows.value });
  }
  return persist(() => history.replaceMinutes(hour, minutes, asOf), wait, signal);
}
