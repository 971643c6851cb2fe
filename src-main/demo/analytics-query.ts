import type { Instant, Span } from '../shared/units.js';
import { DAY_MS, floorHour, HOUR_MS, MINUTE_MS } from '../shared/units.js';
import type { AnalyticsDimension, LedgerOwner } from './analytics-dimensions.js';
import { analyticsDimension, analyticsDimensionNames, ownerOf } from './analytics-dimensions.js';
import type { ApiAnswer, ApiRequest, ApiState } from './api-exchange.js';
import { badRequest, hasBeta, notFound } from './api-exchange.js';
import type { LedgerEntry } from './fake-request.js';
import type { PageTokens } from './page-token.js';
import { createPageTokens } from './page-token.js';
import type { QueryReader } from './query-reader.js';
import { createQueryReader } from './query-reader.js';
import { emptyRange } from './report-range.js';

const BETA = 'analytics-usage-cost-2026-08-24';
const EARLIEST = Date.parse('2026-01-01T00:00:00Z');
const LOOK_BACK_MS = 365 * DAY_MS;
const LONGEST_MS = 31 * DAY_MS;
const LONGEST_BY_MINUTE_MS = DAY_MS;

const widths = { '1m': MINUTE_MS, '1h': HOUR_MS, '1d': DAY_MS } as const;
// Object.keys forgets the names.
const widthNames = Object.keys(widths) as readonly (keyof typeof widths)[];

/** What the two reports have of their own. */
interface ReportRules<Order extends string, FanOut extends string> {
  /** The first is the usual one. */
  readonly orders: readonly [Order, ...Order[]];
  /** Names to group by that split a row without making it count twice. */
  readonly fanOut: readonly FanOut[];
}

export interface AnalyticsQuery<Order extends string, FanOut extends string> {
  /** Null: one row over the whole range. */
  readonly widthMs: number | null;
  readonly range: Span;
  readonly limit: number;
  /** How many rows the pages before held. */
  readonly first: number;
  readonly tokens: PageTokens;
  readonly orderBy: Order;
  readonly isAscending: boolean;
  readonly groupBy: readonly AnalyticsDimension[];
  readonly fanOut: readonly FanOut[];
  readonly owner: LedgerOwner;
  readonly isWanted: (entry: LedgerEntry) => boolean;
}

/** The answer instead of the query when something about it is wrong. */
export function parseAnalyticsQuery<Order extends string, FanOut extends string>(
  state: ApiState,
  request: ApiRequest,
  rules: ReportRules<Order, FanOut>,
): { readonly query: AnalyticsQuery<Order, FanOut> } | { readonly refusal: ApiAnswer } {
  if (!state.analytics || !hasBeta(request, BETA)) return { refusal: notFound() };
  const filters = analyticsDimensionNames.map((name) => analyticsDimension(name).filter);
  const reader = createQueryReader(request.query, ['group_by', ...filters]);
  const width = reader.choice('time_bucket_width', widthNames);
  const limit = reader.limit(20, 1000);
  const orderBy = reader.choice('order_by', rules.orders) ?? rules.orders[0];
  const isAscending = reader.choice('order', ['desc', 'asc']) === 'asc';
  const grouped = new Set<string>(
    reader.choices('group_by', [...analyticsDimensionNames, ...rules.fanOut]),
  );
  const groupBy = analyticsDimensionNames.filter((name) => grouped.has(name));
  if (groupBy.length > 5) reader.fail('Cannot specify more than 5 group_by[] dimensions.');
  if (request.query.has('exclude_deleted_users') && !grouped.has('actor')) {
    reader.fail('exclude_deleted_users: only with group_by[]=actor.');
  }
  reader.flag('exclude_deleted_users');
  const owner = ownerOf(state.organization);
  const isWanted = readFilters(reader, owner);
  const bounds = readBounds(reader, width, state.now);
  if (reader.problem !== null || bounds === null) {
    return { refusal: badRequest(reader.problem ?? '') };
  }

  const widthMs = width === null ? null : widths[width];
  const range = alignedRange(bounds, widthMs ?? HOUR_MS);
  if (range.to <= range.from) return { refusal: emptyRange() };
  const tokens = createPageTokens(state.organization.id, request.path, request.query);
  const token = reader.text('page');
  const first = token === null ? 0 : tokens.read(token);
  if (first === null) return { refusal: badRequest('page: not a token of this request.') };
  return {
    query: {
      widthMs,
      range,
      limit,
      first,
      tokens,
      orderBy,
      isAscending,
      groupBy,
      fanOut: rules.fanOut.filter((name) => grouped.has(name)),
      owner,
      isWanted,
    },
  };
}

/** Values of one filter are alternatives; all filters must be met. */
function readFilters(reader: QueryReader, owner: LedgerOwner): (entry: LedgerEntry) => boolean {
  const wanted = analyticsDimensionNames.flatMap((name) => {
    const { filter, values, of } = analyticsDimension(name);
    const list = values ? reader.choices(filter, values) : reader.list(filter);
    const accepted = new Set<string | null>(list);
    // Use without a key is asked for by an empty entry.
    if (name === 'api_key_id' && accepted.has('')) accepted.add(null);
    return reader.list(filter).length > 0 ? [{ of, accepted }] : [];
  });
  return (entry) => wanted.every(({ of, accepted }) => accepted.has(of(entry, owner)));
}

/** The bounds as asked; null when there is no start. */
function readBounds(reader: QueryReader, width: string | null, now: Instant): Span | null {
  const from = reader.instant('starting_at');
  const end = reader.instant('ending_at');
  if (from === null) {
    reader.fail('starting_at: field required.');
    return null;
  }
  if (from < EARLIEST) reader.fail('starting_at: not before 2026-01-01.');
  if (from < now - LOOK_BACK_MS) reader.fail('starting_at: within the last 365 days.');
  if (width !== null && end === null) {
    reader.fail('ending_at: required with time_bucket_width.');
  }
  const to = end ?? Math.min(now, from + LONGEST_MS);
  if (to - from > LONGEST_MS) reader.fail('The range is at most 31 days.');
  if (width === '1m' && to - from > LONGEST_BY_MINUTE_MS) {
    reader.fail('The range is at most 24 hours with 1m.');
  }
  return { from, to };
}

/** Documented for the hour without a width; taken to hold for the widths as well. */
function alignedRange({ from, to }: Span, widthMs: number): Span {
  const floor = (at: Instant) => Math.floor(at / widthMs) * widthMs;
  return { from: floor(from), to: floor(to) };
}

/** Up to when the pair knows everything, by the hour. */
export const refreshedAt = ({ now, analyticsVisibleAfterMs }: ApiState) =>
  floorHour(now - analyticsVisibleAfterMs);
