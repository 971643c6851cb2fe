import type { Failure } from '../../shared/failure.js';
import { formatInstant } from '../../shared/format.js';
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
import { cutPieces, ROWS_A_PIECE } from './cut-pieces.js';
import { persist } from './persist.js';
import type { Answered } from './report-provider.js';
import type { SyncTools } from './sync-tools.js';

/** A detail is one line of the log. */
const HOURS_NAMED = 10;

/** A part of a step that could not be stored, while the rest of it was. */
export interface LeftOut {
  readonly failure: Failure;
  readonly hours: readonly HourStart[];
}

/** What two usage answers say of a span. */
interface ReadHours extends Answered<StoredHour> {
  /** On these they disagree: they are none of the buckets. */
  readonly odd: readonly HourStart[];
}

/**
 * Usage of a span by the hour: priced, and split by who used it. Hours on which the two answers
 * disagree are left out, so that one odd row does not hide all others.
 */
export async function syncHours(span: Span, tools: SyncTools): Promise<Result<LeftOut | null>> {
  const first = await readHours(span, tools);
  // New use that arrived between the two answers shows once; asked again they agree.
  const hours = first.ok && first.value.odd.length > 0 ? await readHours(span, tools) : first;
  if (!hours.ok) return hours;
  const { buckets, odd, to, asOf } = hours.value;
  const failure = disagreement(odd);
  const known = { from: span.from, to };
  const hasNoUse = buckets.every(({ rows }) => rows.length === 0);
  // Not an odd row: the answers are of two minds altogether.
  if (hasNoUse && odd.length > 1) return failed(failure);
  const isUnknown = to <= span.from;
  if (isUnknown && tools.provider.pair === 'analytics') return ok(null);
  if (hasNoUse && hasUse(isUnknown ? span : known, odd, tools)) {
    return failed({ kind: 'source-empty' });
  }
  if (isUnknown) return failed(NO_BUCKET);
  const kept = await keepHours(buckets, asOf, tools);
  if (!kept.ok) return kept;
  return ok(odd.length > 0 ? { failure, hours: odd } : null);
}

const disagreement = (odd: readonly HourStart[]): Failure => ({
  kind: 'reports-disagree',
  detail: odd.slice(0, HOURS_NAMED).map(formatInstant).join(', '),
});

/** In pieces, each whole in itself. */
async function keepHours(
  buckets: readonly StoredHour[],
  asOf: Instant,
  { history, wait, signal }: SyncTools,
): Promise<Result<null>> {
  const pieces = cutPieces(buckets, HOUR_MS, ({ rows, shares }) => rows.length + shares.length);
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) await wait(0, signal);
    const write = () => history.replaceHours(piece.span, piece.buckets, asOf);
    const kept = await persist(write, wait, signal);
    if (!kept.ok) return kept;
  }
  return ok(null);
}

/** The store holds use for what would be replaced: an answer without any would wipe it (A35). */
const hasUse = (span: Span, odd: readonly Instant[], { history }: SyncTools) =>
  history
    .readHourTotals(span)
    .some(({ start, tokens }) => !odd.includes(start) && !isUnused(tokens));

/** A legacy report is dense: without a bucket it says nothing. */
export const NO_BUCKET: Failure = { kind: 'incomplete', detail: 'no bucket in the answer' };

async function readHours(
  span: Span,
  { provider, prices, wait, signal }: SyncTools,
): Promise<Result<ReadHours>> {
  // Shares first: use that arrives in between is then in the priced answer, and shown unallocated.
  const shares = await provider.readShareUsage(span);
  if (!shares.ok) return shares;
  const priced = await provider.readPricedUsage(span, '1h');
  if (!priced.ok) return priced;
  const to = Math.min(shares.value.to, priced.value.to);

  const buckets: StoredHour[] = [];
  const odd: HourStart[] = [];
  let rowsAtOnce = 0;
  for (let index = 0; index < (to - span.from) / HOUR_MS; index += 1) {
    const bucket = priced.value.buckets[index];
    const rows = bucket ? priceBucket(bucket, prices) : ok([]);
    if (!rows.ok) return rows;
    const users = mergeRows(shares.value.buckets[index]?.rows ?? []);
    rowsAtOnce += rows.value.length + users.length;
    if (rowsAtOnce > ROWS_A_PIECE) {
      await wait(0, signal);
      rowsAtOnce = 0;
    }
    const split = splitCosts(rows.value, users);
    // Spans begin on whole hours, and buckets follow one another.
    const start = (span.from + index * HOUR_MS) as HourStart;
    if (split === null) odd.push(start);
    else buckets.push({ start, rows: rows.value, shares: split });
  }
  return ok({ buckets, odd, to, asOf: Math.min(shares.value.asOf, priced.value.asOf) });
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
