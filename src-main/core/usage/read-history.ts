import type {
  HistoryBucket,
  HistoryFigures,
  HistoryQuery,
  HistoryRow,
} from '../../shared/history.js';
import {
  ceilDay,
  ceilHour,
  DAY_MS,
  floorDay,
  floorHour,
  HOUR_MS,
  type Instant,
  type Span,
} from '../../shared/units.js';
import { type KindCosts, type Label, NO_TOKENS, type TokenCounts } from '../../shared/usage.js';
import type { DayReport, UsageHistory } from '../ports.js';
import { isCommittedTier } from '../pricing/estimate-costs.js';
import type { Coverage } from '../sync/plan-sync.js';
import { grainBucket, grainBuckets } from './history-grain.js';
import { groupLabel, KIND_GROUPS } from './history-labels.js';
import { isDayHeld } from './is-day-held.js';
import { addTokens } from './token-sums.js';

interface Sum {
  tokens: TokenCounts;
  reported: number | null;
  estimated: number | null;
}

/** The figures of the History view and of `tidemark history`: the same rows for both. */
export function readHistory(
  history: UsageHistory,
  query: HistoryQuery,
  now: Instant,
): HistoryFigures {
  const coverage = history.readCoverage();
  const span = wholeBuckets(query);
  const buckets = grainBuckets(span, query.grain).map((bucket) =>
    bucketState(bucket, span, coverage, now),
  );
  const sums = sumGroups(history, query, span);
  if (query.grain !== 'hour') addReported(history, query, span, sums, coverage, now);
  const labels = new Map<string, Label>();
  if (query.by === 'workspace' || query.by === 'api_key') {
    for (const label of history.readLabels(query.by)) labels.set(label.id, label);
  }

  const rows: HistoryRow[] = [];
  for (const bucket of buckets) {
    const groups = sums.get(bucket.from);
    if (query.by === 'none' && !groups && bucket.state !== 'missing') {
      rows.push(toRow(bucket, '', 'All use', { tokens: NO_TOKENS, reported: null, estimated: 0 }));
    }
    for (const [id, sum] of groups ?? []) {
      rows.push(toRow(bucket, id, groupLabel(query.by, id, labels), sum));
    }
  }
  return {
    query,
    buckets,
    rows,
    unpriced: history.readUnpriced(span).map(({ model, serviceTier, tokens }) => ({
      model: isCommittedTier(serviceTier) ? `${model} (${serviceTier} tier)` : model,
      tokens,
    })),
    provenance: {
      endpoint: 'cost_report + usage_report/messages',
      from: query.from,
      to: query.to,
      fetchedAt: oldestFetch(span, coverage),
      isComplete: buckets.every((bucket) => bucket.state === 'closed'),
      formula: 'reported: the bill by UTC day; estimated: tokens x price table, by hour',
    },
  };
}

/** Hours by the hour, UTC days by any longer grain: an asked-for end inside one takes it whole. */
const wholeBuckets = ({ from, to, grain }: HistoryQuery): Span =>
  grain === 'hour'
    ? { from: floorHour(from), to: ceilHour(to) }
    : { from: floorDay(from), to: ceilDay(to) };

function toRow(bucket: Span, id: string, label: string, sum: Sum): HistoryRow {
  return {
    start: bucket.from,
    end: bucket.to,
    group: { id: id === '' ? null : id, label },
    tokens: sum.tokens,
    reportedMicrocents: sum.reported,
    estimatedMicrocents: sum.estimated,
  };
}

type Groups = Map<number, Map<string, Sum>>;

function groupOf(sums: Groups, start: number, id: string): Sum {
  let groups = sums.get(start);
  if (!groups) {
    groups = new Map();
    sums.set(start, groups);
  }
  let sum = groups.get(id);
  if (!sum) {
    sum = { tokens: NO_TOKENS, reported: null, estimated: null };
    groups.set(id, sum);
  }
  return sum;
}

function sumGroups(history: UsageHistory, query: HistoryQuery, span: Span): Groups {
  const sums: Groups = new Map();
  const grain = query.grain === 'hour' ? 'hour' : 'day';
  const add = (start: Instant, id: string, tokens: TokenCounts, cost: number | null) => {
    const sum = groupOf(sums, grainBucket(start, query.grain).from, id);
    sum.tokens = addTokens(sum.tokens, tokens);
    if (cost !== null) sum.estimated = (sum.estimated ?? 0) + cost;
  };
  if (query.by === 'workspace' || query.by === 'api_key') {
    for (const { start, groupId, tokens, cost } of history.sumShares(span, grain, query.by)) {
      add(start, groupId, tokens, cost);
    }
  } else if (query.by === 'token_kind') {
    for (const { start, tokens, costs } of history.sumUsage(span, grain, 'none')) {
      for (const [kind, id] of KIND_GROUPS) {
        if (tokens[kind] === 0) continue;
        add(start, id, { ...NO_TOKENS, [kind]: tokens[kind] }, costs?.[kind] ?? null);
      }
    }
  } else {
    for (const { start, groupId, tokens, costs } of history.sumUsage(span, grain, query.by)) {
      add(start, groupId, tokens, costs && totalOf(costs));
    }
  }
  return sums;
}

const totalOf = (costs: KindCosts) => Object.values(costs).reduce((sum, cost) => sum + cost, 0);

/**
 * Lays the bill over the buckets. The report knows no keys, so a key's row has none. What a closed
 * day said while it was open is not its bill.
 */
function addReported(
  history: UsageHistory,
  query: HistoryQuery,
  span: Span,
  sums: Groups,
  coverage: Coverage,
  now: Instant,
): void {
  if (query.by === 'api_key') return;
  const days = history.readDayReports(span);
  const isOutdated = ({ start, fetchedAt }: DayReport) =>
    start + DAY_MS <= now && fetchedAt < start + DAY_MS;
  const outdated = new Set<number>(days.filter(isOutdated).map((day) => day.start));
  const reportedBuckets = new Set<number>();
  for (const { start, groupId, reported } of history.sumReported(span, query.by)) {
    if (outdated.has(start)) continue;
    const bucket = grainBucket(start, query.grain).from;
    reportedBuckets.add(bucket);
    const sum = groupOf(sums, bucket, groupId);
    sum.reported = (sum.reported ?? 0) + reported;
  }
  for (const bucket of reportedBuckets) {
    // A group that the bill of a reported bucket does not name was billed nothing.
    for (const [id, sum] of sums.get(bucket) ?? []) {
      const isNeverBilledHere = query.by === 'service_tier' && isCommittedTier(id);
      if (!isNeverBilledHere) sum.reported ??= 0;
    }
  }
  for (const day of days) {
    const bucket = grainBucket(day.start, query.grain).from;
    const isClosed = day.start + DAY_MS <= now && !outdated.has(day.start);
    const isUnbilled = isClosed && day.reported === null && isDayHeld(day.start, coverage.hours);
    if (query.by === 'none' && isUnbilled && !sums.has(bucket)) {
      groupOf(sums, bucket, '').reported = 0;
      groupOf(sums, bucket, '').estimated = 0;
    }
  }
}

function bucketState(bucket: Span, span: Span, coverage: Coverage, now: Instant): HistoryBucket {
  let held = 0;
  let wanted = 0;
  const from = Math.max(bucket.from, span.from);
  for (let start = from; start < Math.min(bucket.to, now); start += HOUR_MS) {
    wanted += 1;
    if (coverage.hours.has(start)) held += 1;
  }
  if (held === 0) return { ...bucket, state: 'missing' };
  return { ...bucket, state: held < wanted || bucket.to > now ? 'open' : 'closed' };
}

function oldestFetch(span: Span, coverage: Coverage): Instant | null {
  let oldest: Instant | null = null;
  for (const [start, at] of coverage.hours) {
    if (start >= span.from && start < span.to && (oldest === null || at < oldest)) oldest = at;
  }
  return oldest;
}
