import { ceilHour, floorHour, HOUR_MS, type Instant, type Span } from '../../shared/units.js';
import type { UsageHistory } from '../ports.js';
import type { PriceTable } from '../pricing/price-table.js';
import { type PartBefore, partBefore } from '../usage/part-before.js';
import { readCuts } from '../usage/read-cuts.js';
import type { CostCell } from './cost-cell.js';
import { readCostCells } from './read-cost-cells.js';
import { shareBefore } from './share-before.js';
import { splitAmount } from './split-amount.js';

/**
 * The money of any span. An hour that an end cuts is parted as a whole and then over its cells, so
 * that adjoining spans add up.
 */
export function readCellsBetween(
  history: UsageHistory,
  prices: PriceTable,
  span: Span,
  now: Instant,
): readonly CostCell[] {
  const whole = { from: floorHour(span.from), to: ceilHour(span.to) };
  const cells = readCostCells(history, prices, whole, 'hour', now);
  const inner = cells.filter(({ start }) => start >= span.from && start + HOUR_MS <= span.to);
  const cut = new Set(
    [floorHour(span.from), floorHour(span.to)].filter((hour) => isCut(hour, span)),
  );
  const cuts = readCuts(history, [span.from, span.to], now);
  const parts = [...cut].flatMap((hour) => {
    const ofHour = cells.filter(({ start }) => start === hour);
    const [total] = history.readHourTotals({ from: hour, to: hour + HOUR_MS });
    const estimate = total?.estimated ?? null;
    const before = splitAt(ofHour, partBefore(hour, span.to, cuts, estimate));
    const skipped = splitAt(ofHour, partBefore(hour, span.from, cuts, estimate));
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

/** What of each cell of an hour lies before a cut. */
function splitAt(cells: readonly CostCell[], { part, whole }: PartBefore): readonly number[] {
  const amounts = cells.map(({ microcents }) => microcents);
  if (part === whole) return amounts;
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
