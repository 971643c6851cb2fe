import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivePace } from '../../../src-main/core/snapshot/derive-pace.js';
import { DAY_MS } from '../../../src-main/shared/units.js';
import { seeded } from '../../fakes/arbitraries.js';
import { at } from '../../fakes/figures.js';

const FROM = at('2026-11-15T10:59:00Z');
const WEEK = { from: FROM, to: FROM + 7 * DAY_MS };
const passedAt = (share: number) => FROM + share * 7 * DAY_MS;

describe('pace', () => {
  it.each([
    [50, 50, 'on pace'],
    [50, 51.4, 'on pace'],
    [50, 48.6, 'on pace'],
    [50, 51.5, '2 % over pace'],
    [50, 48.5, '2 % in reserve'],
    [50, 61, '11 % over pace'],
    [50, 44, '6 % in reserve'],
    [3, 3, 'on pace'],
    [100, 100, 'on pace'],
    [60, 0, '60 % in reserve'],
    [40, 150, '110 % over pace'],
  ])('at %f %% of the week with %f %% used: %s', (passed, percent, words) => {
    const pace = derivePace(WEEK, passedAt(passed / 100), percent);
    expect(pace.words).toBe(words);
    expect(pace.expectedPercent).toBeCloseTo(passed, 9);
    expect(pace.pointsOver).toBeCloseTo(percent - passed, 9);
  });

  it('says nothing before 3 % of the window, however much is used', () => {
    const pace = derivePace(WEEK, passedAt(0.0299), 60);
    expect(pace).toMatchObject({ words: null, runsOutAt: null });
    expect(pace.pointsOver).toBeCloseTo(57.01, 6);
  });

  it('without a percentage there is nothing to compare', () => {
    const pace = derivePace(WEEK, passedAt(0.5), null);
    expect(pace).toEqual({
      expectedPercent: 50,
      pointsOver: null,
      words: null,
      runsOutAt: null,
    });
  });

  it('twice the even pace runs out after half the window', () => {
    expect(derivePace(WEEK, passedAt(0.25), 50).runsOutAt).toBe(passedAt(0.5));
  });

  it.each([
    ['on an even pace', 50],
    ['in reserve', 20],
    ['unused', 0],
    ['used up already', 100],
    ['over the limit', 130],
  ])('does not run out when %s', (_, percent) => {
    expect(derivePace(WEEK, passedAt(0.5), percent).runsOutAt).toBeNull();
  });

  it('what runs out does so after now and before the reset, for any use', () => {
    const share = fc.double({ min: 0.03, max: 1, noNaN: true });
    const percent = fc.double({ min: 0, max: 300, noNaN: true });
    fc.assert(
      fc.property(share, percent, (passed, used) => {
        const now = Math.round(passedAt(passed));
        const { runsOutAt } = derivePace(WEEK, now, used);
        if (runsOutAt === null) return;
        expect(runsOutAt).toBeGreaterThanOrEqual(now);
        expect(runsOutAt).toBeLessThanOrEqual(WEEK.to);
        expect(Number.isInteger(runsOutAt)).toBe(true);
      }),
      seeded,
    );
  });

  it('outside the window the expected share stays within 0 and 100', () => {
    expect(derivePace(WEEK, FROM - 1, 5).expectedPercent).toBe(0);
    expect(derivePace(WEEK, WEEK.to + 1, 5).expectedPercent).toBe(100);
  });
});
