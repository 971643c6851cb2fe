import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekWindow } from '../../../src-main/core/limits/week-window.js';
import { derivePace } from '../../../src-main/core/snapshot/derive-pace.js';
import type { Outlook } from '../../../src-main/shared/outlook.js';
import { DAY_MS, HOUR_MS, type Instant, type Span } from '../../../src-main/shared/units.js';
import { seeded } from '../../fakes/arbitraries.js';
import { at } from '../../fakes/figures.js';

const FROM = at('2026-11-15T10:59:00Z');
const WEEK = { from: FROM, to: FROM + 7 * DAY_MS };
const OSLO = {
  weeklyResetWeekday: 1,
  weeklyResetTime: '08:00',
  weeklyResetZone: 'Europe/Oslo',
} as const;
/** Weeks of 167, 168 and 169 hours, and one that begins within an hour. */
const someWeek = fc
  .constantFrom('2027-03-28T12:00:00Z', '2026-11-21T20:00:00Z', '2026-10-25T12:00:00Z')
  .map((when) => weekWindow(at(when), OSLO))
  .chain((week) => fc.constantFrom(week, WEEK));
const share = fc.double({ min: 0.03, max: 1, noNaN: true });
const percent = fc.double({ min: 0, max: 300, noNaN: true });
const paceOf = (window: Span, at: Instant, percent: number | null) =>
  derivePace({ window, at, percent, outlook: 'even-pace' });
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
    const pace = paceOf(WEEK, passedAt(passed / 100), percent);
    expect(pace.words).toBe(words);
    expect(pace.expectedPercent).toBeCloseTo(passed, 9);
    expect(pace.pointsOver).toBeCloseTo(percent - passed, 9);
  });

  it('says nothing before 3 % of the window, however much is used', () => {
    const pace = paceOf(WEEK, passedAt(0.0299), 60);
    expect(pace).toMatchObject({ words: null, runsOutAt: null });
    expect(pace.pointsOver).toBeCloseTo(57.01, 6);
  });

  it('without a percentage there is nothing to compare', () => {
    const pace = paceOf(WEEK, passedAt(0.5), null);
    expect(pace).toEqual({
      expectedPercent: 50,
      pointsOver: null,
      words: null,
      outlook: null,
      runsOutAt: null,
    });
  });

  it('twice the even pace runs out after half the window', () => {
    expect(paceOf(WEEK, passedAt(0.25), 50).runsOutAt).toBe(passedAt(0.5));
  });

  it.each([
    ['on an even pace', 50, 'lasts'],
    ['in reserve', 20, 'lasts'],
    ['unused', 0, 'lasts'],
    ['used up already', 100, null],
    ['over the limit', 130, null],
  ])('does not run out when %s', (_, percent, outlook) => {
    const pace = paceOf(WEEK, passedAt(0.5), percent);
    expect(pace).toMatchObject({ runsOutAt: null, outlook });
  });

  it('by usual hours comes before that of an even pace, and is not told where they are unknown', () => {
    const at = passedAt(0.8);
    const usual = (outlook: Outlook | null) =>
      derivePace({ window: WEEK, at: passedAt(0.5), percent: 82, outlook });
    expect(paceOf(WEEK, passedAt(0.5), 82).outlook).toBe('runs out');
    expect(usual({ words: 'lasts' })).toMatchObject({ outlook: 'lasts', runsOutAt: null });
    expect(usual({ words: 'may run out', at })).toMatchObject({
      words: '32 % over pace',
      outlook: 'may run out',
      runsOutAt: at,
    });
    expect(usual(null)).toMatchObject({ outlook: null, runsOutAt: null });
  });

  it('what runs out does so from now on and before the reset, in weeks of any length', () => {
    fc.assert(
      fc.property(someWeek, share, percent, (week, passed, used) => {
        const now = Math.round(week.from + passed * (week.to - week.from));
        const { runsOutAt } = paceOf(week, now, used);
        if (runsOutAt === null) return;
        expect(runsOutAt).toBeGreaterThanOrEqual(now);
        expect(runsOutAt).toBeLessThan(week.to);
        expect(Number.isInteger(runsOutAt)).toBe(true);
      }),
      seeded,
    );
  });

  it('the more is used the sooner it runs out', () => {
    const below100 = fc.double({ min: 0, max: 99.9, noNaN: true });
    fc.assert(
      fc.property(someWeek, share, below100, below100, (week, passed, one, other) => {
        const now = week.from + passed * (week.to - week.from);
        const runOut = (used: number) => paceOf(week, now, used).runsOutAt ?? week.to;
        expect(runOut(Math.max(one, other))).toBeLessThanOrEqual(runOut(Math.min(one, other)));
      }),
      seeded,
    );
  });

  it('it runs out when the same rate has used all of it', () => {
    fc.assert(
      fc.property(someWeek, share, percent, (week, passed, used) => {
        const now = week.from + passed * (week.to - week.from);
        const { runsOutAt } = paceOf(week, now, used);
        if (runsOutAt === null) return;
        const perMs = used / (now - week.from);
        expect(perMs * (runsOutAt - week.from)).toBeCloseTo(100, 4);
      }),
      seeded,
    );
  });

  it.each([
    ['the clock goes forward', '2027-03-28T12:00:00Z', 167],
    ['the clock goes back', '2026-10-25T12:00:00Z', 169],
  ])('half of a week in which %s is half of its real hours', (_, when, hours) => {
    const week = weekWindow(at(when), OSLO);
    expect((week.to - week.from) / HOUR_MS).toBe(hours);
    const middle = week.from + (hours / 2) * HOUR_MS;
    expect(paceOf(week, middle, 50)).toEqual({
      expectedPercent: 50,
      pointsOver: 0,
      words: 'on pace',
      outlook: 'lasts',
      runsOutAt: null,
    });
    const quarter = week.from + (hours / 4) * HOUR_MS;
    expect(paceOf(week, quarter, 50).runsOutAt).toBe(middle);
  });

  it('outside the window the expected share stays within 0 and 100', () => {
    expect(paceOf(WEEK, FROM - 1, 5).expectedPercent).toBe(0);
    expect(paceOf(WEEK, WEEK.to + 1, 5).expectedPercent).toBe(100);
  });
});
