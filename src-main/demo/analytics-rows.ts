import type { Instant, Span } from '../shared/units.js';
import type { AnalyticsDimension, LedgerOwner } from './analytics-dimensions.js';
import { analyticsDimension, analyticsDimensionNames } from './analytics-dimensions.js';
import type { AnalyticsQuery } from './analytics-query.js';
import { refreshedAt } from './analytics-query.js';
import type { ApiAnswer, ApiState, Json, JsonObject } from './api-exchange.js';
import { answerOk } from './api-exchange.js';
import type { LedgerEntry } from './fake-request.js';
import { bucketTime } from './report-range.js';
import { visibleEntries } from './visible-entries.js';

/** The wanted entries of one interval that agree in everything that is grouped by. */
export interface AnalyticsGroup {
  readonly span: Span;
  readonly sample: LedgerEntry;
  readonly entries: LedgerEntry[];
}

type Query = AnalyticsQuery<string, string>;

/** Only combinations that were used; nothing of after the last refresh. */
export function groupEntries(state: ApiState, query: Query): readonly AnalyticsGroup[] {
  const { range, widthMs, groupBy, owner, isWanted } = query;
  const groups = new Map<string, AnalyticsGroup>();
  const dimensions = groupBy.map(analyticsDimension);
  for (const entry of visibleEntries(state, range, refreshedAt(state))) {
    if (!isWanted(entry)) continue;
    const span = widthMs === null ? range : bucketAt(entry.at, widthMs);
    const key = dimensions.reduce((k, { of }) => `${k}\n${of(entry, owner) ?? ''}`, `${span.from}`);
    const group = groups.get(key);
    if (group) group.entries.push(entry);
    else groups.set(key, { span, sample: entry, entries: [entry] });
  }
  return [...groups.values()];
}

function bucketAt(at: Instant, widthMs: number): Span {
  const from = Math.floor(at / widthMs) * widthMs;
  return { from, to: from + widthMs };
}

/** Largest first unless asked otherwise; equal rows stay in the order of their time. */
export function sortRows<Row>(
  rows: readonly Row[],
  { isAscending }: Query,
  sizeOf: (row: Row) => number,
): readonly Row[] {
  const sign = isAscending ? 1 : -1;
  return [...rows].sort((a, b) => sign * (sizeOf(a) - sizeOf(b)));
}

/** One row may become several objects, which count as one. */
export function answerRows<Row>(
  state: ApiState,
  { first, limit, tokens }: Query,
  rows: readonly Row[],
  objectsOf: (row: Row) => readonly JsonObject[],
): ApiAnswer {
  const next = first + limit;
  const hasMore = next < rows.length;
  return answerOk({
    data: rows.slice(first, next).flatMap(objectsOf),
    has_more: hasMore,
    next_page: hasMore ? tokens.issue(next) : null,
    data_refreshed_at: bucketTime(refreshedAt(state)),
  });
}

export const boundsOf = ({ from, to }: Span): JsonObject => ({
  starting_at: bucketTime(from),
  ending_at: bucketTime(to),
});

/** Every dimension by name, null unless grouped by. */
export function groupObject(
  sample: LedgerEntry,
  groupBy: readonly AnalyticsDimension[],
  owner: LedgerOwner,
): JsonObject {
  const value = (name: AnalyticsDimension): Json => {
    if (!groupBy.includes(name)) return null;
    const { of, wire } = analyticsDimension(name);
    const own = of(sample, owner);
    return own !== null && wire ? wire(own) : own;
  };
  return Object.fromEntries(analyticsDimensionNames.map((name) => [name, value(name)]));
}
