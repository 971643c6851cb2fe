// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import type { History, HistoryQuery, HistoryRow } from '../../src-main/shared/history.js';
import { joinBases } from '../../src-main/shared/join-basis.js';
import { DAY_MS, HOUR_MS, MICROCENTS_PER_DOLLAR } from '../../src-main/shared/units.js';
import { NO_TOKENS, type ReportPair } from '../../src-main/shared/usage.js';
import {
  drawGround,
  drawSeries,
  drawSteps,
  findGaps,
  placeBar,
  positionOf,
} from '../../src-renderer/charts/bar-geometry.js';
import { decimate } from '../../src-renderer/charts/decimate.js';
import {
  commonBasis,
  createHatching,
  describeBasis,
  explainEstimate,
} from '../../src-renderer/charts/describe-basis.js';
import { layoutChart } from '../../src-renderer/charts/layout-chart.js';
import { colourSeries, rememberSeries } from '../../src-renderer/charts/series-colours.js';
import { type Column, stackHistory } from '../../src-renderer/charts/stack-history.js';
import { scaleMoney, scalePercent } from '../../src-renderer/charts/staff-scale.js';
import { nameBucket, nameSpan, pickTimeTicks } from '../../src-renderer/charts/time-axis.js';
import { layoutValueAxis } from '../../src-renderer/charts/value-axis.js';
import { inventHistory } from '../fixtures/histories.js';
import { NOW } from '../fixtures/snapshots.js';

const TODAY = NOW - (NOW % DAY_MS);
const query: HistoryQuery = {
  from: TODAY - 29 * DAY_MS,
  to: TODAY + DAY_MS,
  grain: 'day',
  by: 'model',
};

const row = (day: number, id: string, parts: Partial<HistoryRow>): HistoryRow => ({
  start: TODAY + day * DAY_MS,
  end: TODAY + (day + 1) * DAY_MS,
  group: { id, label: id },
  tokens: { ...NO_TOKENS, uncachedInput: 10 },
  requests: null,
  reportedMicrocents: null,
  estimatedMicrocents: null,
  costMicrocents: null,
  basis: null,
  ...parts,
});

const historyOf = (rows: readonly HistoryRow[], states: readonly Column['state'][]): History => ({
  ...inventHistory(query, { isEmpty: true }),
  buckets: states.map((state, index) => {
    const from = TODAY + (index - states.length + 1) * DAY_MS;
    return { from, to: from + DAY_MS, state };
  }),
  rows,
});

describe('stackHistory', () => {
  it('adds up: columns, series and the whole agree', () => {
    const stack = stackHistory(inventHistory(query), 'cost');
    const sum = (values: readonly (number | null)[]) =>
      values.reduce<number>((total, value) => total + (value ?? 0), 0);
    expect(sum(stack.columns.map(({ total }) => total))).toBe(stack.total);
    expect(sum(stack.series.map(({ total }) => total))).toBe(stack.total);
    for (const column of stack.columns) expect(sum(column.values)).toBe(column.total);
    expect(sum(stack.series.map(({ share }) => share))).toBeCloseTo(100);
  });

  it('prefers what was reported to our estimate, and never adds both', () => {
    const rows = [row(0, 'a', { estimatedMicrocents: 5, costMicrocents: 7, basis: 'reported' })];
    expect(stackHistory(historyOf(rows, ['closed']), 'cost').total).toBe(7);
  });

  it('keeps unknown apart from zero', () => {
    const states = ['missing', 'closed', 'closed'] as const;
    const rows = [row(0, 'unpriced', {})];
    const { columns, total } = stackHistory(historyOf(rows, states), 'cost');
    expect(columns.map((column) => column.total)).toEqual([null, 0, null]);
    expect(total).toBeNull();
    expect(stackHistory(historyOf(rows, states), 'tokens').total).toBe(10);
    expect(stackHistory(historyOf([], states), 'cost').total).toBe(0);
    expect(stackHistory(historyOf([], ['missing']), 'cost').total).toBeNull();
  });

  it('draws at most eight series, the rest as one, and loses nothing', () => {
    const rows = Array.from({ length: 12 }, (_, index) =>
      row(0, `key ${index}`, { costMicrocents: 100 - index, basis: 'estimated' }),
    );
    const stack = stackHistory(historyOf(rows, ['closed']), 'cost');
    expect(stack.series.length).toBe(9);
    expect(stack.series.at(-1)).toMatchObject({ label: 'other (4)', total: 92 + 91 + 90 + 89 });
    expect(stack.groups.length).toBe(12);
    expect(new Set(stack.series.map(({ colour }) => colour)).size).toBe(9);
  });

  it('names the two largest of the newest bucket, however small they are in all', () => {
    const old = Array.from({ length: 12 }, (_, index) =>
      row(-1, `old ${index}`, { costMicrocents: 100 - index, basis: 'reported' }),
    );
    const now = ['c', 'b', 'a'].map((id, index) =>
      row(0, id, { costMicrocents: index + 1, basis: 'estimated' }),
    );
    const stack = stackHistory(historyOf([...old, ...now], ['closed', 'open']), 'cost');
    const named = stack.series.map(({ key }) => key);
    expect(named).toHaveLength(9);
    expect(named).toEqual(expect.arrayContaining(['a', 'b', 'old 0', 'old 5']));
    expect(named).not.toContain('c');
    expect(named).not.toContain('old 6');
    expect(stack.columns.at(-1)?.values.at(-1)).toBe(1);
  });

  it('says per column whether it was reported', () => {
    const rows = [
      row(-1, 'a', { costMicrocents: 3, basis: 'reported' }),
      row(-1, 'b', { costMicrocents: 3, basis: 'estimated' }),
      row(0, 'a', { costMicrocents: 3, basis: 'estimated' }),
    ];
    const { columns } = stackHistory(historyOf(rows, ['closed', 'closed', 'open']), 'cost');
    expect(columns.map(({ basis }) => basis)).toEqual([null, 'mixed', 'estimated']);
  });
});

describe('describeBasis', () => {
  it('names the day where reported ends', () => {
    const { columns } = stackHistory(inventHistory(query), 'cost');
    expect(describeBasis(columns, 'day')).toBe('reported through 20 Nov, then estimated');
    expect(commonBasis(columns)).toBe('mixed');
  });

  it('calls a bill that was shared out billed, and one shared out in part billed too', () => {
    const keys = stackHistory(inventHistory({ ...query, by: 'api_key' }), 'cost').columns;
    expect(describeBasis(keys, 'day')).toBe('billed through 20 Nov, then estimated');
    expect(describeBasis(keys.slice(0, -1), 'day')).toBe('billed, shared out by estimate');
    expect(joinBases(['reported', null, 'allocated'])).toBe('allocated');
    expect(joinBases(['allocated', 'estimated'])).toBe('mixed');
    expect(joinBases([null])).toBeNull();
  });

  it('hatches an estimate beside a bill that was shared out, and the shares never', () => {
    const keys = stackHistory(inventHistory({ ...query, by: 'api_key' }), 'cost').columns;
    const isHatched = createHatching(keys);
    const [shared] = keys;
    expect(shared && isHatched(shared)).toBe(false);
    expect(shared && isHatched({ ...shared, basis: 'estimated' })).toBe(true);
  });

  it('explains no estimate where the bill tells hours and keys', () => {
    const explain = (some: Partial<HistoryQuery>, pair: ReportPair = 'legacy') => {
      const history = inventHistory({ ...query, ...some });
      const { columns } = stackHistory(history, 'cost');
      const estimates = columns.map((column) => ({ ...column, basis: 'estimated' as const }));
      const provenance = { ...history.provenance, pair };
      return explainEstimate({ ...history, provenance }, estimates);
    };
    expect(explain({})).toBeNull();
    expect(explain({ by: 'api_key' })).toBe(
      'Anthropic reports no cost per key; these are estimates.',
    );
    expect(explain({ grain: 'hour' })).toContain('whole UTC days');
    expect(explain({ by: 'api_key' }, 'analytics')).toBeNull();
    expect(explain({ grain: 'hour' }, 'analytics')).toBeNull();
  });

  it('hatches estimates only beside reported figures, and the open bucket always', () => {
    const mixed = stackHistory(inventHistory(query), 'cost').columns;
    expect(mixed.filter(createHatching(mixed)).length).toBe(1);
    const keys = stackHistory(inventHistory({ ...query, by: 'api_key' }), 'cost').columns;
    expect(keys.filter(createHatching(keys)).map(({ state }) => state)).toEqual(['open']);
  });
});

describe('the line of the time before', () => {
  const yOf = (value: number) => 100 - value;

  it('goes in steps as wide as the columns, and breaks where nothing is known', () => {
    const pixels = decimate([1, 1, 1, 1], 4);
    expect(drawSteps([10, 20, null, 5], pixels, 40, yOf)).toBe('M0 90.5H10V80.5H20M30 95.5H40');
  });

  it('keeps the peak of buckets that share a column, and takes a credit for nothing', () => {
    expect(drawSteps([10, 30, null, -5], decimate([1, 1, 1, 1], 2), 40, yOf)).toBe(
      'M0 70.5H20V100.5H40',
    );
  });

  it('has room on the scale', () => {
    const { columns, ...rest } = stackHistory(inventHistory(query), 'cost');
    const small = { columns: columns.slice(0, 2), ...rest };
    const high = 50_000_000_000;
    const box = { unit: 'cost', width: 600, height: 300, isStrip: false } as const;
    const { axis } = layoutChart(small, box, [null, high]);
    expect(axis.yOf(high)).toBeGreaterThanOrEqual(0);
    expect(layoutChart(small, box).axis.yOf(high)).toBeLessThan(0);
  });
});

describe('series colours', () => {
  const history = inventHistory(query);
  const order = rememberSeries({}, history);

  it('are given by the total at first sight and kept when totals turn', () => {
    const known = order.model ?? [];
    expect(known[0]).toBe('claude-opus-5-5');
    const turned = {
      ...history,
      rows: [row(0, 'newcomer', { costMicrocents: 9e12, basis: 'reported' }), ...history.rows],
    };
    const later = rememberSeries(order, turned);
    expect(later.model).toEqual([...known, 'newcomer']);
    expect(rememberSeries(later, history)).toBe(later);
  });

  it('never meet in one picture', () => {
    const known = Array.from({ length: 20 }, (_, index) => `s${index}`);
    const shown = ['s0', 's8', 's16', 's1'];
    const colours = colourSeries(known, shown);
    expect(colours.get('s0')).toBe(0);
    expect(new Set(colours.values()).size).toBe(shown.length);
  });
});

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

describe('axes', () => {
  it('label money with the digits its steps need', () => {
    const labels = (dollars: number) =>
      layoutValueAxis(dollars * 1e8, 200, 'cost').ticks.map(({ label }) => label);
    expect(labels(7.3)).toEqual(['$0', '$2', '$4', '$6', '$8']);
    expect(labels(0.34)).toEqual(['$0', '$0.10', '$0.20', '$0.30', '$0.40']);
    expect(labels(0.0034)).toEqual(['$0', '$0.001', '$0.002', '$0.003', '$0.004']);
    expect(labels(3100).at(-1)).toBe('$4k');
    expect(labels(0)).toEqual(['$0']);
    expect(layoutValueAxis(1_900_000, 200, 'tokens').ticks.at(-1)?.label).toBe('2 M');
  });

  it('never repeat a label', () => {
    for (const dollars of [0.00002, 0.013, 0.6, 1, 2.2, 5, 49, 1234, 99_999, 4_000_000]) {
      const labels = layoutValueAxis(dollars * 1e8, 300, 'cost').ticks.map(({ label }) => label);
      expect(new Set(labels).size).toBe(labels.length);
    }
  });

  it('tell days in UTC and hours by the viewer’s clock', () => {
    const at = Date.UTC(2026, 10, 21, 0);
    const west = 'America/Los_Angeles';
    expect(nameBucket({ from: at, to: at + DAY_MS }, 'day', west)).toBe('Sat 21 Nov');
    expect(nameBucket({ from: at, to: at + HOUR_MS }, 'hour', west)).toBe(
      'Fri 20 Nov, 16:00–17:00',
    );
    expect(nameBucket({ from: at - 400 * DAY_MS, to: at }, 'day', 'UTC', { from: at })).toBe(
      'Fri 17 Oct 2025',
    );
    expect(nameSpan(at - 400 * DAY_MS, at, 'UTC')).toBe('17 Oct 2025 – 21 Nov 2026');
    expect(nameSpan(at, at + HOUR_MS, 'UTC')).toBe('21 Nov');
  });

  it('leave room between time labels', () => {
    for (const [grain, length, count] of [
      ['hour', HOUR_MS, 24],
      ['hour', HOUR_MS, 168],
      ['hour', HOUR_MS, 720],
      ['day', DAY_MS, 30],
      ['day', DAY_MS, 396],
    ] as const) {
      const columns = Array.from({ length: count }, (_, index) => ({
        from: TODAY + index * length,
      }));
      for (const width of [172, 300, 820]) {
        const ticks = pickTimeTicks(columns, grain, 'Asia/Kolkata', width);
        const step = width / count;
        ticks.slice(1).forEach((tick, index) => {
          expect((tick.index - (ticks[index]?.index ?? 0)) * step).toBeGreaterThanOrEqual(42);
        });
        if (grain === 'day') expect(ticks.length).toBeGreaterThan(0);
      }
    }
  });

  it('rule a staff in round steps, however far over', () => {
    for (const percent of [0, 82, 100, 117, 240, 2861, 123_456, 9e9]) {
      const { end, ticks } = scalePercent(percent);
      expect(end).toBeGreaterThanOrEqual(Math.max(100, percent));
      expect(ticks.length).toBeLessThan(140);
      expect(ticks.filter(({ label }) => label).length).toBeGreaterThan(1);
    }
  });

  it('rule a staff of money in round dollars from zero, a few of them told', () => {
    for (const dollars of [0.003, 0.4, 7, 203, 1718, 98_000, 4e6]) {
      const { end, ticks } = scaleMoney(dollars * MICROCENTS_PER_DOLLAR);
      expect(end).toBeGreaterThan(dollars * MICROCENTS_PER_DOLLAR);
      expect(ticks.every(({ at }) => at <= end)).toBe(true);
      const labels = ticks.flatMap(({ label }) => label ?? []);
      expect(labels.length).toBeGreaterThan(1);
      expect(labels.length).toBeLessThan(8);
      expect(new Set(labels).size).toBe(labels.length);
    }
    expect(scaleMoney(203 * MICROCENTS_PER_DOLLAR).ticks[5]).toEqual({
      at: 50 * MICROCENTS_PER_DOLLAR,
      size: 'major',
      label: '$50',
    });
  });
});
