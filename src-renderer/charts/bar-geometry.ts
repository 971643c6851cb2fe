import type { PixelColumn } from './decimate.js';
import type { Column } from './stack-history.js';

/** Narrower than this, a column can no longer be told from its neighbour. */
export const LEAST_COLUMN_PX = 2;
const WIDEST_BAR_PX = 46;

export interface BarSpan {
  readonly x: number;
  readonly width: number;
}

/** Whole pixels, so that bars are sharp and equally spaced at every scale. */
export function placeBar(index: number, count: number, plotWidth: number): BarSpan {
  const step = plotWidth / count;
  const left = Math.round(index * step);
  const right = Math.round((index + 1) * step);
  const gap = step >= 5 ? Math.max(1, Math.round(step * 0.24)) : step >= 3 ? 1 : 0;
  const width = Math.max(1, Math.min(right - left - gap, WIDEST_BAR_PX));
  return { x: left + Math.round((right - left - width) / 2), width };
}

const rectangle = (x: number, y: number, width: number, height: number) =>
  `M${x} ${y}h${width}v${round(height)}h${-width}z`;

function topRectangle(x: number, y: number, width: number, height: number): string {
  const r = Math.min(2, width / 2, height);
  return (
    `M${x} ${round(y + height)}V${round(y + r)}q0 ${-r} ${r} ${-r}` +
    `h${round(width - 2 * r)}q${r} 0 ${r} ${r}V${round(y + height)}z`
  );
}

const round = (value: number) => Math.round(value * 100) / 100;

export interface SeriesPaths {
  /** Settled figures, and those that are unfinished or estimated. */
  readonly solid: string;
  readonly hatched: string;
}

interface PathParts {
  readonly solid: string[];
  readonly hatched: string[];
}

/** One path per series (and one more for its hatched bars) over all pixel columns. */
export function drawSeries(
  columns: readonly Column[],
  pixels: readonly PixelColumn[],
  seriesCount: number,
  plotWidth: number,
  yOf: (value: number) => number,
  isHatched: (column: Column) => boolean,
): readonly SeriesPaths[] {
  const parts = Array.from({ length: seriesCount }, (): PathParts => ({ solid: [], hatched: [] }));
  pixels.forEach((pixel, index) => {
    const column = columns[pixel.peak];
    if (!column) return;
    const { x, width } = placeBar(index, pixels.length, plotWidth);
    const top = column.values.findLastIndex((value) => (value ?? 0) > 0);
    let sum = 0;
    column.values.forEach((value, series) => {
      if (!value || value < 0) return;
      const low = yOf(sum);
      sum += value;
      const high = yOf(sum);
      // A hair of ground between segments keeps neighbours apart without their colours.
      const seam = series !== top && width >= 5 && low - high > 3 ? 1 : 0;
      const draw = series === top && width >= 6 ? topRectangle : rectangle;
      const path = draw(x, round(high + seam), width, low - high - seam);
      parts[series]?.[isHatched(column) ? 'hatched' : 'solid'].push(path);
    });
  });
  return parts.map(({ solid, hatched }) => ({ solid: solid.join(''), hatched: hatched.join('') }));
}

/** One line over all pixel columns, in steps as wide as they are; broken where nothing is known. */
export function drawSteps(
  values: readonly (number | null)[],
  pixels: readonly PixelColumn[],
  plotWidth: number,
  yOf: (value: number) => number,
): string {
  const step = plotWidth / Math.max(1, pixels.length);
  let isDrawing = false;
  return pixels
    .map(({ first, last }, index) => {
      const known = values.slice(first, last + 1).filter((value) => value !== null);
      const isKnown = known.length > 0;
      const wasDrawing = isDrawing;
      isDrawing = isKnown;
      if (!isKnown) return '';
      const y = Math.round(yOf(Math.max(0, ...known))) + 0.5;
      const start = wasDrawing ? `V${y}` : `M${Math.round(index * step)} ${y}`;
      return `${start}H${Math.round((index + 1) * step)}`;
    })
    .join('');
}

interface Held {
  readonly state: string;
}

/** The ground line under columns that hold data; missing ones leave it open. */
export function drawGround(
  columns: readonly Held[],
  pixels: readonly PixelColumn[],
  plotWidth: number,
  y: number,
): string {
  return spansOf(columns, pixels, plotWidth, (isHeld) => isHeld)
    .map(({ x, width }) => `M${x} ${y}h${width}`)
    .join('');
}

/** Stretches of pixels without any data. */
export const findGaps = (
  columns: readonly Held[],
  pixels: readonly PixelColumn[],
  plotWidth: number,
) => spansOf(columns, pixels, plotWidth, (isHeld) => !isHeld);

function spansOf(
  columns: readonly Held[],
  pixels: readonly PixelColumn[],
  plotWidth: number,
  isWanted: (isHeld: boolean) => boolean,
): readonly BarSpan[] {
  const spans: BarSpan[] = [];
  let start = -1;
  for (let index = 0; index <= pixels.length; index += 1) {
    const pixel = pixels[index];
    const isHeld =
      pixel !== undefined &&
      columns.slice(pixel.first, pixel.last + 1).some(({ state }) => state !== 'missing');
    const isInside = pixel !== undefined && isWanted(isHeld);
    if (isInside && start === -1) start = index;
    if (!isInside && start !== -1) {
      const x = Math.round((start * plotWidth) / pixels.length);
      spans.push({ x, width: Math.round((index * plotWidth) / pixels.length) - x });
      start = -1;
    }
  }
  return spans;
}

/** Pixel of an instant, also where buckets differ in length (months). */
export function positionOf(
  at: number,
  columns: readonly Pick<Column, 'from' | 'to'>[],
  plotWidth: number,
): number | null {
  const index = columns.findIndex(({ from, to }) => at >= from && at < to);
  const column = columns[index];
  if (!column) return null;
  return ((index + (at - column.from) / (column.to - column.from)) * plotWidth) / columns.length;
}
