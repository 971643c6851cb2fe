import { describe, expect, it } from 'vitest';
import { decideWeekPercent } from '../../../src-main/core/snapshot/decide-week-percent.js';
import type { WindowLimit } from '../../../src-main/shared/limits.js';
import { DAY_MS } from '../../../src-main/shared/units.js';
import { learnedWeek, readWeek } from '../../fixtures/window-limits.js';

const NOW = Date.UTC(2026, 10, 21, 14, 22, 40);
const WEEK = { from: NOW - 3 * DAY_MS, to: NOW + 4 * DAY_MS };
const USD = 100_000_000;

const decide = (some: Partial<Parameters<typeof decideWeekPercent>[0]>) => {
  const { figures, ...more } = decideWeekPercent({
    meter: 'api',
    week: WEEK,
    spent: 20 * USD,
    typedMicrocents: null,
    spendLimitMicrocents: null,
    learned: [],
    now: NOW,
    ...some,
  });
  return { ...figures, ...more };
};
const onApi = (limit: WindowLimit): WindowLimit => ({ ...limit, meter: 'api', running: WEEK });
const rough = (limit: WindowLimit): WindowLimit => ({ ...limit, word: 'rough', confidence: 0.4 });

describe('the weekly percentage', () => {
  it('is what Claude said, before all else', () => {
    const said = decide({ learned: [onApi(readWeek)], typedMicrocents: 40 * USD });
    expect(said).toMatchObject({
      percent: 61,
      percentSource: 'reading',
      percentRange: { low: 60.5, high: 62 },
      reading: { pct: 60 },
      limit: { source: 'learned', microcents: 3480e6, low: 3240e6, high: 3790e6 },
    });
  });

  it('is what Claude said, as of when it was said, where what was learned is a rough guess', () => {
    const stands = { percent: { median: 60, low: 59.5, high: 60.5 }, runOutChance: null };
    const said = onApi({ ...readWeek, now: readWeek.now && { ...readWeek.now, ...stands } });
    const guessed = decide({ learned: [rough(said)], typedMicrocents: 40 * USD });
    expect(guessed).toMatchObject({
      percent: 60,
      percentRange: { low: 59.5, high: 60.5 },
      percentSource: 'reading',
      limit: null,
      standsSince: readWeek.now?.reading?.at,
      outlook: 'even-pace',
    });
    expect(decide({ learned: [onApi(readWeek)] })).toMatchObject({
      standsSince: null,
      outlook: { words: 'lasts' },
    });
  });

  it('is learned, before what was typed', () => {
    const learned = decide({ learned: [onApi(learnedWeek)], typedMicrocents: 40 * USD });
    expect(learned).toMatchObject({
      percent: 57.8,
      percentSource: 'learned',
      reading: null,
      limit: { source: 'learned', confidence: 0.82 },
    });
    expect(learned.formula).toContain('2 limit hits, 3 readings and 4 quiet weeks');
  });

  it('is of the typed limit, before a spend limit', () => {
    const typed = decide({ typedMicrocents: 40 * USD, spendLimitMicrocents: 80 * USD });
    expect(typed).toMatchObject({ percent: 50, percentSource: 'typed', percentRange: null });
    expect(typed.limit).toEqual({
      microcents: 40 * USD,
      source: 'typed',
      low: null,
      high: null,
      confidence: null,
    });
  });

  it('is of a spend limit by the week where nothing else is known', () => {
    expect(decide({ spendLimitMicrocents: 80 * USD })).toMatchObject({
      percent: 25,
      percentSource: 'spend_limit',
    });
    expect(decide({ spendLimitMicrocents: 80 * USD }).formula).toContain('weekly spend limit');
  });

  it('is not known, never zero, without any limit or without the cost', () => {
    expect(decide({})).toMatchObject({ percent: null, percentSource: null, limit: null });
    expect(decide({ typedMicrocents: 40 * USD, spent: null })).toMatchObject({
      percent: null,
      percentSource: null,
      limit: { source: 'typed' },
    });
  });

  it('is not a rough guess where a limit was typed', () => {
    const guessed = [rough(onApi(learnedWeek))];
    expect(decide({ learned: guessed, typedMicrocents: 40 * USD })).toMatchObject({
      percentSource: 'typed',
      percent: 50,
    });
  });

  it('is a rough guess without a single number for the limit where nothing was typed', () => {
    expect(decide({ learned: [rough(onApi(learnedWeek))] })).toMatchObject({
      percentSource: 'learned',
      percent: 57.8,
      limit: null,
    });
  });

  it('never takes one meter for the other', () => {
    const plan = decide({ learned: [learnedWeek], typedMicrocents: 40 * USD });
    expect(plan).toMatchObject({ meter: 'api', percentSource: 'typed', percentWindow: WEEK });
    expect(decide({ meter: 'plan', learned: [onApi(learnedWeek)] }).percent).toBeNull();
  });

  it("of a plan is of the plan's own week and use", () => {
    expect(decide({ meter: 'plan', learned: [learnedWeek] })).toMatchObject({
      percent: 57.8,
      percentWindow: learnedWeek.running,
    });
    const unknown = { ...learnedWeek, now: null };
    const typed = decide({ meter: 'plan', learned: [unknown], typedMicrocents: 40 * USD });
    expect(typed.percent).toBeCloseTo(50.25, 6);
    expect(decide({ meter: 'plan', spendLimitMicrocents: 80 * USD }).limit).toBeNull();
  });

  it('does not outlive its week', () => {
    const ended = { ...readWeek, running: { from: NOW - 8 * DAY_MS, to: NOW - DAY_MS } };
    expect(decide({ meter: 'plan', learned: [ended] })).toMatchObject({
      percent: null,
      reading: null,
      percentWindow: WEEK,
    });
  });

  it('of API use is not that of a week that was set otherwise when it was learned', () => {
    const moved = {
      ...onApi(learnedWeek),
      running: { from: WEEK.from - DAY_MS, to: WEEK.to - DAY_MS },
    };
    const set = decide({ learned: [moved], typedMicrocents: 40 * USD });
    expect(set).toMatchObject({ percent: 50, percentSource: 'typed', percentWindow: WEEK });
    const plan = { ...learnedWeek, meter: 'plan', running: moved.running } as const;
    expect(decide({ meter: 'plan', learned: [plan] }).percentWindow).toEqual(moved.running);
  });

  it('says in which unit it was divided', () => {
    const inUnit = (unit: 'usd' | 'ieq') => decide({ learned: [{ ...onApi(learnedWeek), unit }] });
    expect(inUnit('usd').formula).toMatch(/^use at list price/);
    expect(inUnit('ieq').formula).toMatch(/^use in input equivalents/);
  });
});
