import { describe, expect, it } from 'vitest';
import {
  deriveLearned,
  learn,
  learnInSteps,
  learnPosteriorInSteps,
} from '../../../../src-main/core/limits/learn/learn.js';
import { DAY_MS, HOUR_MS } from '../../../../src-main/shared/units.js';
import { change, hit, learnWeek, limitOf, NO_USAGE, quiet, reading, weekStart } from './records.js';

const ZONE = { timeZone: 'UTC' };

describe('what is said of a limit', () => {
  it('quiet windows alone give a bound: the most that was used without being stopped', () => {
    const learned = learnWeek([quiet(0, 12), quiet(1, 30), quiet(2, 8)]);
    expect(learned).toMatchObject({
      state: 'bound',
      limit: null,
      confidence: null,
      scatter: null,
      lastEvidenceAt: null,
      atLeast: { usd: 30 },
      counts: { hits: 0, readings: 0, quiet: 3 },
    });
  });

  it('one hit gives an estimate with an interval around it', () => {
    const learned = learnWeek([hit(0, 40)], weekStart(1));
    const { median, low, high } = limitOf(learned);
    expect(learned.state).toBe('estimate');
    expect(median).toBeGreaterThan(38);
    expect(median).toBeLessThan(42);
    expect(high / low).toBeGreaterThan(1.2);
    expect(high / low).toBeLessThan(1.7);
  });

  it('every agreeing observation makes it surer', () => {
    const sure = [1, 2, 3, 5].map(
      (count) =>
        learnWeek(Array.from({ length: count }, (_, week) => hit(week, 40))).confidence ?? 0,
    );
    expect(sure).toEqual([...sure].sort((one, other) => one - other));
    expect(sure[0]).toBeLessThan(0.85);
    expect(sure[3]).toBeGreaterThan(0.95);
  });

  it('eight weeks of silence widen it again', () => {
    const agreeing = [0, 1, 2].map((week) => reading(week, 50, 20));
    const last = agreeing[2]?.at ?? 0;
    const learned = learnWeek(agreeing, last + 56 * DAY_MS);
    const { low, high } = limitOf(learned);
    expect(high / low).toBeGreaterThan(1.8);
    expect(learned.confidence).toBeLessThan(0.7);
    expect(learnWeek(agreeing, last + HOUR_MS).confidence).toBeGreaterThan(0.9);
  });

  it('a change that the person tells of lets the limit move at once', () => {
    const before = [0, 1, 2, 3].map((week) => hit(week, 40));
    const after = hit(4, 80, { source: 'manual' });
    const untold = limitOf(learnWeek([...before, after]));
    const told = limitOf(learnWeek([...before, change(weekStart(4)), after]));
    expect(untold.median).toBeLessThan(60);
    expect(told.median).toBeGreaterThan(70);
  });

  it('a limit that doubled is told of, with when', () => {
    const before = [0, 1, 2, 3, 4].map((week) => hit(week, 40));
    const after = [5, 6, 7].map((week) => hit(week, 80));
    expect(learnWeek(before).changed).toBeNull();
    const { changed } = learnWeek([...before, ...after]);
    expect(changed?.from).toBeGreaterThan(37);
    expect(changed?.from).toBeLessThan(43);
    expect(changed?.to).toBeGreaterThan(72);
    expect(changed?.since).toBeGreaterThanOrEqual(weekStart(5));
    expect(changed?.since).toBeLessThan(weekStart(7));
  });

  it('the bound starts anew where the limit changed', () => {
    const evidence = [quiet(0, 70), hit(1, 80), change(weekStart(2)), quiet(2, 20), hit(3, 40)];
    expect(learnWeek(evidence).atLeast).toEqual({ usd: 20 });
  });

  it('a change that a person denies is told as denied, and the bound does not start anew', () => {
    const evidence = [
      quiet(0, 75),
      ...[1, 2, 3, 4, 5].map((week) => hit(week, 80)),
      ...[6, 7, 8].map((week) => hit(week, 40)),
      quiet(9, 20),
    ];
    const { changed, atLeast, limit } = learnWeek(evidence);
    expect([changed?.isDenied, atLeast]).toEqual([false, { usd: 20 }]);
    const since = changed?.since ?? 0;
    const denial = change(since, { isIgnored: true });
    const denied = learnWeek([...evidence, denial]);
    expect(denied).toMatchObject({ changed: { ...changed, isDenied: true }, limit });
    expect(denied.atLeast).toEqual({ usd: 75 });
    const kept = learnWeek([...evidence, change(since)]);
    expect([kept.changed?.isDenied, kept.atLeast]).toEqual([false, { usd: 20 }]);
    const ignored = change(since, { isIgnored: true, isDenied: false });
    expect(learnWeek([...evidence, ignored])).toEqual(learnWeek(evidence));
    // What was denied before is not this one, and the first answer to it counts.
    const earlier = change(since - 1, { isIgnored: true });
    expect(learnWeek([...evidence, earlier]).changed?.isDenied).toBe(false);
    const later = change(since + HOUR_MS, { isIgnored: true });
    expect(learnWeek([...evidence, change(since), later]).changed?.isDenied).toBe(false);
  });

  it('a hint shapes the start and is no evidence', () => {
    const hinted = (evidence: Parameters<typeof learn>[0]) =>
      learn(evidence, NO_USAGE, weekStart(2), { ...ZONE, hint: { usd: 100 } }).weekly;
    expect(hinted([quiet(0, 10)])).toMatchObject({ state: 'bound', limit: null });
    expect(limitOf(hinted([hit(0, 40)])).median).toBeCloseTo(40, -0.5);
    const [plain, led] = [learnWeek([reading(0, 2, 1)], weekStart(2)), hinted([reading(0, 2, 1)])];
    expect(limitOf(led).median).toBeGreaterThan(limitOf(plain).median);
  });

  it('the unit in which windows agree is shown', () => {
    const evidence = [10, 40, 20, 60].map((usd, week) =>
      hit(week, usd, {
        used: { usd: [usd, usd], ieq: [6, 6.1] },
        settled: { usd: [usd, usd], ieq: [6.1, 6.1] },
      }),
    );
    const learned = learnWeek(evidence);
    expect(learned.unit).toBe('ieq');
    expect(learned.unitWeights.ieq).toBeGreaterThan(0.9);
    expect(learned.limit?.ieq?.median).toBeCloseTo(6.1, 0);
    expect(learned.limit?.usd).toBeDefined();
  });

  it('evidence in tokens alone is learned in tokens', () => {
    const inTokens = { used: { tokens: [9e6, 1e7] }, settled: { tokens: [1e7, 1e7] } } as const;
    const learned = learnWeek([hit(0, 1, inTokens)]);
    expect(learned.unit).toBe('tokens');
    expect(learned.limit?.tokens?.median).toBeGreaterThan(9.4e6);
    expect(learned.limit?.tokens?.median).toBeLessThan(1.06e7);
  });

  it('of one window the first hit and the highest reading of each source are kept', () => {
    const evidence = [
      reading(0, 30, 12, { id: 'early', at: weekStart(0) + DAY_MS }),
      reading(0, 60, 24, { id: 'later', at: weekStart(0) + 2 * DAY_MS }),
      reading(0, 50, 20, { id: 'line', source: 'statusline' }),
      hit(0, 40),
      hit(0, 90, { id: 'again', at: weekStart(0) + 6 * DAY_MS }),
    ];
    expect(learnWeek(evidence).counts).toEqual({ hits: 1, readings: 2, quiet: 0 });
    const without = evidence.filter(({ id }) => id !== 'early' && id !== 'again');
    const now = weekStart(1);
    expect(learnWeek(evidence, now)).toEqual(learnWeek(without, now));
  });

  it('records that name no window are put into the one that ran, or into one of their own', () => {
    const nowhere = { start: null, end: null };
    const known = [hit(0, 40), reading(0, 50, 20, { ...nowhere, source: 'statusline' })];
    expect(learnWeek(known).course.usd).toHaveLength(1);
    const loose = [0, 1, 2].map((week) => hit(week, 40, nowhere));
    expect(learnWeek(loose).counts.hits).toBe(3);
  });

  it('learning in steps never takes long and gives the same as all at once', () => {
    const evidence = [hit(0, 40), reading(1, 50, 20), quiet(2, 30)];
    const steps = learnInSteps(evidence, NO_USAGE, weekStart(4), ZONE);
    let count = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) count += 1;
    expect(count).toBeGreaterThanOrEqual(3);
    expect(step.value).toEqual(learn(evidence, NO_USAGE, weekStart(4), ZONE));
  });

  it('what was learned once serves later moments too', () => {
    const evidence = [hit(0, 40), reading(1, 50, 20)];
    const steps = learnPosteriorInSteps(evidence);
    let step = steps.next();
    while (!step.done) step = steps.next();
    for (const now of [weekStart(2), weekStart(9)]) {
      expect(deriveLearned(step.value, NO_USAGE, now, ZONE)).toEqual(
        learn(evidence, NO_USAGE, now, ZONE),
      );
    }
  });
});
