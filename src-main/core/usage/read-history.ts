import type { HistoryFigures, HistoryQuery, HistoryRow } from '../../shared/history.js';
import type { CostBasis } from '../../shared/snapshot.js';
import { ceilDay, DAY_MS, floorDay, type Instant, type Span } from '../../shared/units.js';
import type { Label } from '../../shared/usage.js';
import type { DayReport } from '../history-rows.js';
import { isBilled, isSettled } from '../money/is-billed.js';
import type { UsageHistory } from '../ports.js';
import { nameUnpriced } from '../pricing/name-unpriced.js';
import type { PriceTable } from '../pricing/price-table.js';
import { addCosts, type Cost } from './add-costs.js';
import { ENDPOINTS } from './endpoints.js';
import { heldBuckets, traceHours, wholeBuckets } from './held-buckets.js';
import { historyFormula } from './history-formula.js';
import { groupLabel } from './history-labels.js';
import { type GroupSum, NO_USE, rollUp, sumGroups } from './sum-groups.js';

/** The figures of the History view and of `tidemark history`: the same rows for both. */
export function readHistory(
  history: UsageHistory,
  prices: PriceTable,
  query: HistoryQuery,
  now: Instant,
): HistoryFigures {
  const coverage = history.readCoverage();
  const span = wholeBuckets(query);
  const buckets = heldBuckets(span, query.grain, coverage, now);
  const sums = rollUp(
    sumGroups(history, prices, { ...query, ...span }, coverage, now),
    query.grain,
  );
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
    unsettled: findUnsettled(history.readDayReports(daysOf(span)), buckets, now),
    rows,
    unpriced: nameUnpriced(history.readUnpriced(span)),
    provenance: {
      endpoint: ENDPOINTS[history.pair].money,
      pair: history.pair,
      ...span,
      ...traceHours(span, coverage, now),
      formula: historyFormula(query, history.pair),
      basis: basisOf(rows),
    },
  };
}

const daysOf = ({ from, to }: Span): Span => ({ from: floorDay(from), to: ceilDay(to) });

function findUnsettled(
  reports: readonly DayReport[],
  buckets: readonly Span[],
  now: Instant,
): readonly Instant[] {
  const young = reports.filter(
    (day) => day.reported !== null && isBilled(day, now) && !isSettled(day),
  );
  return buckets
    .filter(({ from, to }) => young.some(({ start }) => start < to && start + DAY_MS > from))
    .map(({ from }) => from);
}

const basisOf = (rows: readonly HistoryRow[]): CostBasis | null =>
  rows
    .map(({ costMicrocents: cost, basis }): Cost => ({ cost, basis }))
    .reduce(addCosts, { cost: null, basis: null }).basis;

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
