import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastMonth } from '../../../src-main/core/forecast/forecast-month.js';
import { hourlyCosts } from '../../../src-main/core/forecast/hourly-costs.js';
import { utcMonth } from '../../../src-main/core/usage/utc-month.js';
import { DAY_MS, floorHour, HOUR_MS } from '../../../src-main/shared/units.js';
import { seeded } from '../../fakes/arbitraries.js';
import { at } from '../../fakes/figures.js';
import { simulateHours } from './simulate-hours.js';

type CostOf = (hour: number) => number | null;

const costsBetween = (from: number, to: number, costOf: CostOf) => {
  const costs = new Map<number, number | null>();
  for (let hour: number = floorHour(from); hour < to; hour += HOUR_MS)
    costs.set(hour, costOf(hour));
  return costs;
};
const forecastAt = (now: number, costs: ReadonlyMap<number, number | null>) =>
  forecastMonth(hourlyCosts(costs), utcMonth(now), now);

const NOW = at('2026-11-12T10:00:00Z');
/** Hours of November. */
const ALL = 30 * 24;
const weekdayHours = (hour: number) => (new Date(hour).getUTCDay() % 6 === 0 ? 0 : 1000);

describe('the forecast of a month', () => {
  it('of a steady cost is that cost, at any time of any month', () => {
    const month = fc.integer({ min: 0, max: 47 }).map((index) => Date.UTC(2025, index, 1));
    const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    fc.assert(
      fc.property(month, share, (start, passed) => {
        const { from, to } = utcMonth(start);
        const now = Math.min(Math.floor(from + passed * (to - from)), to - 1);
        const costs = costsBetween(now - 40 * DAY_MS, now, (hour) =>
          Math.round(3600 * Math.min(1, (now - hour) / HOUR_MS)),
        );
        const whole = ((to - from) / HOUR_MS) * 3600;
        const forecast = forecastAt(now, costs);
        expect(Math.abs((forecast?.microcents ?? 0) - whole)).toBeLessThan(2);
        expect(forecast?.low).toBeLessThanOrEqual(whole + 1);
        expect(forecast?.high).toBeGreaterThanOrEqual(whole - 1);
      }),
      { ...seeded, numRuns: 60 },
    );
  });

  it('counts the weekdays that are left, not the days', () => {
    const costs = costsBetween(NOW - 84 * DAY_MS, NOW, weekdayHours);
    // November 2026 has 21 weekdays.
    const whole = 21 * 24 * 1000;
    const forecast = forecastAt(NOW, costs)?.microcents ?? 0;
    expect(Math.abs(forecast / whole - 1)).toBeLessThan(0.04);
  });

  it('tells weekends from weekdays once two of each were held', () => {
    const now = at('2026-11-15T00:00:00Z');
    const costs = costsBetween(now - 14 * DAY_MS, now, weekdayHours);
    const weekend = forecastMonth(
      hourlyCosts(costs),
      { from: now - DAY_MS, to: now + 7 * DAY_MS },
      now,
    );
    const forecast = weekend?.microcents ?? 0;
    expect(Math.abs(forecast / (5 * 24 * 1000) - 1)).toBeLessThan(0.1);
    const nextSaturday = { from: now + 6 * DAY_MS, to: now + 7 * DAY_MS };
    expect(forecastMonth(hourlyCosts(costs), nextSaturday, now)?.microcents).toBeLessThan(
      0.2 * 24 * 1000,
    );
  });

  it('follows the level of the last weeks and not that of long ago', () => {
    const risen = NOW - 21 * DAY_MS;
    const costs = costsBetween(NOW - 200 * DAY_MS, NOW, (hour) => (hour < risen ? 1000 : 2000));
    const forecast = forecastAt(NOW, costs)?.microcents ?? 0;
    expect(forecast).toBeGreaterThan(0.9 * ALL * 2000);
    expect(forecast).toBeLessThan(1.15 * ALL * 2000);
  });

  it.each([
    ['growth', 0.06],
    ['decline', -0.06],
  ])('carries a steady %s on', (_, weekly) => {
    const costOf = (hour: number) =>
      Math.round(1_000_000 * Math.exp((weekly * (hour - NOW)) / (7 * DAY_MS)));
    const { from, to } = utcMonth(NOW);
    let actual = 0;
    for (const [hour, cost] of costsBetween(from, to, costOf))
      if (hour >= from) actual += cost ?? 0;
    const forecast = forecastAt(NOW, costsBetween(NOW - 120 * DAY_MS, NOW, costOf));
    expect(Math.abs((forecast?.microcents ?? 0) / actual - 1)).toBeLessThan(0.06);
    expect(forecast?.low).toBeLessThanOrEqual(actual);
    expect(forecast?.high).toBeGreaterThanOrEqual(actual);
  });

  it('its range holds the forecast even where everything was more than expected so far', () => {
    const now = at('2026-11-28T10:00:00Z');
    const costs = costsBetween(now - 120 * DAY_MS, now, (hour) =>
      Math.round(1_000_000 * Math.exp((0.4 * (hour - now)) / (7 * DAY_MS))),
    );
    const { low, microcents, high } = forecastAt(now, costs) ?? expect.unreachable();
    expect(low).toBe(microcents);
    expect(high).toBeGreaterThan(microcents);
  });

  it('one wild day is spent, and is no new level', () => {
    const wild = NOW - 3 * DAY_MS;
    const costOf = (hour: number) => (hour >= wild && hour < wild + DAY_MS ? 20_000 : 1000);
    const forecast = forecastAt(NOW, costsBetween(NOW - 90 * DAY_MS, NOW, costOf));
    const spentOnIt = 24 * 19_000;
    expect(forecast?.microcents).toBeGreaterThan(ALL * 1000 + spentOnIt);
    expect(forecast?.microcents).toBeLessThan(1.35 * ALL * 1000 + spentOnIt);
  });

  it('of nothing used is nothing, for sure', () => {
    const costs = costsBetween(NOW - 60 * DAY_MS, NOW, () => 0);
    expect(forecastAt(NOW, costs)).toEqual({ microcents: 0, low: 0, high: 0 });
  });

  it.each([
    [239, null],
    [240, ALL * 1000],
  ])('needs ten days: with %i hours held it is %s', (hours, expected) => {
    const costs = costsBetween(NOW - hours * HOUR_MS, NOW, () => 1000);
    expect(forecastAt(NOW, costs)?.microcents ?? null).toBe(expected);
  });

  it('hours before the very first use do not make ten days', () => {
    const begun = NOW - 9 * DAY_MS;
    const costs = costsBetween(NOW - 300 * DAY_MS, NOW, (hour) => (hour < begun ? 0 : 1000));
    expect(forecastAt(NOW, costs)).toBeNull();
    expect(forecastAt(NOW, new Map())).toBeNull();
  });

  it('a gap is expected to have cost what such hours cost', () => {
    const gap = { from: at('2026-11-04T00:00:00Z'), to: at('2026-11-07T12:00:00Z') };
    const costs = costsBetween(NOW - 60 * DAY_MS, NOW, (hour) =>
      hour >= gap.from && hour < gap.to ? null : 1000,
    );
    expect(forecastAt(NOW, costs)?.microcents).toBe(ALL * 1000);
  });

  it('a month whose first days are before all that is held is filled up alike', () => {
    const now = at('2026-11-25T10:00:00Z');
    expect(
      forecastAt(
        now,
        costsBetween(now - 14 * DAY_MS, now, () => 1000),
      )?.microcents,
    ).toBe(ALL * 1000);
  });

  it('hours since the last fetch are not read as zero, across the edge of the month too', () => {
    const now = at('2026-11-02T10:00:00Z');
    const until = at('2026-10-30T09:00:00Z');
    const costs = costsBetween(now - 60 * DAY_MS, until, () => 1000);
    expect(forecastAt(now, costs)?.microcents).toBe(ALL * 1000);
    expect(forecastAt(until + 8 * DAY_MS, costs)).toBeNull();
  });

  it('is never below what is spent, and its range holds it', () => {
    const cost = fc.oneof(fc.constant(null), fc.constant(0), fc.nat(1_000_000_000));
    const history = fc.array(cost, { minLength: 240, maxLength: 700 });
    fc.assert(
      fc.property(history, fc.nat(40 * DAY_MS), (values, shift) => {
        const now = NOW + shift;
        const costs = new Map(
          values.map((value, index) => [floorHour(now) - index * HOUR_MS, value]),
        );
        const forecast = forecastAt(now, costs);
        if (!forecast) return;
        const { from } = utcMonth(now);
        let spent = 0;
        for (const [hour, value] of costs) if (hour >= from) spent += value ?? 0;
        const { low, microcents, high } = forecast;
        expect([low, microcents, high].every(Number.isSafeInteger)).toBe(true);
        expect(low).toBeGreaterThanOrEqual(spent);
        expect(microcents).toBeGreaterThanOrEqual(low);
        expect(high).toBeGreaterThanOrEqual(microcents);
      }),
      { ...seeded, numRuns: 60 },
    );
  });

  it('at the last second of the month is what was spent', () => {
    const { from, to } = utcMonth(NOW);
    const costs = simulateHours('mixed', { from: from - 60 * DAY_MS, to }, 1);
    let spent = 0;
    for (const [hour, cost] of costs) if (hour >= from) spent += cost;
    const forecast = forecastAt(to - 1000, costs);
    for (const figure of [forecast?.low, forecast?.microcents, forecast?.high]) {
      expect(Math.abs((figure ?? 0) / spent - 1)).toBeLessThan(0.0001);
    }
  });

  it('is the surer the more of the month has passed', () => {
    const { from, to } = utcMonth(NOW);
    const organizations = [1, 2, 3, 4, 5, 6].map((seed) =>
      simulateHours('work week', { from: from - 200 * DAY_MS, to }, seed),
    );
    const widthAt = (now: number) => {
      const widths = organizations.map((costs) => {
        const held = new Map([...costs].filter(([hour]) => hour < now));
        const { low = 0, high = 0, microcents = 1 } = forecastAt(now, held) ?? {};
        return (high - low) / microcents;
      });
      return widths.reduce((sum, width) => sum + width, 0) / widths.length;
    };
    const [first = 0, middle = 0, last = 0] = [from + HOUR_MS, from + 15 * DAY_MS, to - DAY_MS].map(
      widthAt,
    );
    expect(middle).toBeLessThan(0.8 * first);
    expect(last).toBeLessThan(0.3 * middle);
    expect(last).toBeGreaterThan(0);
  });
});
