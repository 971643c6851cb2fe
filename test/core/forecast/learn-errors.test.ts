import { describe, expect, it } from 'vitest';
import { hourIndex, hourlyCosts } from '../../../src-main/core/forecast/hourly-costs.js';
import { learnErrors } from '../../../src-main/core/forecast/learn-errors.js';
import { DAY_MS } from '../../../src-main/shared/units.js';
import { at } from '../../fakes/figures.js';
import { simulateHours } from './simulate-hours.js';

const FROM = at('2026-03-01T00:00:00Z');
const END = at('2026-07-15T00:00:00Z');
const held = simulateHours('spiky', { from: FROM, to: END + 40 * DAY_MS }, 7);

const errorsOf = (costs: ReadonlyMap<number, number>, hours: number) => {
  const hourly = hourlyCosts(costs);
  return learnErrors(hourly, hourIndex(hourly, FROM), hourIndex(hourly, END), hours);
};

describe('what past errors say', () => {
  it('nothing from the moment on is looked at', () => {
    const changed = new Map([...held].map(([hour, cost]) => [hour, hour < END ? cost : 9 * cost]));
    for (const hours of [5, 100, 400]) {
      expect(errorsOf(changed, hours)).toEqual(errorsOf(held, hours));
    }
  });

  it('an organization that never surprises has a narrow range, a wild one a wide one', () => {
    const steady = new Map([...held.keys()].map((hour) => [hour, 1000]));
    const calm = errorsOf(steady, 24);
    expect(calm.low).toBeGreaterThan(0.95);
    expect(calm.high).toBeLessThan(1.05);
    const wild = errorsOf(held, 24);
    expect(wild.low).toBeLessThan(0.7);
    expect(wild.high).toBeGreaterThan(1.3);
  });

  it('moments in a row count as one: long horizons need a longer past to be sure', () => {
    const steady = new Map([...held.keys()].map((hour) => [hour, 1000]));
    const days = new Map([...steady].filter(([hour]) => hour >= END - 40 * DAY_MS && hour < END));
    const hourly = hourlyCosts(days);
    const end = hourIndex(hourly, END);
    const widthOf = (hours: number) => {
      const { low, high } = learnErrors(hourly, end - 960, end, hours);
      return high - low;
    };
    expect(widthOf(24)).toBeLessThan(0.2);
    expect(widthOf(480)).toBeGreaterThan(0.5);
  });

  it('a stretch of which much is not held says nothing', () => {
    const wild = { from: END - 30 * DAY_MS, to: END - 20 * DAY_MS };
    const costOf = (hour: number) => (hour >= wild.from && hour < wild.to ? 90_000 : 1000);
    const some = [...held.keys()].filter(
      // Of the wild days only the first hour of each is held.
      (hour) => costOf(hour) === 1000 || hour % DAY_MS === 0,
    );
    const calm = errorsOf(new Map(some.map((hour) => [hour, 1000])), 24);
    const gaps = errorsOf(new Map(some.map((hour) => [hour, costOf(hour)])), 24);
    expect(gaps.high).toBeLessThan(calm.high * 1.05);
  });

  it('without a past the range is a wide one', () => {
    const few = new Map([...held].filter(([hour]) => hour >= END - 10 * DAY_MS && hour < END));
    const hourly = hourlyCosts(few);
    const end = hourIndex(hourly, END);
    const { low, high } = learnErrors(hourly, end - 240, end, 240);
    expect(low).toBeLessThan(0.75);
    expect(high).toBeGreaterThan(1.3);
    expect(low * high).toBeCloseTo(1, 2);
  });
});
