import { describe, expect, it } from 'vitest';
import type { DayReport } from '../../../src-main/core/history-rows.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import {
  at,
  dayAt,
  dayReport,
  fetched,
  hourAt,
  hourTotal,
  tokens,
  usd,
} from '../../fakes/figures.js';
import {
  derive,
  FETCHED,
  held,
  MONTH,
  NOW,
  noCoverage,
  OPEN,
  RESET,
  RESET_HOUR,
  spent,
  TODAY,
  without,
} from './derive-with.js';

describe('the week', () => {
  it('counts closed days as billed and the rest as estimated: mixed', () => {
    const hours = [
      hourTotal(hourAt('2026-11-17T09:00:00Z'), usd(3)),
      hourTotal(hourAt('2026-11-21T09:00:00Z'), usd(2)),
    ];
    const days = [dayReport(dayAt('2026-11-17T00:00:00Z'), usd(2.5), NOW - DAY_MS)];
    const { week } = derive({ held: held({ hours, days }), limit: usd(9) });
    expect(week.spent).toMatchObject({ microcents: usd(4.5), basis: 'mixed' });
    expect(week.percent).toBe(50);
  });

  it('T4: the hour of the reset counts from its 59th minute on', () => {
    const hours = [hourTotal(RESET_HOUR, 600, tokens({ output: 60 }))];
    const byMinute = new Map([
      [
        RESET_HOUR as number,
        [
          hourTotal(RESET - MINUTE_MS, 500, tokens({ output: 50 })),
          hourTotal(RESET, 100, tokens({ output: 10 })),
        ],
      ],
    ]);
    const { week } = derive({ held: held({ hours, minutes: byMinute }) });
    expect(week.spent.microcents).toBe(100);
    expect(week.tokens?.output).toBe(10);
  });

  it('a missing hour in the middle leaves the sum and takes the percentage away', () => {
    const hours = [hourTotal(OPEN - 2 * DAY_MS, usd(4))];
    const gap = held({ hours, coverage: without(OPEN - DAY_MS) });
    const { week } = derive({ held: gap, limit: usd(10) });
    expect(week).toMatchObject({ percent: null, spent: { microcents: usd(4) } });
    expect(week.spent.provenance.isComplete).toBe(false);
  });

  it('a missing hour just before the open one is in the middle too', () => {
    const gap = held({ coverage: without(OPEN - HOUR_MS) });
    expect(derive({ held: gap, limit: usd(10) }).week.percent).toBeNull();
  });

  it('missing newest hours make figures old, not unknown', () => {
    const hours = [hourTotal(OPEN - 2 * DAY_MS, usd(4))];
    const behind = held({ hours, coverage: without(OPEN, OPEN - HOUR_MS) });
    expect(derive({ held: behind, limit: usd(10) }).week.percent).toBe(40);
  });

  it('a missing hour before the reset does not touch the week', () => {
    const behind = held({ coverage: without(RESET_HOUR - HOUR_MS) });
    expect(derive({ held: behind, limit: usd(10) }).week.percent).toBe(0);
  });

  it('says where the limit comes from, and that a typed one has no interval', () => {
    expect(derive({ limit: usd(10) }).week.limit).toEqual({
      microcents: usd(10),
      source: 'typed',
      low: null,
      high: null,
      confidence: null,
    });
    expect(derive().week.limit).toBeNull();
  });

  it('without a limit there is no percentage, however much was spent', () => {
    expect(derive({ held: spent(500) }).week).toMatchObject({ percent: null, limit: null });
  });

  it('may be far over its limit', () => {
    expect(derive({ held: spent(25), limit: usd(10) }).week.percent).toBe(250);
  });

  it('in the instant of the reset the new week is a known zero if its hour is held', () => {
    const now = at('2026-11-22T11:00:00Z');
    const hours = fetched(MONTH, now + HOUR_MS, HOUR_MS, now);
    const settings = { weeklyResetTime: '11:00' };
    const snapshot = derive({
      now,
      settings,
      limit: usd(10),
      record: { lastSuccessAt: now },
      held: held({ coverage: { ...noCoverage, hours } }),
    });
    expect(snapshot.week).toMatchObject({ window: { from: now }, percent: 0 });
    expect(snapshot.glance).toBe('fine');
  });
});

describe('today', () => {
  it('is the day of the viewer, cut out of UTC hours by the minute', () => {
    const cut = hourAt('2026-11-20T18:00:00Z');
    const hours = [hourTotal(cut, 400), hourTotal(cut + HOUR_MS, 1000)];
    const byMinute = new Map([
      [cut as number, [hourTotal(cut + 14 * MINUTE_MS, 300), hourTotal(cut + 15 * MINUTE_MS, 100)]],
    ]);
    const { today } = derive({
      now: at('2026-11-21T10:00:00Z'),
      timeZone: 'Asia/Kathmandu',
      held: held({ hours, minutes: byMinute }),
    });
    expect(today.window.from).toBe(at('2026-11-20T18:15:00Z'));
    expect(today.cost.microcents).toBe(1100);
  });

  it('T2: on the day the clock goes back it has 25 hours', () => {
    const now = at('2026-10-25T22:30:00Z');
    const from = hourAt('2026-10-24T22:00:00Z');
    const coverage = { ...noCoverage, hours: fetched(from, now, HOUR_MS, now) };
    const hours = Array.from({ length: 25 }, (_, index) => hourTotal(from + index * HOUR_MS, 10));
    const { today } = derive({
      now,
      timeZone: 'Europe/Oslo',
      held: held({ coverage, hours: [hourTotal(from - HOUR_MS, 7), ...hours] }),
    });
    expect(today.window).toEqual({ from, to: from + 25 * HOUR_MS });
    expect(today.cost.microcents).toBe(250);
  });

  it('shows what the UTC day was reported so far beside its estimate, without adding them', () => {
    const hours = [hourTotal(OPEN, 70)];
    const days = [dayReport(TODAY, 50, FETCHED)];
    const { today } = derive({ held: held({ hours, days }) });
    expect(today.utcDay).toMatchObject({
      start: TODAY,
      reportedMicrocents: 50,
      estimatedMicrocents: 70,
    });
    expect(today.cost).toMatchObject({ microcents: 70, basis: 'estimated' });
  });
});

describe('the month', () => {
  const days = [
    dayReport(dayAt('2026-10-31T00:00:00Z'), 9999, FETCHED),
    dayReport(dayAt('2026-11-01T00:00:00Z'), 100, FETCHED),
    dayReport(dayAt('2026-11-02T00:00:00Z'), 200, FETCHED),
  ];

  it('is the UTC month: its reported days and nothing of the month before', () => {
    const { month } = derive({ held: held({ days }) });
    expect(month.cost).toMatchObject({ microcents: 300, basis: 'reported' });
    expect(month.window).toEqual({ from: MONTH, to: at('2026-12-01T00:00:00Z') });
    expect(month.reportedThrough).toBe(dayAt('2026-11-02T00:00:00Z'));
  });

  it('the first day of the month counts from the instant of its end, read at that instant', () => {
    const now = at('2026-11-02T00:00:00Z');
    const { month } = derive({ now, held: held({ days: [dayReport(MONTH, 100, now)] }) });
    expect(month).toMatchObject({ reportedThrough: MONTH, cost: { microcents: 100 } });
    const before = derive({ now: now - 1, held: held({ days: [dayReport(MONTH, 100, now - 1)] }) });
    expect(before.month).toMatchObject({ reportedThrough: null, reportedMicrocents: null });
  });

  it('a day that was read while it ran is not reported through', () => {
    const early = dayReport(dayAt('2026-11-03T00:00:00Z'), 50, at('2026-11-03T12:00:00Z'));
    const running = dayReport(TODAY, 50, FETCHED);
    const { month } = derive({ held: held({ days: [...days, early, running] }) });
    expect(month.reportedThrough).toBe(dayAt('2026-11-02T00:00:00Z'));
    expect(month.reportedMicrocents).toBe(300);
    expect(month.cost.microcents).toBe(300);
  });

  it('is reported through to the day before the first one that was used and has no bill', () => {
    const third = dayAt('2026-11-03T00:00:00Z');
    const late = [
      dayReport(third, null, FETCHED),
      dayReport(dayAt('2026-11-04T00:00:00Z'), 70, FETCHED),
    ];
    const through = (estimate: number | null, reports: readonly DayReport[]) => {
      const hours = [hourTotal(third + 5 * HOUR_MS, estimate)];
      return derive({ held: held({ days: reports, hours }) }).month.reportedThrough;
    };
    expect(through(40, [...days, ...late])).toBe(dayAt('2026-11-02T00:00:00Z'));
    // Use without a price is use.
    expect(through(null, [...days, ...late])).toBe(dayAt('2026-11-02T00:00:00Z'));
    expect(through(40, [...days, dayReport(third, 1, FETCHED), ...late.slice(1)])).toBe(
      dayAt('2026-11-04T00:00:00Z'),
    );
  });

  it('tells what the bills through that day are from what comes after', () => {
    const third = dayAt('2026-11-03T00:00:00Z');
    const hours = [hourTotal(third + 5 * HOUR_MS, 40)];
    const { month } = derive({ held: held({ days, hours }) });
    expect(month).toMatchObject({ reportedMicrocents: 300, cost: { microcents: 340 } });
  });

  it('is reported through days without a bill that were not used', () => {
    const fifth = dayAt('2026-11-05T00:00:00Z');
    const idle = dayReport(dayAt('2026-11-03T00:00:00Z'), null, FETCHED);
    const { month } = derive({
      held: held({ days: [...days, idle, dayReport(fifth, 70, FETCHED)] }),
    });
    expect(month.reportedThrough).toBe(fifth);
  });

  it('before back-fill says that it is incomplete; after it the earlier days are in', () => {
    const hours = [hourTotal(MONTH, 40), hourTotal(OPEN, 2)];
    const recent = fetched(OPEN - 7 * DAY_MS, OPEN + HOUR_MS, HOUR_MS, FETCHED);
    const before = derive({
      held: held({ hours: hours.slice(1), coverage: { ...noCoverage, hours: recent } }),
    });
    expect(before.month.cost).toMatchObject({ microcents: 2, provenance: { isComplete: false } });
    expect(before.sync.coverage.gaps).toEqual([
      { from: at('2026-10-22T00:00:00Z'), to: OPEN - 7 * DAY_MS },
    ]);
    const complete = derive({ held: held({ hours }) });
    expect(complete.month.cost).toMatchObject({ microcents: 42, provenance: { isComplete: true } });
    expect(complete.sync.coverage.gaps).toEqual([]);
  });
});

describe('the last 24 hours', () => {
  it('end with the open hour; T7: only that one is marked as open', () => {
    const { last24Hours } = derive({ held: held({ hours: [hourTotal(OPEN, 5)] }) });
    expect(last24Hours.map(({ start }) => start)).toEqual(
      Array.from({ length: 24 }, (_, index) => OPEN - (23 - index) * HOUR_MS),
    );
    expect(last24Hours.filter(({ isOpen }) => isOpen)).toEqual([
      { start: OPEN, microcents: 5, basis: 'estimated', isOpen: true },
    ]);
  });

  it('exactly on the hour the hour before is closed and the new one is open', () => {
    const { last24Hours } = derive({ now: OPEN });
    expect(last24Hours.slice(-2).map(({ start, isOpen }) => [start, isOpen])).toEqual([
      [OPEN - HOUR_MS, false],
      [OPEN, true],
    ]);
  });

  it('an hour that was not fetched is unknown beside hours that hold nothing', () => {
    const { last24Hours } = derive({ held: held({ coverage: without(OPEN - HOUR_MS) }) });
    expect(last24Hours.slice(-3).map((hour) => hour.microcents)).toEqual([0, null, 0]);
  });
});
