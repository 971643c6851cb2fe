import type { Costs, CostsQuery } from '../../shared/costs.js';
import { joinBasis } from '../../shared/join-basis.js';
import type { CostBasis } from '../../shared/snapshot.js';
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
import type { CostCell } from '../money/cost-cell.js';
import { isBilled, isSettled } from '../money/is-billed.js';
import { readScale } from '../money/read-scale.js';
import type { UsageHistory } from '../ports.js';
import { nameUncertain } from '../pricing/name-uncertain.js';
import { nameUnpriced } from '../pricing/name-unpriced.js';
import type { PriceTable } from '../pricing/price-table.js';
import { ENDPOINTS } from '../snapshot/endpoints.js';
import type { Coverage } from '../sync/plan-sync.js';
import { isDayHeld } from '../usage/is-day-held.js';
import { isUnused } from '../usage/token-sums.js';
import { explainResidual } from './explain-residual.js';
import { type CostGrouping, groupCosts, type Labels, type Spending } from './group-costs.js';
import { readComparedDays, readRecentDays } from './read-compared-days.js';
import { readSpanCells, type SpanCells } from './read-span-cells.js';
import { reconcileDays } from './reconcile-days.js';
import { reconcileModels } from './reconcile-models.js';

/** Bills beside our estimates over any span, and who spent it. */
export function readCosts(
  history: UsageHistory,
  prices: PriceTable,
  query: CostsQuery,
  now: Instant,
): Costs {
  const span = { from: query.from, to: query.to };
  const coverage = history.readCoverage();
  const cells = readSpanCells(history, prices, span, now);
  const uses = history.sumPricedUse(wholeDays(span), 'day');
  const days = reconcileDays(
    {
      days: daysOf(span, now),
      reports: history.readDayReports(wholeDays(span)),
      uses,
      cells: cells.days,
      coverage,
    },
    prices,
    now,
  );
  // With hours missing, or a bill still filling, the difference would not tell of prices.
  const compared = days.filter(
    ({ day, reported, fetchedAt }) =>
      reported !== null &&
      isSettled({ start: floorDay(day), fetchedAt: fetchedAt ?? 0 }) &&
      isDayHeld(day, coverage.hours),
  );
  const comparedDays = readComparedDays(
    history,
    prices,
    uses,
    compared.map(({ day }) => day),
  );
  const explanation = explainResidual(comparedDays, {
    readRecent: () => readRecentDays(history, prices, span, now),
    endsNow: span.to >= floorDay(now),
  });

  const spanBefore = query.before ?? { from: span.from - (span.to - span.from), to: span.from };
  const current = readSpending(history, span, cells, coverage, now);
  const before = readSpending(
    history,
    spanBefore,
    readSpanCells(history, prices, spanBefore, now),
    coverage,
    now,
  );
  const labels = readLabels(history);
  const group = (by: CostGrouping) =>
    groupCosts(by, current, before, labels, history.pair === 'analytics');
  return {
    query,
    total: { microcents: current.microcents, basis: current.basis },
    before: {
      ...spanBefore,
      microcents: before.microcents,
      isComplete: fetchesOf(spanBefore, coverage, now).isComplete,
    },
    days,
    models: reconcileModels(comparedDays.lines, explanation),
    causes: explanation.causes,
    scale: readScale(history, now).overall,
    groups: {
      workspace: group('workspace'),
      model: group('model'),
      apiKey: group('apiKey'),
      workspaceModel: group('workspaceModel'),
    },
    unpriced: nameUnpriced(history.readUnpriced(wholeHours(span))),
    uncertain: nameUncertain(prices, uses),
    otherCurrencies: history.readOtherCurrencies(wholeDays(span)),
    provenance: {
      endpoint: ENDPOINTS[history.pair].money,
      pair: history.pair,
      ...span,
      ...fetchesOf(span, coverage, now),
      formula: 'bills of closed UTC days + estimates of the others, brought to what bills were',
      basis: current.basis,
    },
  };
}

const wholeDays = ({ from, to }: Span): Span => ({ from: floorDay(from), to: ceilDay(to) });
const wholeHours = ({ from, to }: Span): Span => ({ from: floorHour(from), to: ceilHour(to) });

/** Every UTC day that the span touches and that has begun. */
function daysOf(span: Span, now: Instant): readonly Instant[] {
  const { from, to } = wholeDays(span);
  const days: Instant[] = [];
  for (let day = from; day < to && day <= now; day += DAY_MS) days.push(day);
  return days;
}

interface SpanSpending extends Spending {
  readonly microcents: number | null;
}

function readSpending(
  history: UsageHistory,
  span: Span,
  { span: cells }: SpanCells,
  coverage: Coverage,
  now: Instant,
): SpanSpending {
  const uses = history.sumShareUse(wholeHours(span), 'day');
  const unpriced = uses.filter(({ cost, tokens }) => cost === null && !isUnused(tokens));
  const { isComplete } = fetchesOf(span, coverage, now);
  if (cells.length === 0) {
    const isIdle = uses.every(({ tokens }) => isUnused(tokens));
    // An empty bill of a day with use is none yet.
    const reports = history
      .readDayReports(wholeDays(span))
      .filter((day) => isBilled(day, now) && (isIdle || day.reported !== null));
    const areBilled = reports.length === daysOf(span, now).length;
    // All hours are held, and what was used came to nothing: that is a known zero.
    return isComplete && (areBilled || unpriced.length === 0)
      ? { cells, unpriced, microcents: 0, basis: areBilled ? 'reported' : 'estimated' }
      : { cells, unpriced, microcents: null, basis: null };
  }
  return { cells, unpriced, microcents: sumOf(cells), basis: basisOf(cells) };
}

const sumOf = (cells: readonly CostCell[]) =>
  cells.reduce((sum, { microcents }) => sum + microcents, 0);
const basisOf = (cells: readonly CostCell[]) =>
  cells.reduce<CostBasis | null>((basis, cell) => joinBasis(basis, cell.basis), null);

/** What is held of the hours that a span touches, as far as they have begun. */
function fetchesOf(span: Span, { hours }: Coverage, now: Instant) {
  let fetchedAt: Instant | null = null;
  let isComplete = span.from <= now;
  const { from, to } = wholeHours(span);
  for (let hour: number = from; hour < to && hour <= now; hour += HOUR_MS) {
    const at = hours.get(hour);
    if (at === undefined) isComplete = false;
    else fetchedAt = fetchedAt === null ? at : Math.min(fetchedAt, at);
  }
  return { fetchedAt, isComplete };
}

function readLabels(history: UsageHistory): Labels {
  const byId = (kind: 'workspace' | 'api_key') =>
    new Map(history.readLabels(kind).map((label) => [label.id, label]));
  return { workspaces: byId('workspace'), apiKeys: byId('api_key') };
}
