import type {
  HistoryBucket,
  HistoryFigures,
  HistoryQuery,
  HistoryRow,
} from '../../shared/history.js';
import {
  ceilDay,
  ceilHour,
  floorDay,
  floorHour,
  HOUR_MS,
  type Instant,
  type Span,
} from '../../shared/units.js';
import type { Label } from '../../shared/usage.js';
import type { UsageHistory } from '../ports.js';
import { nameUnpriced } from '../pricing/name-unpriced.js';
import { ENDPOINTS } from '../snapshot/endpoints.js';
import type { Coverage } from '../sync/plan-sync.js';
import { grainBuckets } from './history-grain.js';
import { groupLabel } from './history-labels.js';
import { type GroupSum, NO_USE, rollUp, sumGroups } from './sum-groups.js';

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
  const sums = rollUp(sumGroups(history, query, span, coverage, now), query.grain);
  const labels = new Map<string, Label>();
  if (query.by === 'workspace' || query.by === 'api_key') {
    for (const label of history.readLabels(query.by)) labels.set(label.id, label);
  }

  const rows: HistoryRow[] = [];
  for (const bucket of buckets) {
    const groups = sums.get(bucket.from);
    if (query.by === 'none' && !groups && bucket.state !== 'missing') {
      rows.push(toRow(bucket, '', 'All use', NO_USE));
    }
    for (const [id, sum] of groups ?? []) {
      rows.push(toRow(bucket, id, groupLabel(query.by, id, labels), sum));
    }
  }
  return {
    query,
    buckets,
    rows,
    unpriced: nameUnpriced(history.readUnpriced(span)),
    provenance: {
      endpoint: ENDPOINTS[history.pair].money,
      pair: history.pair,
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

function toRow(bucket: Span, id: string, label: string, sum: GroupSum): HistoryRow {
  return {
    start: bucket.from,
    end: bucket.to,
    group: { id: id === '' ? null : id, label },
    tokens: sum.tokens,
    requests: sum.requests,
    reportedMicrocents: sum.reported,
    estimatedMicrocents: sum.estimated,
    costMicrocents: sum.cost,
    basis: sum.basis,
  };
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
