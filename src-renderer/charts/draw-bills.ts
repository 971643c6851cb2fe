import type { DayReconciliation } from '../../src-main/shared/costs.js';
import { placeBar } from './bar-geometry.js';

/** One path for each kind of mark. */
export interface BillPaths {
  readonly billed: string;
  /** Days without a bill: what is expected. */
  readonly expected: string;
  /** Outlines. */
  readonly estimated: string;
  /** From an estimate to what it would be in the dearer price bands. */
  readonly bands: string;
}

const round = (value: number) => Math.round(value * 100) / 100;

/** For each day two bars side by side: its bill, or what is expected, and the estimate of it. */
export function drawBills(
  days: readonly DayReconciliation[],
  plotWidth: number,
  plotHeight: number,
  yOf: (value: number) => number,
): BillPaths {
  const billed: string[] = [];
  const expected: string[] = [];
  const estimated: string[] = [];
  const bands: string[] = [];
  days.forEach((day, index) => {
    const { x, width } = placeBar(index, days.length, plotWidth);
    const between = width >= 10 ? 2 : 1;
    const half = Math.max(1, Math.floor((width - between) / 2));
    const right = x + width - half;
    if (day.cost) {
      const y = round(yOf(day.cost));
      const bar = `M${x} ${y}h${half}V${plotHeight}h${-half}z`;
      (day.state === 'billed' ? billed : expected).push(bar);
    }
    if (day.estimated) {
      const y = yOf(day.estimated);
      // Half a pixel inwards keeps the line sharp.
      const inner = Math.max(0, half - 1);
      estimated.push(`M${right + 0.5} ${plotHeight}V${round(y + 0.5)}h${inner}V${plotHeight}`);
      if (day.estimatedHigh !== null && day.estimatedHigh > day.estimated) {
        const high = round(yOf(day.estimatedHigh));
        bands.push(`M${right} ${high}h${half}V${round(y)}h${-half}z`);
      }
    }
  });
  return {
    billed: billed.join(''),
    expected: expected.join(''),
    estimated: estimated.join(''),
    bands: bands.join(''),
  };
}
