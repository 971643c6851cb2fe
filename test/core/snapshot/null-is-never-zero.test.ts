import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { at, fetched, hourAt, hourTotal, tokens, usd } from '../../fakes/figures.js';
import { derive, held, MONTH, noCoverage, OPEN, without } from './derive-with.js';

describe('null is never zero', () => {
  it('before anything is held every figure is unknown', () => {
    const { week, today, month, last24Hours } = derive({
      held: held({ coverage: noCoverage }),
      limit: usd(10),
    });
    expect(week).toMatchObject({
      spent: { microcents: null, basis: null },
      percent: null,
      tokens: null,
      cacheEfficiency: null,
    });
    expect(week.pace).toMatchObject({ pointsOver: null, words: null, runsOutAt: null });
    expect(today).toMatchObject({
      cost: { microcents: null, basis: null },
      utcDay: { reportedMicrocents: null, estimatedMicrocents: null },
      lastHour: { microcents: null },
    });
    expect(month).toMatchObject({ cost: { microcents: null }, reportedThrough: null });
    expect(last24Hours).toHaveLength(24);
    expect(last24Hours.every((hour) => hour.microcents === null)).toBe(true);
  });

  it('hours that were fetched and hold no use are a known zero', () => {
    const { week, today, month } = derive({ limit: usd(10) });
    expect(week).toMatchObject({ spent: { microcents: 0 }, percent: 0, cacheEfficiency: null });
    expect(week.tokens?.total).toBe(0);
    expect(today.cost.microcents).toBe(0);
    expect(today.utcDay.estimatedMicrocents).toBe(0);
    expect(month.cost.microcents).toBe(0);
  });

  it('use without a price is unknown in the week, today, the UTC day and its hour', () => {
    const unpriced = held({ hours: [hourTotal(OPEN, null)] });
    const { week, today, last24Hours } = derive({ held: unpriced, limit: usd(10) });
    expect(week).toMatchObject({ spent: { microcents: null }, percent: null });
    expect(week.tokens?.total).toBe(1000);
    expect(today.cost.microcents).toBeNull();
    expect(today.utcDay.estimatedMicrocents).toBeNull();
    expect(today.lastHour.microcents).toBeNull();
    expect(last24Hours.at(-1)).toMatchObject({ start: OPEN, microcents: null, basis: null });
  });

  it('unpriced use in the hour that the reset cuts is not a known zero of the new week', () => {
    const now = at('2026-11-22T11:30:00Z');
    const cut = hourAt('2026-11-22T10:00:00Z');
    const coverage = {
      ...noCoverage,
      hours: fetched(MONTH, cut + 2 * HOUR_MS, HOUR_MS, now),
      minuteHours: fetched(cut, cut + HOUR_MS, HOUR_MS, now),
    };
    const minute = (index: number) =>
      new Map([
        [cut as number, [hourTotal(cut + index * MINUTE_MS, null, tokens({ output: 60 }))]],
      ]);
    const hours = [hourTotal(cut, null, tokens({ output: 60 }))];
    const figure = (index: number) =>
      derive({ now, held: held({ hours, coverage, minutes: minute(index) }) }).week.spent
        .microcents;
    expect(figure(59)).toBeNull();
    expect(figure(58)).toBe(0);
  });

  it('a partly fetched span without use is not zero', () => {
    const { week } = derive({ held: held({ coverage: without(OPEN - DAY_MS) }) });
    expect(week.spent).toMatchObject({ microcents: null, provenance: { isComplete: false } });
  });
});
