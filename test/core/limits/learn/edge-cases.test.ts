import { describe, expect, it } from 'vitest';
import { learn } from '../../../../src-main/core/limits/learn/learn.js';
import { DAY_MS, HOUR_MS } from '../../../../src-main/shared/units.js';
import {
  dollars,
  hit,
  learnWeek,
  limitOf,
  NO_USAGE,
  quiet,
  reading,
  weekStart,
} from './records.js';

describe('odd evidence', () => {
  it.each([0, 1])('a first reading of %d % is a weak bound only', (pct) => {
    const learned = learnWeek([reading(0, pct, 2)]);
    expect(learned).toMatchObject({ limit: null, confidence: null });
    expect(learned.atLeast).toEqual({ usd: 2 });
    // It counts once something says where the limit is.
    const above = learnWeek([reading(0, 0, 2), reading(1, 50, 100)]);
    expect(limitOf(above).median).toBeGreaterThan(limitOf(learnWeek([reading(1, 50, 50)])).median);
  });

  it('a reading of 100 % without a hit is an upper bound', () => {
    const alone = limitOf(learnWeek([reading(0, 100, 40)]));
    expect(alone.high).toBeLessThan(42);
    expect(alone.high / alone.low).toBeGreaterThan(2);
    const above = limitOf(learnWeek([quiet(0, 30), reading(1, 100, 40)]));
    expect(above.low).toBeGreaterThan(alone.low);
    expect(above.high).toBeLessThan(50);
  });

  it('a reading with no use that is visible here teaches nothing', () => {
    const known = learnWeek([hit(0, 40)], weekStart(2));
    const blind = [reading(1, 50, 0), reading(1, 55, 0, { id: 'none', used: null })];
    const learned = learnWeek([hit(0, 40), ...blind], weekStart(2));
    expect(limitOf(learned).median).toBeCloseTo(limitOf(known).median, 1);
    expect(learned.counts).toEqual({ hits: 1, readings: 0, quiet: 0 });
    expect(learnWeek(blind, weekStart(2))).toMatchObject({ state: 'none', limit: null });
  });

  it('amounts beyond all limits, or a percentage that may be anything, teach nothing', () => {
    for (const record of [hit(0, 1e300), hit(0, 1e-300), reading(0, 50, 10, { half: 60 })]) {
      expect(learnWeek([record])).toMatchObject({ state: 'none', limit: null });
    }
    const known = limitOf(learnWeek([hit(0, 40)]));
    expect(limitOf(learnWeek([hit(0, 40), hit(1, 1e300)])).median).toBeCloseTo(known.median, 1);
  });

  it('readings of one window that disagree are both kept, and the odd one is told of', () => {
    const steady = [0, 1, 2].map((week) => reading(week, 50, 20));
    const right = reading(3, 50, 20, { id: 'right', source: 'statusline' });
    const typo = reading(3, 5, 20, { id: 'typo' });
    const learned = learnWeek([...steady, right, typo, reading(4, 50, 20)]);
    expect(learned.outliers).toEqual(['typo']);
    expect(learned.counts.readings).toBe(6);
    expect(limitOf(learned).median).toBeGreaterThan(37);
    expect(limitOf(learned).median).toBeLessThan(43);
  });

  it('a hit far below the earlier limit widens the interval at once when it was recorded', () => {
    const before = [0, 1, 2].map((week) => hit(week, 40));
    const sure = limitOf(learnWeek(before));
    const recorded = limitOf(learnWeek([...before, hit(3, 20)]));
    expect(sure.high / sure.low).toBeLessThan(1.3);
    expect(recorded.high / recorded.low).toBeGreaterThan(1.7);
  });

  it('a hit far below that was only claimed needs a second one', () => {
    const before = [0, 1, 2].map((week) => hit(week, 40));
    const claim = (week: number) => hit(week, 20, { source: 'manual' });
    const once = limitOf(learnWeek([...before, claim(3)]));
    expect(once.median).toBeGreaterThan(36);
    const thrice = limitOf(learnWeek([...before, claim(3), claim(4), claim(5)]));
    expect(thrice.median).toBeLessThan(25);
  });

  it('a claimed hit counts less where the window went on without being stopped', () => {
    const claim = hit(0, 10, { source: 'manual' });
    const alone = limitOf(learnWeek([claim], weekStart(1) + HOUR_MS));
    const goneOn = limitOf(learnWeek([claim, quiet(0, 40)], weekStart(1) + HOUR_MS));
    expect(goneOn.median).toBeGreaterThan(alone.high);
  });

  it('use behind a recorded hit is not of the window', () => {
    const known = limitOf(learnWeek([hit(0, 10)], weekStart(2)));
    expect(limitOf(learnWeek([hit(0, 10), quiet(0, 40)], weekStart(2)))).toEqual(known);
  });

  it('a 5-hour hit never teaches the weekly limit, nor that of one family of models', () => {
    const brief = hit(0, 5, { window: 'five_hour', end: weekStart(0) + 5 * HOUR_MS });
    const learned = learn(
      [brief, quiet(0, 30), hit(1, 9, { window: 'weekly:opus' })],
      NO_USAGE,
      weekStart(3),
      {
        timeZone: 'UTC',
      },
    );
    expect(learned.weekly).toMatchObject({ state: 'bound', limit: null, atLeast: { usd: 30 } });
    expect(learned.five_hour.counts.hits).toBe(1);
    expect(learned['weekly:opus']?.counts.hits).toBe(1);
  });

  it('a kind without evidence and without use is left out', () => {
    expect(Object.keys(learn([hit(0, 40)], NO_USAGE, weekStart(1), { timeZone: 'UTC' }))).toEqual([
      'weekly',
    ]);
  });

  it('a quiet window with a part in which hits went unseen says less', () => {
    const above = (isPartlySeen: boolean) =>
      limitOf(learnWeek([hit(0, 40), quiet(1, 60, { isPartlySeen })])).median;
    expect(above(true)).toBeLessThan(above(false));
  });

  it('a difference of readings counts where the start of the window was not covered', () => {
    const since = weekStart(0) + DAY_MS;
    const learned = learnWeek([reading(0, 25, 10, { since, half: 1 })]);
    expect(limitOf(learned).median).toBeCloseTo(40, -0.5);
    expect(learnWeek([reading(0, 4, 1.6, { since, half: 1 })]).limit).toBeNull();
  });

  it('a clock that jumped into the future does not undo what is known', () => {
    const late = reading(40, 50, 20);
    const learned = learnWeek([hit(0, 40), late], weekStart(1));
    expect(limitOf(learned).median).toBeGreaterThan(36);
    expect(limitOf(learned).median).toBeLessThan(44);
  });

  it('a hit that is not settled yet counts with what its hour has so far', () => {
    const fresh = hit(0, 40, { settled: null, used: dollars(36, 40) });
    expect(limitOf(learnWeek([fresh])).median).toBeGreaterThan(38);
    expect(limitOf(learnWeek([fresh])).median).toBeLessThan(41);
  });
});
