import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DayReport, UsageTotal } from '../../../src-main/core/ports.js';
import { costOfSpan, reportedOfDay } from '../../../src-main/core/snapshot/cost-of-span.js';
import type { HeldUsage } from '../../../src-main/core/usage/cut-hours.js';
import { DAY_MS, type DayStart, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { seeded } from '../../fakes/arbitraries.js';
import {
  at,
  dayAt,
  dayReport,
  fetched,
  heldUsage,
  hourTotal,
  tokens,
} from '../../fakes/figures.js';

const MON = dayAt('2026-11-16T00:00:00Z');
const TUE = (MON + DAY_MS) as DayStart;
const WED = (MON + 2 * DAY_MS) as DayStart;
const NOW = at('2026-11-18T12:00:00Z');
const hour = (day: number, index: number) => day + index * HOUR_MS;

const held = (hours: readonly UsageTotal[], missing: readonly number[] = []): HeldUsage => {
  const fetchedHours = fetched(MON, hour(WED, 13), HOUR_MS, NOW);
  for (const start of missing) fetchedHours.delete(start);
  return heldUsage({ hours: new Map(hours.map((one) => [one.start, one])), fetchedHours });
};
const reports = (...days: DayReport[]) =>
  new Map<number, DayReport>(days.map((day) => [day.start, day]));
const cost = (
  from: number,
  to: number,
  usage: HeldUsage,
  known: ReadonlyMap<number, DayReport> = new Map(),
) => costOfSpan({ from, to }, usage, known, NOW);

describe('where the bill is told by the hour', () => {
  const hours = [hourTotal(hour(WED, 3), 100), hourTotal(hour(WED, 10), 200)];
  const billed = (...told: readonly (readonly [index: number, amount: number])[]): HeldUsage => ({
    ...held(hours),
    billedHours: new Map(told.map(([index, amount]) => [hour(WED, index), amount])),
  });
  /** The running day, known up to 05:30. */
  const known = reports(dayReport(WED, 70, hour(WED, 5) + 30 * MINUTE_MS));

  it('hours count as billed once they are, the others as estimated', () => {
    const usage = billed([3, 70]);
    expect(cost(WED, hour(WED, 5), usage, known)).toEqual({ microcents: 70, basis: 'reported' });
    expect(cost(WED, hour(WED, 12), usage, known)).toEqual({ microcents: 270, basis: 'mixed' });
    expect(cost(hour(WED, 6), hour(WED, 12), usage, known)).toEqual({
      microcents: 200,
      basis: 'estimated',
    });
  });

  it('an hour that the bill only half knows is estimated', () => {
    const later = reports(dayReport(WED, 70, hour(WED, 10) + 59 * MINUTE_MS));
    const usage = billed([3, 70], [10, 11]);
    expect(cost(hour(WED, 10), hour(WED, 11), usage, later).microcents).toBe(200);
    const whole = reports(dayReport(WED, 81, hour(WED, 11)));
    expect(cost(hour(WED, 10), hour(WED, 11), usage, whole)).toEqual({
      microcents: 11,
      basis: 'reported',
    });
  });

  it('a billed hour without a line was billed nothing', () => {
    expect(cost(hour(WED, 3), hour(WED, 4), billed(), known)).toEqual({
      microcents: 0,
      basis: 'reported',
    });
  });

  it('T4: two windows that cut a billed hour share its bill: together they are the bill', () => {
    const someCut = fc.record({
      minute: fc.integer({ min: 1, max: 59 }),
      amount: fc.integer({ min: -1000, max: 1_000_000 }),
      estimate: fc.nat(1_000_000),
    });
    fc.assert(
      fc.property(someCut, ({ minute, amount, estimate }) => {
        const usage: HeldUsage = {
          ...held([hourTotal(hour(WED, 3), estimate)]),
          billedHours: new Map([[hour(WED, 3), amount]]),
        };
        const cut = hour(WED, 3) + minute * MINUTE_MS;
        const before = cost(WED, cut, usage, known).microcents ?? 0;
        const after = cost(cut, hour(WED, 5), usage, known).microcents ?? 0;
        expect(before + after).toBe(amount);
        const part = cost(hour(WED, 3), cut, usage, known);
        expect(part.basis).toBe(amount === 0 ? 'reported' : 'estimated');
      }),
      seeded,
    );
  });

  it('a closed day counts as its day was billed', () => {
    const closed = reports(dayReport(MON, 123, TUE));
    const usage: HeldUsage = { ...held([hourTotal(hour(MON, 3), 9)]), billedHours: new Map() };
    expect(cost(MON, TUE, usage, closed)).toEqual({ microcents: 123, basis: 'reported' });
  });
});

describe('which days count as reported', () => {
  const used = held([hourTotal(hour(MON, 3), 50)]);

  it('a closed day whose report was fetched after its end', () => {
    const known = reports(dayReport(MON, 70, TUE));
    expect(reportedOfDay(MON, known, used, NOW)).toBe(70);
  });

  it('a day from the very instant of its end, and not a moment before', () => {
    const known = reports(dayReport(MON, 70, TUE));
    expect(reportedOfDay(MON, known, used, TUE)).toBe(70);
    expect(reportedOfDay(MON, known, used, TUE - 1)).toBeNull();
  });

  it('not a closed day whose report was fetched while it ran', () => {
    const known = reports(dayReport(MON, 40, TUE - 1));
    expect(reportedOfDay(MON, known, used, NOW)).toBeNull();
    expect(cost(MON, TUE, used, known)).toEqual({ microcents: 50, basis: 'estimated' });
  });

  it('not the running day, whatever its report says so far', () => {
    const known = reports(dayReport(WED, 40, NOW));
    const running = held([hourTotal(hour(WED, 3), 50)]);
    expect(reportedOfDay(WED, known, running, NOW)).toBeNull();
  });

  it('A38: not a used day with an empty report: it is late, not free', () => {
    expect(reportedOfDay(MON, reports(dayReport(MON, null, NOW)), used, NOW)).toBeNull();
  });

  it('an unused day with an empty report was billed nothing', () => {
    expect(reportedOfDay(TUE, reports(dayReport(TUE, null, NOW)), used, NOW)).toBe(0);
  });

  it('not a day with an empty report and an hour that was never fetched', () => {
    const gap = held([], [hour(TUE, 5)]);
    expect(reportedOfDay(TUE, reports(dayReport(TUE, null, NOW)), gap, NOW)).toBeNull();
    expect(cost(TUE, WED, gap, reports(dayReport(TUE, null, NOW))).microcents).toBeNull();
  });

  it('not a day without a report', () => {
    expect(reportedOfDay(MON, new Map(), used, NOW)).toBeNull();
  });
});

describe('the basis of a cost', () => {
  const usage = held([hourTotal(hour(MON, 3), 50), hourTotal(hour(WED, 3), 7)]);
  const monday = dayReport(MON, 70, NOW);

  it('whole reported days are reported', () => {
    const known = reports(monday, dayReport(TUE, null, NOW));
    expect(cost(MON, WED, usage, known)).toEqual({ microcents: 70, basis: 'reported' });
  });

  it('days without a report are estimated', () => {
    expect(cost(MON, hour(WED, 13), usage)).toEqual({ microcents: 57, basis: 'estimated' });
  });

  it('reported days and a running one are mixed, each counted once', () => {
    const known = reports(monday, dayReport(WED, 1, NOW));
    expect(cost(MON, hour(WED, 13), usage, known)).toEqual({ microcents: 77, basis: 'mixed' });
  });

  it('of nothing known there is no cost and no basis', () => {
    expect(cost(TUE, WED, usage)).toEqual({ microcents: null, basis: null });
  });

  it('unpriced hours of an unreported day are not zero', () => {
    const unpriced = held([hourTotal(hour(MON, 3), null)]);
    expect(cost(MON, TUE, unpriced)).toEqual({ microcents: null, basis: null });
  });

  it('a reported day holds what its unpriced hours cost', () => {
    const unpriced = held([hourTotal(hour(MON, 3), null)]);
    expect(cost(MON, TUE, unpriced, reports(monday)).microcents).toBe(70);
  });
});

describe('a part of a reported day', () => {
  const known = reports(dayReport(MON, 1000, NOW));

  it('is its share of the bill by estimated cost', () => {
    const usage = held([hourTotal(hour(MON, 3), 30), hourTotal(hour(MON, 20), 10)]);
    expect(cost(MON, hour(MON, 12), usage, known).microcents).toBe(750);
    expect(cost(hour(MON, 12), TUE, usage, known).microcents).toBe(250);
  });

  it('is its share by time where there is a bill and no estimate', () => {
    const unpriced = held([hourTotal(hour(MON, 3), null, tokens({ output: 1 }))]);
    expect(cost(MON, hour(MON, 6), unpriced, known).microcents).toBe(250);
    expect(cost(MON, hour(MON, 6), held([]), known).microcents).toBe(250);
  });

  it('of a credit adds up like one of a charge', () => {
    const usage = held([hourTotal(hour(MON, 3), 30), hourTotal(hour(MON, 20), 10)]);
    const credit = reports(dayReport(MON, -101, NOW));
    const first = cost(MON, hour(MON, 12), usage, credit).microcents ?? 0;
    const second = cost(hour(MON, 12), TUE, usage, credit).microcents ?? 0;
    expect([first, second]).toEqual([-76, -25]);
  });
});

describe('adjoining spans', () => {
  const someHours = fc.array(
    fc.record({
      index: fc.nat(60),
      estimate: fc.option(fc.nat(3_000_000_000), { nil: null }),
    }),
    { maxLength: 30 },
  );
  const report = fc.option(
    fc.record({
      amount: fc.option(fc.integer({ min: -1_000_000_000, max: 20_000_000_000 }), { nil: null }),
      isLate: fc.boolean(),
    }),
    { nil: null },
  );
  const minute = fc.nat(60 * 60).map((offset) => MON + offset * MINUTE_MS);

  it('add up to the microcent, however days are reported and hours are cut', () => {
    fc.assert(
      fc.property(someHours, fc.tuple(report, report, report), minute, minute, minute, (...all) => {
        const [hours, days, ...cuts] = all;
        const usage = held(
          hours.map(({ index, estimate }) => hourTotal(hour(MON, index), estimate)),
        );
        const known = reports(
          ...days.flatMap((day, index) => {
            const start = (MON + index * DAY_MS) as DayStart;
            return day ? [dayReport(start, day.amount, day.isLate ? start + 1 : NOW)] : [];
          }),
        );
        const [from = 0, middle = 0, to = 0] = cuts.sort((a, b) => a - b);
        const sum = (a: number, b: number) => cost(a, b, usage, known).microcents;
        const parts = (sum(from, middle) ?? 0) + (sum(middle, to) ?? 0);
        expect(parts).toBe(sum(from, to) ?? 0);
      }),
      { ...seeded, numRuns: 1000 },
    );
  });
});
