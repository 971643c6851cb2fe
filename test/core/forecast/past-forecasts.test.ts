import { describe, expect, it } from 'vitest';
import { forecastMonth } from '../../../src-main/core/forecast/forecast-month.js';
import { hourlyCosts } from '../../../src-main/core/forecast/hourly-costs.js';
import {
  medianErrorPercent,
  pastForecasts,
} from '../../../src-main/core/forecast/past-forecasts.js';
import { utcMonth } from '../../../src-main/core/usage/utc-month.js';
import { DAY_MS, HOUR_MS } from '../../../src-main/shared/units.js';
import { at } from '../../fakes/figures.js';
import { simulateHours } from './simulate-hours.js';

const NOW = at('2026-11-16T00:00:00Z');
const MONTH = utcMonth(NOW);
const SPAN = { from: at('2025-09-01T00:00:00Z'), to: NOW };
const months = (past: ReturnType<typeof pastForecasts>) =>
  past.map(({ month }) => new Date(month).toISOString().slice(0, 7));
const pastOf = (costs: ReadonlyMap<number, number>) =>
  pastForecasts(hourlyCosts(costs), MONTH, NOW);

describe('what the forecast would have said before', () => {
  it('is told of the last twelve whole months, newest first', () => {
    const past = pastOf(simulateHours('mixed', SPAN, 1));
    expect(months(past)).toEqual([
      ...['2026-10', '2026-09', '2026-08', '2026-07', '2026-06', '2026-05'],
      ...['2026-04', '2026-03', '2026-02', '2026-01', '2025-12', '2025-11'],
    ]);
  });

  it('compares with what the month did cost', () => {
    const costs = simulateHours('mixed', SPAN, 2);
    const [october] = pastOf(costs);
    let sum = 0;
    for (const [hour, cost] of costs) {
      if (hour >= at('2026-10-01T00:00:00Z') && hour < MONTH.from) sum += cost;
    }
    expect(october?.actual).toBe(sum);
  });

  it('is what a forecast made then said: the same share of the month had passed', () => {
    const costs = simulateHours('work week', SPAN, 3);
    const then = at('2026-02-15T00:00:00Z');
    const heldThen = new Map([...costs].filter(([hour]) => hour < then));
    const february = utcMonth(then);
    const said = forecastMonth(hourlyCosts(heldThen), february, then)?.microcents;
    expect(pastOf(costs).find(({ month }) => month === february.from)?.forecast).toBe(said);
  });

  it('looks at nothing that came later', () => {
    const costs = simulateHours('spiky', SPAN, 4);
    const moment = at('2026-06-16T00:00:00Z');
    const changed = new Map(
      [...costs].map(([hour, cost]) => [hour, hour < moment ? cost : cost * 7 + 1]),
    );
    const june = (some: ReadonlyMap<number, number>) =>
      pastOf(some).find(({ month }) => month === utcMonth(moment).from);
    expect(june(changed)?.forecast).toBe(june(costs)?.forecast);
    expect(june(changed)?.actual).not.toBe(june(costs)?.actual);
  });

  it('leaves out a month with a missing hour, and one with too little before it', () => {
    const from = at('2026-07-01T00:00:00Z');
    const costs = simulateHours('mixed', { from, to: NOW }, 5);
    costs.delete(at('2026-09-10T05:00:00Z'));
    // Half of July was held by its middle: more than ten days.
    expect(months(pastOf(costs))).toEqual(['2026-10', '2026-08', '2026-07']);
    const early = pastForecasts(hourlyCosts(costs), MONTH, MONTH.from + 8 * DAY_MS);
    expect(months(early)).toEqual(['2026-10', '2026-08']);
  });

  it('the median tells how far off it was; without a month there is none', () => {
    const past = [
      { month: 0, forecast: 110, actual: 100 },
      { month: 0, forecast: 70, actual: 100 },
      { month: 0, forecast: 101, actual: 100 },
      { month: 0, forecast: 5, actual: 0 },
    ];
    expect(medianErrorPercent(past)).toBeCloseTo(10, 9);
    expect(medianErrorPercent(past.slice(0, 2))).toBeCloseTo(20, 9);
    expect(medianErrorPercent([])).toBeNull();
    expect(medianErrorPercent(past.slice(3))).toBeNull();
  });

  it('at the first hour of a month the past is judged at its first hour too', () => {
    const flat = new Map<number, number>();
    for (let hour = SPAN.from; hour < MONTH.from; hour += HOUR_MS) flat.set(hour, 500);
    const past = pastForecasts(hourlyCosts(flat), MONTH, MONTH.from);
    expect(past).toHaveLength(12);
    expect(medianErrorPercent(past)).toBeCloseTo(0, 6);
  });
});
