import { max } from 'd3-array';
import type { WindowLimit } from '../../src-main/shared/limits.js';
import type { Instant } from '../../src-main/shared/units.js';
import { microcentsOf } from '../../src-main/shared/usd.js';
import { placeBar, type SeriesPaths } from './bar-geometry.js';
import { isUnfinished } from './describe-state.js';
import { type ChartFrame, layoutFrame } from './layout-chart.js';
import type { LearnedColumn } from './learned-columns.js';

/** Early intervals are so wide that all else would be flat; they are cut off here. */
const MOST_OF_MEDIAN = 1.9;

export function layoutLearned(
  columns: readonly LearnedColumn[],
  width: number,
  height: number,
): ChartFrame {
  const median = max(columns, ({ limit }) => limit?.median ?? 0) ?? 0;
  const high = max(columns, ({ limit }) => limit?.high ?? 0) ?? 0;
  const use = max(columns, ({ usd }) => usd ?? 0) ?? 0;
  const cap = median > 0 ? median * MOST_OF_MEDIAN : Number.POSITIVE_INFINITY;
  const seen =
    max(columns, ({ sights }) => max(sights, ({ means, isFaint }) => (isFaint ? 0 : means)) ?? 0) ??
    0;
  const greatest = Math.max(use, Math.min(cap, Math.max(high, seen)));
  return layoutFrame(microcentsOf(greatest), { unit: 'cost', width, height, isStrip: false });
}

/** Pixel of an instant among columns that stand for windows of their own lengths. */
export function placeInstant(
  at: Instant,
  columns: readonly LearnedColumn[],
  plotWidth: number,
): number {
  const index = columns.findLastIndex(({ from }) => from <= at);
  const column = columns[index];
  if (!column) return 0;
  const share = Math.min(1, (at - column.from) / Math.max(1, column.to - column.from));
  return ((index + share) * plotWidth) / columns.length;
}

const yOf = ({ axis, plotHeight }: ChartFrame, usd: number) =>
  Math.max(0, Math.min(plotHeight, axis.yOf(microcentsOf(usd))));

/** Use of every window as bars; of a window that runs or was seen in part they are hatched. */
export function drawUse(columns: readonly LearnedColumn[], frame: ChartFrame): SeriesPaths {
  const bars = columns.map((column, index) => {
    if (!column.usd) return { column, path: '' };
    const { x, width } = placeBar(index, columns.length, frame.plotWidth);
    const y = Math.round(yOf(frame, column.usd));
    return { column, path: `M${x} ${y}h${width}V${frame.plotHeight}h${-width}z` };
  });
  const join = (isWanted: (column: LearnedColumn) => boolean) =>
    bars.map(({ column, path }) => (isWanted(column) ? path : '')).join('');
  return { solid: join((column) => !isUnfinished(column)), hatched: join(isUnfinished) };
}

export interface CoursePaths {
  readonly line: string;
  readonly band: string;
}

/** Median and interval as they stood from each window's evidence on, up to now. */
export function drawCourse(
  course: WindowLimit['course'],
  columns: readonly LearnedColumn[],
  frame: ChartFrame,
  now: Instant,
): CoursePaths {
  const first = columns[0]?.from ?? now;
  // What was learned before the first column is where the line begins.
  const before = course.findLast(({ at }) => at < first);
  const points = [
    ...(before ? [{ ...before, at: first }] : []),
    ...course.filter(({ at }) => at >= first && at <= now),
  ];
  const last = points.at(-1);
  if (!last) return { line: '', band: '' };
  const shown = [...points, { ...last, at: now }].map(({ at, limit }) => ({
    x: round(placeInstant(at, columns, frame.plotWidth)),
    median: round(yOf(frame, limit.median)),
    low: round(yOf(frame, limit.low)),
    high: round(yOf(frame, limit.high)),
  }));
  const upper = shown.map(({ x, high }) => `${x} ${high}`);
  const lower = shown.map(({ x, low }) => `${x} ${low}`).reverse();
  return {
    line: `M${shown.map(({ x, median }) => `${x} ${median}`).join('L')}`,
    band: `M${[...upper, ...lower].join('L')}z`,
  };
}

const round = (value: number) => Math.round(value * 10) / 10;

export interface PlacedSight {
  readonly x: number;
  readonly y: number;
  readonly kind: 'hit' | 'reading';
  readonly isFaint: boolean;
  readonly key: string;
}

export const placeSights = (
  columns: readonly LearnedColumn[],
  frame: ChartFrame,
): readonly PlacedSight[] =>
  columns.flatMap(({ sights }) =>
    sights.map(({ at, means, kind, isFaint }, index) => ({
      x: round(placeInstant(at, columns, frame.plotWidth)),
      y: round(yOf(frame, means)),
      kind,
      isFaint,
      key: `${kind} ${at} ${index}`,
    })),
  );
