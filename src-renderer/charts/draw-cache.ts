import { CACHE_WARNING, type CacheBucket } from '../../src-main/shared/cache.js';
import { LEAST_COLUMN_PX, placeBar, type SeriesPaths } from './bar-geometry.js';
import { CACHE_PARTS, inputOf } from './cache-words.js';
import { decimate, type PixelColumn } from './decimate.js';
import { isUnfinished } from './describe-state.js';
import type { ChartFrame } from './layout-chart.js';

const LEFT_PX = 46;
const TOP_PX = 20;
const BOTTOM_PX = 24;
const TICKS = [0, 0.5, 1] as const;

/** All of the input is the height of the plot. */
export function layoutCache(width: number, height: number): ChartFrame {
  const plotHeight = Math.max(20, height - TOP_PX - BOTTOM_PX);
  const yOf = (share: number) => plotHeight - share * plotHeight;
  return {
    width,
    height,
    left: LEFT_PX,
    top: TOP_PX,
    plotWidth: Math.max(40, width - LEFT_PX),
    plotHeight,
    axis: {
      yOf,
      ticks: TICKS.map((value) => ({
        value,
        label: `${value * 100} %`,
        y: Math.round(yOf(value)),
      })),
    },
    hasAxis: true,
  };
}

/** Where buckets share a column of pixels, the one that read the least is drawn. */
export const columnsOfCache = (
  buckets: readonly CacheBucket[],
  plotWidth: number,
): readonly PixelColumn[] =>
  decimate(
    buckets.map(({ efficiency }) => (efficiency === null ? null : 1 - efficiency)),
    plotWidth / LEAST_COLUMN_PX,
  );

/** One pair of paths for each way the input was served; an unfinished bucket is hatched. */
export function drawCache(
  buckets: readonly CacheBucket[],
  pixels: readonly PixelColumn[],
  { plotWidth, axis }: ChartFrame,
): readonly SeriesPaths[] {
  const parts = CACHE_PARTS.map(() => ({ solid: [] as string[], hatched: [] as string[] }));
  pixels.forEach((pixel, index) => {
    const bucket = buckets[pixel.peak];
    const input = bucket ? inputOf(bucket) : 0;
    if (!bucket || input === 0) return;
    const { x, width } = placeBar(index, pixels.length, plotWidth);
    let below = 0;
    CACHE_PARTS.forEach(({ key }, part) => {
      const low = Math.round(axis.yOf(below / input));
      below += bucket[key];
      const high = Math.round(axis.yOf(below / input));
      if (low === high) return;
      const path = `M${x} ${high}h${width}v${low - high}h${-width}z`;
      parts[part]?.[isUnfinished(bucket) ? 'hatched' : 'solid'].push(path);
    });
  });
  return parts.map(({ solid, hatched }) => ({ solid: solid.join(''), hatched: hatched.join('') }));
}

const MARK_PX = 7;

/** A small wedge above each bucket that read too little. */
export const drawWarnings = (
  buckets: readonly CacheBucket[],
  pixels: readonly PixelColumn[],
  plotWidth: number,
): string =>
  pixels
    .flatMap((pixel, index) => {
      const efficiency = buckets[pixel.peak]?.efficiency ?? null;
      if (efficiency === null || efficiency >= CACHE_WARNING) return [];
      const { x, width } = placeBar(index, pixels.length, plotWidth);
      const half = Math.min(MARK_PX, plotWidth / pixels.length) / 2;
      const middle = x + width / 2;
      return [`M${middle - half} -8h${2 * half}L${middle} -2z`];
    })
    .join('');
