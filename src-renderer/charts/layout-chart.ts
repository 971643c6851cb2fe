import { max } from 'd3-array';
import { LEAST_COLUMN_PX } from './bar-geometry.js';
import { decimate, type PixelColumn } from './decimate.js';
import type { Stack, StackUnit } from './stack-history.js';
import { layoutValueAxis, type ValueAxis } from './value-axis.js';

/** The plot inside its margins, and the scale of its values. */
export interface ChartFrame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly plotWidth: number;
  readonly plotHeight: number;
  readonly axis: ValueAxis;
  readonly hasAxis: boolean;
}

export interface ChartLayout extends ChartFrame {
  readonly pixels: readonly PixelColumn[];
}

/** Advance of one digit of the 11 px axis text, rounded up. */
const DIGIT_PX = 7;

/** What a frame is drawn in. */
export interface ChartBox {
  readonly unit: StackUnit;
  readonly width: number;
  readonly height: number;
  /** Without an axis. */
  readonly isStrip: boolean;
}

export function layoutChart(
  stack: Stack,
  box: ChartBox,
  /** Drawn beside them. */
  others: readonly (number | null)[] = [],
): ChartLayout {
  const totals = stack.columns.map(({ total }) => total);
  const greatest = max([...totals, ...others], (total) => total ?? 0) ?? 0;
  const frame = layoutFrame(greatest, box);
  return { ...frame, pixels: decimate(totals, frame.plotWidth / LEAST_COLUMN_PX) };
}

/** Room for values up to the greatest. */
export function layoutFrame(
  greatest: number,
  { unit, width, height, isStrip }: ChartBox,
): ChartFrame {
  const top = isStrip ? 6 : 20;
  const plotHeight = Math.max(20, height - top - 24);
  const axis = layoutValueAxis(greatest, plotHeight, unit, plotHeight > 180 ? 4 : 3);
  const longest = max(axis.ticks, ({ label }) => label.length) ?? 2;
  const left = isStrip ? 0 : Math.max(30, longest * DIGIT_PX + 8);
  return {
    width,
    height,
    left,
    top,
    plotWidth: Math.max(40, width - left),
    plotHeight,
    axis: isStrip ? fillHeight(greatest, plotHeight, axis) : axis,
    hasAxis: !isStrip,
  };
}

/** Without an axis to read from, the highest bar may as well use all the room. */
const fillHeight = (greatest: number, height: number, axis: ValueAxis): ValueAxis =>
  greatest > 0 ? { ticks: [], yOf: (value) => height - (value / greatest) * height } : axis;
