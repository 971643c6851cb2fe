import type { Grain, HistoryQuery } from '../../shared/history.js';
import type { CostBasis } from '../../shared/snapshot.js';
import { DAY_MS, type Instant, type Span } from '../../shared/units.js';
import { type KindCosts, NO_TOKENS, type TokenCounts } from '../../shared/usage.js';
import type { DayReport, UsageHistory } from '../ports.js';
import { isCommittedTier } from '../pricing/estimate-costs.js';
import type { Coverage } from '../sync/plan-sync.js';
import { grainBucket } from './history-grain.js';
import { KIND_GROUPS } from './history-labels.js';
import { isDayHeld } from './is-day-held.js';
import { addTokens } from './token-sums.js';

export interface GroupSum {
  readonly tokens: TokenCounts;
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
  reported: null,
  estimated: 0,
  cost: 0,
  basis: 'estimated',
};
const UNKNOWN: GroupSum = {
  tokens: NO_TOKENS,
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
  if (grain !== 'hour' && by !== 'api_key') layBill(history, by, span, groups, coverage, now);
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
  const put = (start: Instant, id: string, tokens: TokenCounts, cost: number | null) =>
    add(groups, start, id, {
      tokens,
      reported: null,
      estimated: cost,
      cost,
      basis: cost === null ? null : 'estimated',
    });
  if (by === 'workspace' || by === 'api_key') {
    for (const { start, groupId, tokens, cost } of history.sumShares(span, grain, by)) {
      put(start, groupId, tokens, cost);
    }
  } else if (by === 'token_kind') {
    // Priced and unpriced use apart: a kind without any price is unknown, not free.
    for (const { start, tokens, costs } of history.sumUsage(span, grain, 'is_priced')) {
      for (const [kind, id] of KIND_GROUPS) {
        if (tokens[kind] === 0) continue;
        put(start, id, { ...NO_TOKENS, [kind]: tokens[kind] }, costs?.[kind] ?? null);
      }
    }
  } else {
    for (const { start, groupId, tokens, costs } of history.sumUsage(span, grain, by)) {
      put(start, groupId, tokens, costs && totalOf(costs));
    }
  }
  return groups;
}

const totalOf = (costs: KindCosts) => Object.values(costs).reduce((sum, cost) => sum + cost, 0);

/**
 * The bill of a closed day is what counts; what the report says of the running day stands beside
 * the estimate. What a closed day said while it was open is not its bill.
 */
function layBill(
  history: UsageHistory,
  by: Exclude<HistoryQuery['by'], 'api_key'>,
  span: Span,
  groups: OpenGroups,
  coverage: Coverage,
  now: Instant,
): void {
  const days = new Map<number, DayReport>(
    history.readDayReports(span).map((day) => [day.start, day]),
  );
  const isClosed = (start: number) => start + DAY_MS <= now;
  const isOutdated = (start: number) =>
    isClosed(start) && (days.get(start)?.fetchedAt ?? 0) < start + DAY_MS;
  const billed = new Set<number>();
  for (const { start, groupId, reported } of history.sumReported(span, by)) {
    if (isOutdated(start)) continue;
    billed.add(start);
    add(groups, start, groupId, { ...UNKNOWN, reported });
  }
  for (const start of billed) {
    const bucket = groups.get(start) ?? new Map<string, GroupSum>();
    for (const [id, sum] of bucket) {
      // A group that the bill of its closed day does not name was billed nothing. Committed
      // capacity is billed elsewhere, and of use without a price nothing is known.
      const isBilledHere =
        sum.estimated !== null && !(by === 'service_tier' && isCommittedTier(id));
      const reported = sum.reported ?? (isClosed(start) && isBilledHere ? 0 : null);
      const bill = isClosed(start) && reported !== null ? billOf(reported) : {};
      bucket.set(id, { ...sum, reported, ...bill });
    }
  }
  for (const { start, reported } of days.values()) {
    const isUnbilled =
      isClosed(start) && !isOutdated(start) && reported === null && !groups.has(start);
    if (by === 'none' && isUnbilled && isDayHeld(start, coverage.hours)) {
      add(groups, start, '', { ...NO_USE, reported: 0, basis: 'reported' });
    }
  }
}

const billOf = (reported: number) => ({ cost: reported, basis: 'reported' as const });
