import { describe, expect, it } from 'vitest';
import type { LearnUsage, UseHour } from '../../../../src-main/core/limits/learn/learned.js';
import { DAY_MS, HOUR_MS } from '../../../../src-main/shared/units.js';
import { dollars, hit, learnWeek, reading, weekStart } from './records.js';

const hits = [0, 1, 2].map((week) => hit(week, 40));
/** A dollar an hour, eight hours on each working day of three weeks. */
const worked: UseHour[] = Array.from({ length: 21 }, (_, day) => day)
  .filter((day) => day % 7 < 5)
  .flatMap((day) =>
    Array.from({ length: 8 }, (_, hour) => ({
      start: weekStart(0) + day * DAY_MS + (9 + hour) * HOUR_MS,
      usd: 1,
      ieq: 0.2,
      tokens: 1e6,
    })),
  );
const running = (usd: number): LearnUsage => ({
  hours: worked,
  running: [{ kind: 'weekly', start: weekStart(3), end: weekStart(4), used: dollars(usd) }],
});
const tuesday = weekStart(3) + DAY_MS + 9 * HOUR_MS;
const nowOf = (evidence = hits, usd = 10, now = tuesday) => {
  const learned = learnWeek(evidence, now, running(usd));
  if (!learned.now) throw new Error('a window runs');
  return { state: learned.state, ...learned.now };
};

describe('what the running window says', () => {
  it('a quarter of the limit is used where a quarter of it was', () => {
    const { percent, state, reading: said } = nowOf();
    expect(state).toBe('estimate');
    expect(said).toBeNull();
    expect(percent.median).toBeGreaterThan(23);
    expect(percent.median).toBeLessThan(27);
    expect(percent.low).toBeLessThan(percent.median);
    expect(percent.high).toBeGreaterThan(percent.median);
  });

  it('a reading is what the percentage starts from', () => {
    const at = tuesday - 2 * HOUR_MS;
    const { percent, reading: said } = nowOf([...hits, reading(3, 50, 10, { at })], 12);
    // The window itself is worth $20 so far as this reading goes, the weeks before say $40.
    expect(percent.median).toBeGreaterThan(55);
    expect(percent.median).toBeLessThan(61);
    expect(said).toEqual({ pct: 50, at });
  });

  it('a fresh reading stands as it was said', () => {
    const at = tuesday - 5 * 60_000;
    const { percent, state } = nowOf([...hits, reading(3, 31, 10, { at })]);
    expect(state).toBe('reported');
    expect(percent.median).toBeCloseTo(31, 1);
    expect(percent.high - percent.low).toBeLessThan(1.01);
  });

  it('so does one of a window that nobody knows the end of', () => {
    const said = reading(3, 31, 10, { start: null, end: null, at: tuesday });
    expect(learnWeek([...hits, said], tuesday + 60_000).state).toBe('reported');
    expect(learnWeek([...hits, said], tuesday + HOUR_MS).state).toBe('estimate');
  });

  it('an old reading is no report any more once much was used since', () => {
    expect(nowOf([...hits, reading(3, 31, 10, { at: weekStart(3) + HOUR_MS })], 20).state).toBe(
      'estimate',
    );
  });

  it('a recorded hit is 100 %, with nothing left', () => {
    const at = tuesday - HOUR_MS;
    const now = nowOf([...hits, hit(3, 25, { at })], 25);
    expect(now.percent).toEqual({ median: 100, low: 100, high: 100 });
    expect(now.remaining.usd).toEqual({ median: 0, low: 0, high: 0 });
    expect(now).toMatchObject({ runsOutAt: at, runOutChance: 1 });
    expect(now.hoursLeft?.median).toBe(0);
  });

  it('far beyond the limit the median stays at 100 and the low end tells', () => {
    const { percent } = nowOf(hits, 120);
    expect(percent.median).toBe(100);
    expect(percent.low).toBeGreaterThan(200);
  });

  it('hours are counted at the pace of work so far', () => {
    const { hoursLeft, hours, remaining } = nowOf();
    expect(remaining.usd?.median).toBeGreaterThan(27);
    expect(remaining.usd?.median).toBeLessThan(33);
    expect(remaining.tokens?.median).toBeCloseTo((remaining.usd?.median ?? 0) * 1e6, -1);
    expect(hoursLeft?.median).toBeGreaterThan(24);
    expect(hoursLeft?.median).toBeLessThan(36);
    expect(hours?.inLimit).toBeGreaterThan(36);
    expect(hours?.inLimit).toBeLessThan(44);
    expect((hours?.used ?? 0) / (hours?.inLimit ?? 1)).toBeCloseTo(0.25, 1);
  });

  it('hours used and hours left make the hours in the limit, however uneven hours are', () => {
    const uneven = worked.map((hour, index) => ({ ...hour, usd: index % 4 === 3 ? 3.4 : 0.2 }));
    for (const usd of [1, 10, 30]) {
      const { now } = learnWeek(hits, tuesday, { ...running(usd), hours: uneven });
      const [left = 0, { used, inLimit } = { used: 0, inLimit: 0 }] = [
        now?.hoursLeft?.median,
        now?.hours ?? undefined,
      ];
      expect((used + left) / inLimit).toBeGreaterThan(0.9);
      expect((used + left) / inLimit).toBeLessThan(1.1);
      // $40 at a dollar an hour on average, though most hours have less.
      expect(inLimit).toBeGreaterThan(32);
      expect(inLimit).toBeLessThan(50);
    }
  });

  it('it runs out on the day on which work would use it up', () => {
    // $25 left are three days of $8 and an hour of the fourth.
    const { runsOutAt, runOutChance } = nowOf(hits, 15);
    expect(runOutChance).toBeGreaterThan(0.5);
    expect(runsOutAt).toBeGreaterThan(weekStart(3) + 3 * DAY_MS);
    expect(runsOutAt).toBeLessThan(weekStart(3) + 5 * DAY_MS);
  });

  it('it lasts until the reset where it is unlikely to run out', () => {
    const { runsOutAt, runOutChance } = nowOf(hits, 0.1, weekStart(3) + 4 * DAY_MS);
    expect(runsOutAt).toBeNull();
    expect(runOutChance).toBeLessThan(0.2);
  });

  it('fewer than ten active hours tell no hours, and a rough guess none either', () => {
    const few = { ...running(10), hours: worked.slice(0, 9) };
    expect(learnWeek(hits, tuesday, few).now).toMatchObject({
      hoursLeft: null,
      hours: null,
      runsOutAt: null,
      runOutChance: null,
    });
    const rough = learnWeek([reading(0, 2, 1)], tuesday, running(10));
    expect(rough.confidence).toBeLessThan(0.5);
    expect(rough.now?.hoursLeft).toBeNull();
  });

  it('the window that runs is told by evidence where nobody else tells it', () => {
    const at = tuesday - HOUR_MS;
    const learned = learnWeek([...hits, reading(3, 31, 12, { at })], tuesday);
    expect(learned.now?.percent.median).toBeCloseTo(31, 0);
    expect(learned.now?.window).toEqual({ start: weekStart(3), end: weekStart(4) });
  });
});
