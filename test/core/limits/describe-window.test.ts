import { describe, expect, it } from 'vitest';
import { confidenceWord, describeWindow } from '../../../src-main/core/limits/describe-window.js';
import type { LearnedWindow, LimitNow } from '../../../src-main/core/limits/learn/learned.js';
import { createUseTimeline } from '../../../src-main/core/limits/use/use-timeline.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';

const FROM = Date.UTC(2026, 10, 16, 9);
const WINDOW = { from: FROM, to: FROM + 7 * DAY_MS, isCut: false };
const BEFORE = { from: FROM - 7 * DAY_MS, to: FROM, isCut: false };
const NOW = FROM + 3 * DAY_MS + 20 * MINUTE_MS;
const one = { low: 1, median: 1, high: 1 };

const learned: LearnedWindow = {
  state: 'estimate',
  unit: 'usd',
  unitWeights: { usd: 1 },
  limit: { usd: { median: 200, low: 180, high: 220 } },
  atLeast: null,
  confidence: 0.8,
  scatter: 0.05,
  counts: { hits: 1, readings: 1, quiet: 0 },
  lastEvidenceAt: FROM,
  changed: null,
  course: {},
  outliers: [],
  now: null,
};
const load: LimitNow = {
  window: { start: WINDOW.from, end: WINDOW.to },
  percent: { median: 36, low: 33, high: 40 },
  reading: null,
  remaining: { usd: { median: 128, low: 100, high: 150 }, tokens: one },
  hoursLeft: null,
  hours: { used: 20, inLimit: 60 },
  runsOutAt: null,
  runOutChance: null,
};
/** A dollar each hour. */
const timelineOf = (isHeld: (hour: number) => boolean = () => true, toldTo = NOW) =>
  createUseTimeline({
    hours: Array.from({ length: 400 }, (_, index) => ({
      start: BEFORE.from + index * HOUR_MS,
      model: 'm',
      usd: [1, 1] as const,
      ieq: [1, 1] as const,
      tokens: 10,
    })).filter(({ start }) => start < NOW),
    isHeld,
    toldTo,
  });
const told = (some: Partial<Parameters<typeof describeWindow>[0]> = {}) => {
  const steps = describeWindow({
    meter: 'plan',
    kind: 'weekly',
    learned,
    windows: [BEFORE, WINDOW],
    timeline: timelineOf(),
    reading: null,
    hits: [],
    answers: [],
    uses: [],
    now: NOW,
    ...some,
  });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
};

describe('a limit as it is shown', () => {
  it('is said as surely as it is known', () => {
    expect([null, 0, 0.49, 0.5, 0.74, 0.75, 0.89, 0.9, 1].map(confidenceWord)).toEqual([
      'unknown',
      'rough',
      'rough',
      'fair',
      'fair',
      'good',
      'good',
      'strong',
      'strong',
    ]);
  });

  it('tells the running window, what it has used, and what is past', () => {
    expect(told()).toMatchObject({
      running: { from: WINDOW.from, to: WINDOW.to },
      used: { usd: [73, 73] },
      isUnseen: false,
      isSettling: true,
      past: [{ window: { from: BEFORE.from, to: BEFORE.to }, usd: 168, isHit: false }],
    });
    expect(told({ hits: [FROM - HOUR_MS] }).past[0]?.isHit).toBe(true);
  });

  it('counts use up to when it was told: old figures are no gap', () => {
    const offline = told({ timeline: timelineOf((hour) => hour < FROM + DAY_MS, FROM + DAY_MS) });
    expect(offline).toMatchObject({ used: { usd: [24, 24] }, isUnseen: false, isSettling: false });
    const fresh = told({ timeline: timelineOf(() => true, FROM - HOUR_MS) });
    expect(fresh).toMatchObject({ used: null, isUnseen: false });
  });

  it('does not know its use with hours missing, or where its start was not seen', () => {
    const torn = timelineOf((hour) => hour < FROM || hour > FROM + DAY_MS);
    expect(told({ timeline: torn })).toMatchObject({ used: null, isUnseen: true });
    const part = { ...WINDOW, hasUnseenStart: true } as const;
    expect(told({ windows: [part] })).toMatchObject({ used: null, isUnseen: true });
    expect(told({ timeline: null })).toMatchObject({ used: null, isUnseen: false, past: [] });
  });

  it('that was said stands by itself where nothing could be learned', () => {
    const reading = { pct: 40, half: 0.5, at: NOW - HOUR_MS, isUsed: true };
    const stands = { percent: { median: 40, low: 39.5, high: 40.5 }, reading: { pct: 40 } };
    const nothing = { ...learned, state: 'bound', limit: null, confidence: null } as const;
    expect(told({ reading, learned: nothing })).toMatchObject({ state: 'reported', now: stands });
  });

  it('that was said stands by itself where the use since then is a rough guess', () => {
    const reading = { pct: 40, half: 0.5, at: NOW - HOUR_MS, isUsed: true };
    const guess = {
      ...learned,
      now: { ...load, percent: { median: 55, low: 48, high: 70 }, reading: { pct: 40, at: 0 } },
    };
    const shown = (confidence: number) => told({ reading, learned: { ...guess, confidence } });
    expect(shown(0.4)).toMatchObject({
      state: 'estimate',
      now: { percent: { median: 40, low: 39.5, high: 40.5 }, hoursLeft: null, runsOutAt: null },
    });
    expect(shown(0.6).now?.percent.median).toBe(55);
  });

  it('that was said is told from a very low percentage on', () => {
    const reading = { pct: 40, half: 0.5, at: NOW - HOUR_MS, isUsed: true };
    expect(told({ reading: { ...reading, pct: 0 } }).now?.percent.low).toBe(0);
  });

  it('shows no hours that a window cannot have', () => {
    const hoursOf = (inLimit: number) =>
      told({ learned: { ...learned, now: { ...load, hours: { used: 20, inLimit } } } }).now?.hours;
    expect(hoursOf(60)).toEqual({ used: 20, inLimit: 60 });
    expect(hoursOf(170)).toBeNull();
  });

  it('that changed is told in dollars, and whether somebody has answered', () => {
    const changed = { from: 4, to: 5, since: FROM, isDenied: false };
    const told2 = (answers: readonly number[]) =>
      told({ learned: { ...learned, changed }, answers });
    const inDollars = { from: 160, to: 200, since: FROM, isAnswered: false, isDenied: false };
    expect(told2([]).changed).toEqual(inDollars);
    expect(told2([FROM]).changed?.isAnswered).toBe(true);
    expect(told2([FROM - 1]).changed?.isAnswered).toBe(false);
    const denied = told({ learned: { ...learned, changed: { ...changed, isDenied: true } } });
    expect(denied.changed?.isDenied).toBe(true);
  });
});
