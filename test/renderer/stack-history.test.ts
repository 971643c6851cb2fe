import { describe, expect, it } from 'vitest';
import type { History, HistoryQuery, HistoryRow } from '../../src-main/shared/history.js';
import { DAY_MS } from '../../src-main/shared/units.js';
import { NO_TOKENS } from '../../src-main/shared/usage.js';
import { drawSteps } from '../../src-renderer/charts/bar-geometry.js';
import { decimate } from '../../src-renderer/charts/decimate.js';
import { layoutChart } from '../../src-renderer/charts/layout-chart.js';
import { colourSeries, rememberSeries } from '../../src-renderer/charts/series-colours.js';
import { type Column, stackHistory } from '../../src-renderer/charts/stack-history.js';
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
