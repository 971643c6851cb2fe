import type { Pointing } from './chart-pointer.js';

/** The next place for a key, or undefined when the key is not ours. */
export function moveByKey(
  key: string,
  from: Pointing | null,
  columnCount: number,
  seriesCount: number,
): Pointing | null | undefined {
  const newest = columnCount - 1;
  const index = from?.index ?? newest;
  const series = from?.series ?? null;
  const to = (next: number): Pointing => ({
    index: Math.max(0, Math.min(newest, next)),
    series,
    byKey: true,
  });
  switch (key) {
    case 'ArrowLeft':
      return to(from ? index - 1 : newest);
    case 'ArrowRight':
      return to(from ? index + 1 : newest);
    case 'PageUp':
      return to(index - 7);
    case 'PageDown':
      return to(index + 7);
    case 'Home':
      return to(0);
    case 'End':
      return to(newest);
    case 'ArrowUp':
      return { index, series: stepSeries(series, 1, seriesCount), byKey: true };
    case 'ArrowDown':
      return { index, series: stepSeries(series, -1, seriesCount), byKey: true };
    case 'Escape':
      return null;
    default:
      return undefined;
  }
}

/** Null is the whole column; past either end it is the whole again. */
function stepSeries(series: number | null, by: 1 | -1, count: number): number | null {
  if (count === 0) return null;
  if (series === null) return by === 1 ? 0 : count - 1;
  const next = series + by;
  return next < 0 || next >= count ? null : next;
}
