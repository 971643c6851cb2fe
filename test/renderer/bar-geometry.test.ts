import { describe, expect, it } from 'vitest';
import type { HistoryQuery } from '../../src-main/shared/history.js';
import { DAY_MS } from '../../src-main/shared/units.js';
import {
  drawGround,
  drawSeries,
  findGaps,
  placeBar,
  positionOf,
} from '../../src-renderer/charts/bar-geometry.js';
import { decimate } from '../../src-renderer/charts/decimate.js';
import { stackHistory } from '../../src-renderer/charts/stack-history.js';
import { inventHistory } from '../fixtures/histories.js';
import { NOW } from '../fixtures/snapshots.js';

const TODAY = NOW - (NOW % DAY_MS);
const query: HistoryQuery = {
  from: TODAY - 29 * DAY_MS,
  to: TODAY + DAY_MS,
  grain: 'day',
  by: 'model',
};

describe('decimate', () => {
  const totals = Array.from({ length: 9500 }, (_, index) =>
    index % 977 === 0 ? null : Math.abs(Math.sin(index) * 1000),
  );

  it('puts every bucket into exactly one column, so sums survive', () => {
    for (const limit of [1, 7, 400, 9499, 20_000]) {
      const columns = decimate(totals, limit);
      expect(columns.length).toBe(Math.min(limit, totals.length));
      expect(columns[0]?.first).toBe(0);
      expect(columns.at(-1)?.last).toBe(totals.length - 1);
      columns.forEach((column, index) => {
        if (index > 0) expect(column.first).toBe((columns[index - 1]?.last ?? -2) + 1);
      });
    }
  });

  it('draws the peak of each column, so no peak is lost', () => {
    const columns = decimate(totals, 400);
    const drawn = columns.map(({ peak }) => totals[peak] ?? 0);
    expect(Math.max(...drawn)).toBe(Math.max(...totals.map((total) => total ?? 0)));
    for (const { first, last, peak } of columns) {
      for (const total of totals.slice(first, last + 1)) {
        expect(total ?? 0).toBeLessThanOrEqual(totals[peak] ?? 0);
      }
    }
  });

  it('has no peak where nothing is held', () => {
    expect(decimate([null, null], 1)).toEqual([{ first: 0, last: 1, peak: -1 }]);
    expect(decimate([], 10)).toEqual([]);
  });
});

describe('bars', () => {
  it('stand on whole pixels, inside the plot and apart', () => {
    for (const [count, width] of [
      [24, 171],
      [30, 551],
      [167, 811],
      [400, 803],
    ] as const) {
      for (let index = 0; index < count; index += 1) {
        const bar = placeBar(index, count, width);
        expect(Number.isInteger(bar.x) && Number.isInteger(bar.width)).toBe(true);
        expect(bar.width).toBeGreaterThan(0);
        expect(bar.x + bar.width).toBeLessThanOrEqual(width);
        const next = placeBar(index + 1, count, width);
        expect(bar.x + bar.width).toBeLessThanOrEqual(next.x);
      }
    }
  });

  it('are one path per series, with the unfinished apart', () => {
    const { columns, series } = stackHistory(inventHistory(query), 'cost');
    const pixels = decimate(
      columns.map(({ total }) => total),
      500,
    );
    const paths = drawSeries(
      columns,
      pixels,
      series.length,
      500,
      (v) => 100 - v / 1e7,
      (c) => c.state === 'open',
    );
    expect(paths.length).toBe(series.length);
    expect(paths[0]?.solid.match(/M/g)?.length).toBe(29);
    expect(paths[0]?.hatched.match(/M/g)?.length).toBe(1);
    expect(JSON.stringify(paths)).not.toContain('NaN');
  });

  it('leave gaps where nothing is held, and no ground under them', () => {
    const { columns } = stackHistory(inventHistory(query, { missing: 0.5 }), 'cost');
    const pixels = decimate(
      columns.map(({ total }) => total),
      300,
    );
    expect(findGaps(columns, pixels, 300)).toEqual([{ x: 0, width: 150 }]);
    expect(drawGround(columns, pixels, 300, 10)).toBe('M150 10h150');
  });

  it('place an instant inside its bucket', () => {
    const { columns } = stackHistory(inventHistory(query), 'cost');
    expect(positionOf(query.from, columns, 300)).toBe(0);
    expect(positionOf(query.from + 1.5 * DAY_MS, columns, 300)).toBe(15);
    expect(positionOf(query.to, columns, 300)).toBeNull();
  });
});
