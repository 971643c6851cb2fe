import type { Grain, HistoryQuery } from '../../shared/history.js';
import type { CostBasis } from '../../shared/snapshot.js';
import { DAY_MS, floorDay, HOUR_MS, type Instant, type Span } from '../../shared/units.js';
import { type KindCosts, NO_TOKENS, type TokenCounts } from '../../shared/usage.js';
import type { Coverage } from '../coverage.js';
import type { DayReport, HeldGrain, ReportedSum } from '../history-rows.js';
import type { CostCell } from '../money/cost-cell.js';
import { readCostCells } from '../money/read-cost-cells.js';
import { readKeyDays } from '../money/read-key-days.js';
import type { UsageHistory } from '../ports.js';
import { isCommittedTier } from '../pricing/estimate-costs.js';
import type { PriceTable } from '../pricing/price-table.js';
import { addCosts, plus } from './add-costs.js';
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
  /** What counts: the bill of closed days, the scaled estimate of the others. */
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

const addSums = (a: GroupSum, b: GroupSum): GroupSum => ({
  tokens: addTokens(a.tokens, b.tokens),
  requests: plus(a.requests, b.requests),
  reported: plus(a.reported, b.reported),
  estimated: plus(a.estimated, b.estimated),
  ...addCosts(a, b),
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

/** Sums by hour, or by UTC day for any longer grain: use, estimates, bills and what counts. */
export function sumGroups(
  history: UsageHistory,
  prices: PriceTable,
  /** Of whole buckets. */
  { grain, by, ...span }: HistoryQuery,
  coverage: Coverage,
  now: Instant,
): Groups {
  const width = grain === 'hour' ? 'hour' : 'day';
  const groups = sumUse(history, by, span, width);
  const bill = readBill(history, { grain, by }, span, now);
  const isByKey = by === 'api_key' && width === 'day' && !bill;
  const keyDays = isByKey ? readKeyDays(history, prices, span, now) : null;
  for (const [start, keys] of keyDays ?? []) {
    for (const [id, cost] of keys) add(groups, start, id, { ...UNKNOWN, cost, basis: 'allocated' });
  }
  const isTold = (day: number) => keyDays?.has(day) || bill?.isBilled(day);
  for (const run of untoldRuns(span, isTold)) {
    for (const cell of readCostCells(history, prices, run, width, now)) {
      const { start, microcents: cost, basis } = cell;
      add(groups, start, groupIdOf(cell, by), { ...UNKNOWN, cost, basis });
    }
  }
  if (bill) layBill(bill, by, groups, coverage);
  fillZeros(groups, by);
  return groups;
}

/** The parts of a span whose cost must be put together from its smallest pieces. */
function untoldRuns(span: Span, isTold: (day: number) => boolean | undefined): readonly Span[] {
  const runs: Span[] = [];
  for (let day: number = floorDay(span.from); day < span.to; day += DAY_MS) {
    if (isTold(day)) continue;
    const part = { from: Math.max(day, span.from), to: Math.min(day + DAY_MS, span.to) };
    const last = runs.at(-1);
    if (last?.to === part.from) runs[runs.length - 1] = { from: last.from, to: part.to };
    else runs.push(part);
  }
  return runs;
}

const groupIdOf = (cell: CostCell, by: HistoryQuery['by']): string => {
  if (by === 'none') return '';
  if (by === 'model') return cell.model;
  if (by === 'workspace') return cell.workspaceId;
  if (by === 'api_key') return cell.apiKeyId;
  return by === 'service_tier' ? cell.serviceTier : cell.kind;
};

/** Use that neither a bill nor an estimate makes anything of cost nothing, where it has a price. */
function fillZeros(groups: OpenGroups, by: HistoryQuery['by']): void {
  for (const bucket of groups.values()) {
    const others = [...bucket.values()].find((sum) => sum.basis !== null);
    for (const [id, sum] of bucket) {
      const isPriced = sum.estimated !== null && !(by === 'service_tier' && isCommittedTier(id));
      if (sum.cost !== null || !isPriced) continue;
      bucket.set(id, { ...sum, cost: 0, basis: others?.basis ?? 'estimated' });
    }
  }
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
  grain: HeldGrain,
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
      cost: null,
      basis: null,
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
  /** By the bill itself, without splitting anything. */
  readonly isBilled: (day: number) => boolean;
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
    return {
      rows: history.sumHourReported(span, 'hour', by),
      isBilled: () => false,
      isClosed,
      isOutdated: (start) => !isClosed(start),
      emptyDays: [],
    };
  }
  if (by === 'api_key' && history.pair !== 'analytics') return null;
  const isClosed = (start: number) => start + DAY_MS <= now;
  const isOutdated = (start: number) => isClosed(start) && fetchedAt(start) < start + DAY_MS;
  const isEmpty = ({ start, reported }: DayReport) =>
    isClosed(start) && !isOutdated(start) && reported === null;
  return {
    rows:
      by === 'api_key' ? history.sumHourReported(span, 'day', by) : history.sumReported(span, by),
    isBilled: (day) =>
      isClosed(day) && !isOutdated(day) && (days.get(day)?.reported ?? null) !== null,
    isClosed,
    isOutdated,
    emptyDays: reports.filter(isEmpty).map(({ start }) => start),
  };
}

/** Beside what counts: what the report says, and of the running bucket so far. */
function layBill(
  { rows, isBilled, isClosed, isOutdated, emptyDays }: Bill,
  by: HistoryQuery['by'],
  groups: OpenGroups,
  coverage: Coverage,
): void {
  const named = new Set<number>();
  for (const { start, groupId, reported } of rows) {
    if (isOutdated(start)) continue;
    named.add(start);
    const bill = isBilled(start) ? { cost: reported, basis: 'reported' as const } : {};
    add(groups, start, groupId, { ...UNKNOWN, reported, ...bill });
  }
  for (const start of named) {
    if (!isClosed(start)) continue;
    for (const [id, sum] of groups.get(start) ?? []) {
      // A group that the bill of its closed bucket does not name was billed nothing. Committed
      // capacity is billed elsewhere, and of use without a price nothing is known.
      const isUnnamed = sum.reported === null && sum.estimated !== null;
      if (!isUnnamed || (by === 'service_tier' && isCommittedTier(id))) continue;
      groups.get(start)?.set(id, { ...sum, reported: 0 });
    }
  }
  for (const start of emptyDays) {
    if (by === 'none' && !groups.has(start) && isDayHeld(start, coverage.hours)) {
      add(groups, start, '', { ...NO_USE, reported: 0, basis: 'reported' });
    }
  }
}
