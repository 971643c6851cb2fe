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
import { isCostless, readHourCosts } from '../money/read-hour-costs.js';
import { readScale } from '../money/read-scale.js';
import type { UsageHistory } from '../ports.js';
import { nameUncertain } from '../pricing/name-uncertain.js';
import { nameUnpriced } from '../pricing/name-unpriced.js';
import type { PriceTable } from '../pricing/price-table.js';
import { isDayHeld } from '../usage/is-day-held.js';
import { isPartUnused } from '../usage/is-part-unused.js';
import type { HeldCuts } from '../usage/part-before.js';
import { readCuts } from '../usage/read-cuts.js';
import { isUnused } from '../usage/token-sums.js';
import { type SpanTrace, traceSpan } from '../usage/trace-span.js';
import { explainResidual } from './explain-residual.js';
import { type CostGrouping, groupCosts, type Labels, type Spending } from './group-costs.js';
import { readComparedDays, readRecentDays } from './read-compared-days.js';
import { readSpanCells, type SpanCells } from './read-span-cells.js';
import { reconcileDays } from './reconcile-days.js';
import { reconcileModels } from './reconcile-models.js';
import { traceCosts, traceTotal } from './trace-costs.js';

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
  const trace = traceOf(history, prices, span, now);
  const traceBefore = traceOf(history, prices, spanBefore, now);
  const current = readSpending(history, span, cells, trace, now);
  const before = readSpending(
    history,
    spanBefore,
    readSpanCells(history, prices, spanBefore, now),
    traceBefore,
    now,
  );
  const labels = readLabels(history);
  const group = (by: CostGrouping) =>
    groupCosts(by, current, before, labels, history.pair === 'analytics');
  const groups = {
    workspace: group('workspace'),
    model: group('model'),
    apiKey: group('apiKey'),
    workspaceModel: group('workspaceModel'),
  };
  const total = traceTotal(span, history.pair, trace, current.basis);
  return {
    query,
    total: { microcents: current.microcents, basis: current.basis },
    before: {
      ...spanBefore,
      microcents: before.microcents,
      isHeld: traceBefore.isHeld,
      isComplete: traceBefore.isHeld && traceBefore.isExact,
      provenance: traceTotal(spanBefore, history.pair, traceBefore, before.basis),
    },
    days,
    models: reconcileModels(comparedDays.lines, explanation),
    causes: explanation.causes,
    scale: readScale(history, now).overall,
    groups,
    unpriced: nameUnpriced(history.readUnpriced(wholeHours(span))),
    uncertain: nameUncertain(prices, uses),
    otherCurrencies: history.readOtherCurrencies(wholeDays(span)),
    provenance: total,
    sources: traceCosts({
      ...{ total, trace, days, groups, coverage, now },
      compared: comparedDays.days,
    }),
  };
}

const wholeDays = ({ from, to }: Span): Span => ({ from: floorDay(from), to: ceilDay(to) });
const wholeHours = ({ from, to }: Span): Span => ({ from: floorHour(from), to: ceilHour(to) });

/** Without an hour that the span cuts, where nothing was used in its part of it. */
function usedHours(span: Span, cuts: HeldCuts): Span {
  const { from, to } = wholeHours(span);
  const last = to - HOUR_MS;
  const isUnusedIn = (hour: Instant) => isPartUnused(hour, span, cuts);
  const used = {
    from: span.from > from && isUnusedIn(from) ? from + HOUR_MS : from,
    to: span.to < to && isUnusedIn(last) ? last : to,
  };
  return { from: used.from, to: Math.max(used.from, used.to) };
}

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
  { isHeld }: SpanTrace,
  now: Instant,
): SpanSpending {
  const uses = history.sumShareUse(
    usedHours(span, readCuts(history, [span.from, span.to], now)),
    'day',
  );
  const unpriced = uses.filter(({ cost, tokens }) => cost === null && !isUnused(tokens));
  if (cells.length === 0) {
    const isIdle = uses.every(({ tokens }) => isUnused(tokens));
    // An empty bill of a day with use is none yet.
    const reports = history
      .readDayReports(wholeDays(span))
      .filter((day) => isBilled(day, now) && (isIdle || day.reported !== null));
    const areBilled = reports.length === daysOf(span, now).length;
    // All hours are held, and what was used came to nothing: that is a known zero.
    return isHeld && (areBilled || unpriced.length === 0)
      ? { cells, unpriced, microcents: 0, basis: areBilled ? 'reported' : 'estimated' }
      : { cells, unpriced, microcents: null, basis: null };
  }
  return { cells, unpriced, microcents: sumOf(cells), basis: basisOf(cells) };
}

const sumOf = (cells: readonly CostCell[]) =>
  cells.reduce((sum, { microcents }) => sum + microcents, 0);
const basisOf = (cells: readonly CostCell[]) =>
  cells.reduce<CostBasis | null>((basis, cell) => joinBasis(basis, cell.basis), null);

function traceOf(history: UsageHistory, prices: PriceTable, span: Span, now: Instant): SpanTrace {
  const isFree = (hour: Instant) =>
    isCostless(readHourCosts(history, prices, [floorDay(hour)], now).get(hour));
  return traceSpan(span, readCuts(history, [span.from, span.to], now), isFree);
}

function readLabels(history: UsageHistory): Labels {
  const byId = (kind: 'workspace' | 'api_key') =>
    new Map(history.readLabels(kind).map((label) => [label.id, label]));
  return { workspaces: byId('workspace'), apiKeys: byId('api_key') };
}
