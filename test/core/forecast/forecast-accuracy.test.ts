import { describe, expect, it } from 'vitest';
import { KINDS } from './simulate-hours.js';
import { summarize, tryForecast } from './try-forecast.js';

// The constants of the forecast were chosen on other seeds.
const SEEDS = Array.from({ length: 60 }, (_, index) => 80_000 + index);
const outcomes = KINDS.flatMap((kind) => SEEDS.map((seed) => tryForecast(kind, seed)));

describe('the forecast of simulated organizations', () => {
  it('holds the truth in 72 to 90 of 100 cases, and is not absurdly wide', () => {
    const all = summarize(outcomes);
    expect(all.cases).toBe(540);
    expect(all.held).toBeGreaterThan(0.72);
    expect(all.held).toBeLessThan(0.9);
    expect(all.width).toBeLessThan(0.45);
  });

  it('is nearer to the truth than the pace so far', () => {
    const all = summarize(outcomes);
    expect(all.error).toBeLessThan(0.87 * all.naiveError);
    expect(all.error).toBeLessThan(0.09);
  });

  it.each([
    ['first', 0, 1 / 3, 0.7, 0.75],
    ['second', 1 / 3, 2 / 3, 0.45, 1.1],
    ['last', 2 / 3, 1, 0.25, 0.95],
  ])('in the %s third of a month too', (_, from, to, width, share) => {
    const third = summarize(outcomes.filter(({ passed }) => passed >= from && passed < to));
    expect(third.held).toBeGreaterThan(0.72);
    expect(third.held).toBeLessThan(0.92);
    expect(third.width).toBeLessThan(width);
    expect(third.error).toBeLessThan(share * third.naiveError);
  });

  it.each(KINDS)('of the kind "%s" it holds the truth in 64 to 95 of 100 cases', (kind) => {
    const own = summarize(outcomes.filter((outcome) => outcome.kind === kind));
    expect(own.held).toBeGreaterThan(0.64);
    expect(own.held).toBeLessThan(0.95);
  });

  it('of organizations that are new it holds the truth as often', () => {
    const young = summarize(outcomes.filter(({ days }) => days < 38));
    expect(young.held).toBeGreaterThan(0.72);
    expect(young.held).toBeLessThan(0.92);
  });
});
