import type { DayReconciliation } from '../../shared/costs.js';
import { joinBasis } from '../../shared/join-basis.js';
import type { CostBasis } from '../../shared/snapshot.js';
import { DAY_MS, HOUR_MS, type Instant } from '../../shared/units.js';
import type { Coverage } from '../coverage.js';
import { groupBy } from '../group-by.js';
import type { DayReport, PricedUse } from '../history-rows.js';
import type { CostCell } from '../money/cost-cell.js';
import { isBilled, isSettled } from '../money/is-billed.js';
import type { PriceTable } from '../pricing/price-table.js';
import { widenEstimate } from '../pricing/widen-estimate.js';
import { isDayHeld } from '../usage/is-day-held.js';
import { isUnused } from '../usage/token-sums.js';

/** What is held of a run of UTC days. */
export interface HeldDays {
  readonly days: readonly Instant[];
  readonly reports: readonly DayReport[];
  /** By the day. */
  readonly uses: readonly PricedUse[];
  /** By the day. */
  readonly cells: readonly CostCell[];
  readonly coverage: Coverage;
}

/** Each UTC day's bill beside our estimate of it. */
export function reconcileDays(
  held: HeldDays,
  prices: PriceTable,
  now: Instant,
): readonly DayReconciliation[] {
  const reports = new Map(held.reports.map((report) => [report.start as number, report]));
  const uses = groupBy<PricedUse, Instant>(held.uses, ({ start }) => start);
  const cells = groupBy<CostCell, Instant>(held.cells, ({ start }) => start);
  return held.days.map((day) =>
    reconcileDay(day, {
      report: reports.get(day) ?? null,
      uses: uses.get(day) ?? [],
      cells: cells.get(day) ?? [],
      hours: held.coverage.hours,
      prices,
      now,
    }),
  );
}

interface HeldDay {
  readonly report: DayReport | null;
  readonly uses: readonly PricedUse[];
  readonly cells: readonly CostCell[];
  readonly hours: Coverage['hours'];
  readonly prices: PriceTable;
  readonly now: Instant;
}

function reconcileDay(day: Instant, held: HeldDay): DayReconciliation {
  const { report, uses, hours, now } = held;
  const isHeld = isDayHeld(day, hours);
  const oldest = oldestHour(day, hours);
  const reported = reportedOf(held, isHeld);
  // A part of a day is no estimate of its bill.
  const isEstimated = reported === null ? oldest !== null : isHeld;
  const estimated = isEstimated ? sumEstimates(uses) : null;
  const cost = costOf(held, reported, isEstimated);
  const isOpen = day + DAY_MS > now;
  const state = isOpen
    ? 'open'
    : reported !== null
      ? 'billed'
      : oldest !== null || report !== null
        ? 'unbilled'
        : 'missing';
  // A bill that may still be filling is not compared with a whole day's estimate.
  const isCompared =
    report !== null && isSettled(report) && reported !== null && estimated !== null;
  return {
    day,
    state,
    reported,
    estimated,
    estimatedHigh: estimated === null ? null : sumDearer(uses, held.prices),
    ...cost,
    ratio: isCompared && estimated !== 0 ? reported / estimated : null,
    residual: isCompared ? reported - estimated : null,
    fetchedAt: reported === null ? oldest : (report?.fetchedAt ?? null),
  };
}

/** An empty bill of a day known to be without use means zero; of any other, "not billed yet". */
function reportedOf({ report, uses, now }: HeldDay, isHeld: boolean): number | null {
  if (!report || !isBilled(report, now)) return null;
  if (report.reported !== null) return report.reported;
  return isHeld && isIdle(uses) ? 0 : null;
}

function costOf(
  { cells, uses }: HeldDay,
  reported: number | null,
  isEstimated: boolean,
): { readonly cost: number | null; readonly basis: CostBasis | null } {
  if (reported !== null) return { cost: reported, basis: 'reported' };
  if (cells.length > 0) {
    return {
      cost: cells.reduce((sum, { microcents }) => sum + microcents, 0),
      basis: cells.reduce<CostBasis | null>((basis, cell) => joinBasis(basis, cell.basis), null),
    };
  }
  return isEstimated && uses.every(({ costs, tokens }) => costs !== null || isUnused(tokens))
    ? { cost: 0, basis: 'estimated' }
    : { cost: null, basis: null };
}

const isIdle = (uses: readonly PricedUse[]) => uses.every(({ tokens }) => isUnused(tokens));

const costOfUse = ({ costs }: Pick<PricedUse, 'costs'>) =>
  costs ? Object.values(costs).reduce((sum, cost) => sum + cost, 0) : 0;

/** Null: there is use, and none of it has a price. */
const sumEstimates = (uses: readonly PricedUse[]): number | null =>
  isIdle(uses) || uses.some(({ costs }) => costs !== null)
    ? uses.reduce((sum, use) => sum + costOfUse(use), 0)
    : null;

/** Null: no use of it has a dearer band. */
function sumDearer(uses: readonly PricedUse[], prices: PriceTable): number | null {
  let sum = 0;
  let hasBands = false;
  for (const use of uses) {
    const dearer = use.costs && widenEstimate(prices, use, use.costs);
    hasBands ||= dearer !== null;
    sum += costOfUse({ costs: dearer ?? use.costs });
  }
  return hasBands ? sum : null;
}

function oldestHour(day: Instant, hours: Coverage['hours']): Instant | null {
  let oldest: Instant | null = null;
  for (let hour = day; hour < day + DAY_MS; hour += HOUR_MS) {
    const at = hours.get(hour);
    if (at !== undefined && (oldest === null || at < oldest)) oldest = at;
  }
  return oldest;
}
