import type { Grain, HistoryQuery } from '../../shared/history.js';
import type { CostBasis } from '../../shared/snapshot.js';
import { DAY_MS, floorDay, HOUR_MS, type Instant, type Span } from '../../shared/units.js';
import { type KindCosts, NO_TOKENS, type TokenCounts } from '../../shared/usage.js';
import type { DayReport, ReportedSum, UsageHistory } from '../ports.js';
import { isCommittedTier } from '../pricing/estimate-costs.js';
import type { Coverage } from '../sync/plan-sync.js';
import { grainBucket } from './history-grain.js';
import { KIND_GROUPS } from './history-labels.js';
import { isDayHeld } from './is-day-held.js';
import { addTokens } from './token-sums.js';

export interface GroupSum {
  readonly tokens: TokenCounts;
  readonly requests: number | null;
  /** Microcents that the report names so far; null when it names nothing. */
  readonly reported: number | null;
  /** Microcents; null when nothing of it has a price. */
  readonly estimated: number | null;
  /** What to count: the bill of closed days, the estimate of the others. */
  readonly cost: number | null;
  readonly basis: CostBasis | null;
}

/** Start of the bucket -> id of the group ('' for the API's null) -> its sum. */
export type Groups = ReadonlyMap<number, ReadonlyMap<string, GroupSum>>;

/** Held and not used: a known zero. */
export const NO_USE: GroupSum = {
  tokens: NO_TOKENS,
  requests: null,
  reported: null,
  estimated: 0,
  cost: 0,
  basis: 'estimated',
};
const UNKNOWN: GroupSum = {
  tokens: NO_TOKENS,
  requests: null,
  reported: null,
  estimated: null,
  cost: null,
  basis: null,
};

const plus = (a: number | null, b: number | null) =>
  a === null && b === null ? null : (a ?? 0) + (b ?? 0);

const joinBasis = (a: CostBasis | null, b: CostBasis | null): CostBasis | null =>
  a === null || b === null ? (a ?? b) : a === b ? a : 'mixed';

const addSums = (a: GroupSum, b: GroupSum): GroupSum => ({
  tokens: addTokens(a.tokens, b.tokens),
  requests: plus(a.requests, b.requests),
  reported: plus(a.reported, b.reported),
  estimated: plus(a.estimated, b.estimated),
  cost: plus(a.cost, b.cost),
  basis: joinBasis(a.basis, b.basis),
});

type OpenGroups = Map<number, Map<string, GroupSum>>;

function add(groups: OpenGroups, start: number, id: string, sum: GroupSum): void {
  let bucket = groups.get(start);
  if (!bucket) {
    bucket = new Map();
    groups.set(start, bucket);
  }
  bucket.set(id, addSums(bucket.get(id) ?? UNKNOWN, sum));
}

/** Sums by hour, or by UTC day for any longer grain, with the bill laid over closed days. */
export function sumGroups(
  history: UsageHistory,
  { grain, by }: Pick<HistoryQuery, 'grain' | 'by'>,
  span: Span,
  coverage: Coverage,
  now: Instant,
): Groups {
  const groups = sumUse(history, by, span, grain === 'hour' ? 'hour' : 'day');
  const bill = readBill(history, { grain, by }, span, now);
  if (bill) layBill(bill, by, groups, coverage);
  return groups;
}

/** Hours and days joined into longer buckets. */
export function rollUp(groups: Groups, grain: Grain): Groups {
  if (grain === 'hour' || grain === 'day') return groups;
  const longer: OpenGroups = new Map();
  for (const [start, bucket] of groups) {
    for (const [id, sum] of bucket) add(longer, grainBucket(start, grain).from, id, sum);
  }
  return longer;
}

function sumUse(
  history: UsageHistory,
  by: HistoryQuery['by'],
  span: Span,
  grain: 'hour' | 'day',
): OpenGroups {
  const groups: OpenGroups = new Map();
  const put = (
    start: Instant,
    id: string,
    tokens: TokenCounts,
    requests: number | null,
    cost: number | null,
  ) =>
    add(groups, start, id, {
      tokens,
      requests,
      reported: null,
      estimated: cost,
      cost,
      basis: cost === null ? null : 'estimated',
    });
  if (by === 'workspace' || by === 'api_key') {
    for (const sum of history.sumShares(span, grain, by)) {
      put(sum.start, sum.groupId, sum.tokens, sum.requests, sum.cost);
    }
  } else if (by === 'token_kind') {
    // Priced and unpriced use apart: a kind without any price is unknown, not free.
    for (const { start, tokens, costs } of history.sumUsage(span, grain, 'is_priced')) {
      for (const [kind, id] of KIND_GROUPS) {
        if (tokens[kind] === 0) continue;
        put(start, id, { ...NO_TOKENS, [kind]: tokens[kind] }, null, costs?.[kind] ?? null);
      }
    }
  } else {
    for (const { start, groupId, tokens, requests, costs } of history.sumUsage(span, grain, by)) {
      put(start, groupId, tokens, requests, costs && totalOf(costs));
    }
  }
  return groups;
}

const totalOf = (costs: KindCosts) => Object.values(costs).reduce((sum, cost) => sum + cost, 0);

/** What was billed for the buckets of a query, and which of them are billed to the end. */
interface Bill {
  readonly rows: readonly ReportedSum[];
  readonly isClosed: (start: number) => boolean;
  /** Said while the bucket was open: not its bill. */
  readonly isOutdated: (start: number) => boolean;
  /** Closed UTC days that the report has no line for. */
  readonly emptyDays: readonly number[];
}

/** Null where the pair tells no bill of such buckets: by hour or by key. */
function readBill(
  history: UsageHistory,
  { grain, by }: Pick<HistoryQuery, 'grain' | 'by'>,
  span: Span,
  now: Instant,
): Bill | null {
  const reports = history.readDayReports({ from: floorDay(span.from), to: span.to });
  const days = new Map<number, DayReport>(reports.map((day) => [day.start, day]));
  const fetchedAt = (start: number) => days.get(floorDay(start))?.fetchedAt ?? 0;
  if (grain === 'hour') {
    if (history.pair !== 'analytics') return null;
    const isClosed = (start: number) => start + HOUR_MS <= fetchedAt(start);
    const rows = history.sumHourReported(span, 'hour', by);
    return { rows, isClosed, isOutdated: (start) => !isClosed(start), emptyDays: [] };
  }
  if (by === 'api_key' && history.pair !== 'analytics') return null;
  const isClosed = (start: number) => start + DAY_MS <= now;
  const isOutdated = (start: number) => isClosed(start) && fetchedAt(start) < start + DAY_MS;
  const isEmpty = ({ start, reported }: DayReport) =>
    isClosed(start) && !isOutdated(start) && reported === null;
  return {
    rows:
      by === 'api_key' ? history.sumHourReported(span, 'day', by) : history.sumReported(span, by),
    isClosed,
    isOutdated,
    emptyDays: reports.filter(isEmpty).map(({ start }) => start),
  };
}

/**
 * The bill of a closed bucket is what counts; what the report says of the running one stands beside
 * the estimate.
 */
function layBill(
  { rows, isClosed, isOutdated, emptyDays }: Bill,
  by: HistoryQuery['by'],
  groups: OpenGroups,
  coverage: Coverage,
): void {
  const billed = new Set<number>();
  for (const { start, groupId, reported } of rows) {
    if (isOutdated(start)) continue;
    billed.add(start);
    add(groups, start, groupId, { ...UNKNOWN, reported });
  }
  for (const start of billed) {
    const bucket = groups.get(start) ?? new Map<string, GroupSum>();
    for (const [id, sum] of bucket) {
      // A group that the bill of its closed bucket does not name was billed nothing. Committed
      // capacity is billed elsewhere, and of use without a price nothing is known.
      const isBilledHere =
        sum.estimated !== null && !(by === 'service_tier' && isCommittedTier(id));
      const reported = sum.reported ?? (isClosed(start) && isBilledHere ? 0 : null);
      const bill = isClosed(start) && reported !== null ? billOf(reported) : {};
      bucket.set(id, { ...sum, reported, ...bill });
    }
  }
  for (const start of emptyDays) {
    if (by === 'none' && !groups.has(start) && isDayHeld(start, coverage.hours)) {
      add(groups, start, '', { ...NO_USE, reported: 0, basis: 'reported' });
    }
  }
}

const billOf = (reported: number) => ({ cost: reported, basis: 'reported' as const });
