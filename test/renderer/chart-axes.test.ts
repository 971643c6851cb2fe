import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MICROCENTS_PER_DOLLAR } from '../../src-main/shared/units.js';
import { scaleMoney, scalePercent } from '../../src-renderer/charts/staff-scale.js';
import { nameBucket, nameSpan, pickTimeTicks } from '../../src-renderer/charts/time-axis.js';
import { layoutValueAxis } from '../../src-renderer/charts/value-axis.js';
import { NOW } from '../fixtures/snapshots.js';

const TODAY = NOW - (NOW % DAY_MS);

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
