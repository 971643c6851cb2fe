import {
  ceilHour,
  floorHour,
  HOUR_MS,
  type HourStart,
  type Instant,
  type Span,
} from '../../shared/units.js';
import type { UsageHistory } from '../ports.js';
import type { PriceTable } from '../pricing/price-table.js';
import type { CostCell } from './cost-cell.js';
import { cutShare } from './cut-share.js';
import { readCostCells } from './read-cost-cells.js';
import { shareBefore } from './share-before.js';
import { splitAmount } from './split-amount.js';

/**
 * The money of any span. An hour that an end cuts is parted as the minutes in it were used, as a
 * whole and then over its cells, so that adjoining spans add up; without its minutes, by time.
 */
export function readCellsBetween(
  history: UsageHistory,
  prices: PriceTable,
  asked: Span,
  now: Instant,
): readonly CostCell[] {
  // All use of the running hour lies before now: it is not cut, it belongs to what ends in it.
  const uncut = (at: Instant) => (floorHour(at) === floorHour(now) ? ceilHour(at) : at);
  const span = { from: uncut(asked.from), to: uncut(asked.to) };
  const whole = { from: floorHour(span.from), to: ceilHour(span.to) };
  const cells = readCostCells(history, prices, whole, 'hour', now);
  const inner = cells.filter(({ start }) => start >= span.from && start + HOUR_MS <= span.to);
  const cut = new Set(
    [floorHour(span.from), floorHour(span.to)].filter((hour) => isCut(hour, span)),
  );
  const parts = [...cut].flatMap((hour) => {
    const ofHour = cells.filter(({ start }) => start === hour);
    const before = splitAt(history, ofHour, hour, span.to);
    const skipped = splitAt(history, ofHour, hour, span.from);
    return ofHour.map((cell, index) => ({
      ...cell,
      microcents: (before[index] ?? 0) - (skipped[index] ?? 0),
      basis: cell.basis === 'reported' ? ('allocated' as const) : cell.basis,
    }));
  });
  return [...inner, ...parts.filter(({ microcents }) => microcents !== 0)];
}

const isCut = (hour: Instant, { from, to }: Span) =>
  hour < to && hour + HOUR_MS > from && (hour < from || hour + HOUR_MS > to);

/** What of each cell of an hour lies before an instant. */
function splitAt(
  history: UsageHistory,
  cells: readonly CostCell[],
  hour: HourStart,
  at: Instant,
): readonly number[] {
  const amounts = cells.map(({ microcents }) => microcents);
  if (at >= hour + HOUR_MS) return amounts;
  if (at <= hour) return amounts.map(() => 0);
  const { part, whole } = cutShare(history.readMinuteTotals(hour), hour, at);
  // Credits and charges are parted each for itself.
  const partOf = (signed: readonly number[]) =>
    splitAmount(
      shareBefore(
        signed.reduce((sum, amount) => sum + amount, 0),
        part,
        whole,
      ),
      signed.map(Math.abs),
    );
  const charges = partOf(amounts.map((amount) => Math.max(amount, 0)));
  const credits = partOf(amounts.map((amount) => Math.min(amount, 0)));
  return amounts.map((_, index) => (charges[index] ?? 0) + (credits[index] ?? 0));
}
