import { ceilDay, DAY_MS, floorDay, type Instant, type Span } from '../../shared/units.js';
import type { CostCell } from '../money/cost-cell.js';
import { readCellsBetween } from '../money/read-cells-between.js';
import { readCostCells } from '../money/read-cost-cells.js';
import type { UsageHistory } from '../ports.js';
import type { PriceTable } from '../pricing/price-table.js';

export interface SpanCells {
  /** Of every UTC day that the span touches, whole. */
  readonly days: readonly CostCell[];
  /** Of the span alone. */
  readonly span: readonly CostCell[];
}

/** A span's money: whole UTC days by the day, only its ends by the hour. */
export function readSpanCells(
  history: UsageHistory,
  prices: PriceTable,
  span: Span,
  now: Instant,
): SpanCells {
  const touched = { from: floorDay(span.from), to: ceilDay(span.to) };
  const days = readCostCells(history, prices, touched, 'day', now);
  const inner = days.filter(({ start }) => start >= span.from && start + DAY_MS <= span.to);
  const ends = endsOf(span).flatMap((end) => readCellsBetween(history, prices, end, now));
  return { days, span: [...inner, ...ends] };
}

/** What lies before the first whole UTC day and after the last one. */
function endsOf({ from, to }: Span): readonly Span[] {
  const [first, last] = [ceilDay(from), floorDay(to)];
  if (first > last) return [{ from, to }];
  return [
    { from, to: first },
    { from: last, to },
  ].filter((end) => end.to > end.from);
}
