import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DayReport } from '../../../src-main/core/history-rows.js';
import type { CostOfHour } from '../../../src-main/core/money/read-hour-costs.js';
import {
  costOfSpan,
  daysByHour,
  type HeldMoney,
  reportedOfDay,
} from '../../../src-main/core/snapshot/cost-of-span.js';
import { DAY_MS, type DayStart, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { seeded } from '../../fakes/arbitraries.js';
import { at, coverageOf, dayAt, dayReport, heldCuts, hourTotal } from '../../fakes/figures.js';

const MON = dayAt('2026-11-16T00:00:00Z');
const TUE = (MON + DAY_MS) as DayStart;
const WED = (MON + 2 * DAY_MS) as DayStart;
const NOW = at('2026-11-18T12:00:00Z');
const hour = (day: number, index: number) => day + index * HOUR_MS;

const reports = (...days: DayReport[]) =>
  new Map<number, DayReport>(days.map((day) => [day.start, day]));
const hours = (...some: readonly (readonly [start: number, cost: CostOfHour])[]) => new Map(some);
const estimate = (microcents: number | null): CostOfHour => ({
  microcents,
  basis: microcents === null ? null : 'estimated',
  plain: microcents,
});
const part = (microcents: number): CostOfHour => ({
  microcents,
  basis: 'allocated',
  plain: microcents,
});

const cost = (from: number, to: number, known: Partial<HeldMoney>) =>
  costOfSpan(
    { from, to },
    { hours: new Map(), reports: new Map(), ...known, ...heldCuts({ now: NOW, ...known }) },
  );

describe('which days count as reported', () => {
  it('a closed day whose report was fetched after its end, from that very instant', () => {
    const known = reports(dayReport(MON, 70, TUE));
    expect(reportedOfDay(MON, known, NOW)).toBe(70);
    expect(reportedOfDay(MON, known, TUE)).toBe(70);
    expect(reportedOfDay(MON, known, TUE - 1)).toBeNull();
  });

  it('not a closed day whose report was fetched while it ran', () => {
    expect(reportedOfDay(MON, reports(dayReport(MON, 40, TUE - 1)), NOW)).toBeNull();
  });

  it('not the running day, whatever its report says so far, nor one without a report', () => {
    expect(reportedOfDay(WED, reports(dayReport(WED, 40, NOW)), NOW)).toBeNull();
    expect(reportedOfDay(MON, new Map(), NOW)).toBeNull();
  });

  it('A38: not a day with an empty report: it is late, not free', () => {
    expect(reportedOfDay(MON, reports(dayReport(MON, null, NOW)), NOW)).toBeNull();
  });
});

describe('which days must be read by the hour', () => {
  const known = reports(dayReport(MON, 70, NOW), dayReport(TUE, 80, NOW));

  it('those that an end cuts, and those without a bill', () => {
    expect(daysByHour({ from: MON, to: hour(WED, 13) }, known, NOW)).toEqual([WED]);
    expect(daysByHour({ from: hour(MON, 1), to: WED }, known, NOW)).toEqual([MON]);
    expect(daysByHour({ from: MON, to: hour(TUE, 1) }, known, NOW)).toEqual([TUE]);
  });

  it('none of the future', () => {
    expect(daysByHour({ from: TUE, to: WED + 5 * DAY_MS }, known, NOW)).toEqual([WED]);
  });
});

describe('the basis of a cost', () => {
  const billed = reports(dayReport(MON, 70, NOW));

  it('whole billed days are reported, their parts allocated, days without a bill estimated', () => {
    expect(cost(MON, TUE, { reports: billed })).toEqual({
      microcents: 70,
      basis: 'reported',
      estimated: 0,
      plain: 0,
    });
    const parts = hours([hour(MON, 3), part(30)], [hour(MON, 20), part(40)]);
    expect(cost(hour(MON, 4), TUE, { reports: billed, hours: parts })).toEqual({
      microcents: 40,
      basis: 'allocated',
      estimated: 0,
      plain: 0,
    });
    expect(cost(WED, NOW, { hours: hours([hour(WED, 3), estimate(7)]) })).toEqual({
      microcents: 7,
      basis: 'estimated',
      estimated: 7,
      plain: 7,
    });
  });

  it('a bill and an estimate are mixed, and it is told how much of it is estimated', () => {
    const known = { reports: billed, hours: hours([hour(WED, 3), estimate(7)]) };
    expect(cost(MON, NOW, known)).toEqual({
      microcents: 77,
      basis: 'mixed',
      estimated: 7,
      plain: 7,
    });
  });

  it('hours without use do not turn a bill into an estimate', () => {
    const known = { reports: billed, hours: hours([hour(TUE, 3), estimate(0)]) };
    expect(cost(MON, WED, known).basis).toBe('reported');
  });

  it('of nothing known there is no cost and no basis', () => {
    expect(cost(TUE, WED, {})).toEqual({ microcents: null, basis: null, estimated: 0, plain: 0 });
  });

  it('hours without use are a known zero, but not beside use of unknown cost', () => {
    const unused = hours([hour(TUE, 3), estimate(0)]);
    expect(cost(TUE, WED, { hours: unused })).toMatchObject({ microcents: 0, basis: 'estimated' });
    const unknown = hours([hour(TUE, 3), estimate(0)], [hour(TUE, 4), estimate(null)]);
    expect(cost(TUE, WED, { hours: unknown }).microcents).toBeNull();
  });

  it('use of unknown cost is left out of a sum', () => {
    const known = hours([hour(TUE, 3), estimate(5)], [hour(TUE, 4), estimate(null)]);
    expect(cost(TUE, WED, { hours: known }).microcents).toBe(5);
  });

  it('a part of an hour that the analytics billed is allocated, the whole of it reported', () => {
    const known = {
      hours: hours([hour(WED, 3), { microcents: 60, basis: 'reported', plain: 60 }]),
    };
    expect(cost(hour(WED, 3), hour(WED, 4), known).basis).toBe('reported');
    expect(cost(hour(WED, 3) + 30 * MINUTE_MS, hour(WED, 4), known)).toMatchObject({
      microcents: 30,
      basis: 'allocated',
    });
  });
});

describe('an hour that a reset cuts', () => {
  const RESET = hour(WED, 10) + 59 * MINUTE_MS;
  const cut = hours([hour(WED, 10), estimate(1000)]);

  it('T4: is parted as its minutes were used', () => {
    const minutes = new Map([
      [hour(WED, 10), [hourTotal(hour(WED, 10), 30), hourTotal(RESET, 10)]],
    ]);
    expect(cost(RESET, hour(WED, 11), { hours: cut, minutes }).microcents).toBe(250);
    expect(cost(WED, RESET, { hours: cut, minutes }).microcents).toBe(750);
  });

  it('T4: is not parted when it was last fetched before: all of it lies before the reset', () => {
    for (const fetchedAt of [RESET - 40 * MINUTE_MS, RESET]) {
      const coverage = coverageOf({ hours: new Map([[hour(WED, 10), fetchedAt]]) });
      expect(cost(WED, RESET, { hours: cut, coverage })).toMatchObject({
        ...{ microcents: 1000, estimated: 1000, plain: 1000 },
      });
      expect(cost(RESET, hour(WED, 11), { hours: cut, coverage }).microcents).toBe(0);
      // Use of unknown cost is none of the new week's.
      const unpriced = hours([hour(WED, 10), estimate(null)]);
      expect(cost(RESET, hour(WED, 11), { hours: unpriced, coverage }).microcents).toBe(0);
    }
  });

  it('T4: use without a price on one side of it is unknown there, not zero', () => {
    const unpriced = hourTotal(RESET - MINUTE_MS, null);
    const oldWeek = (...totals: ReturnType<typeof hourTotal>[]) =>
      cost(hour(WED, 10), RESET, { hours: cut, minutes: new Map([[hour(WED, 10), totals]]) });
    expect(oldWeek(unpriced, hourTotal(RESET, 10)).microcents).toBeNull();
    expect(oldWeek(hourTotal(RESET, 10)).microcents).toBe(0);
  });

  it('T4: without its minutes, or any price of them, by time', () => {
    const unpriced = new Map([[hour(WED, 10), [hourTotal(RESET, null)]]]);
    for (const known of [{ hours: cut }, { hours: cut, minutes: unpriced }]) {
      expect(cost(RESET, hour(WED, 11), known).microcents).toBe(17);
      expect(cost(WED, RESET, known).microcents).toBe(983);
    }
  });
});

describe('adjoining spans', () => {
  const someHours = fc.array(
    fc.record({
      index: fc.nat(60),
      microcents: fc.option(fc.integer({ min: -1_000_000_000, max: 3_000_000_000 }), { nil: null }),
    }),
    { maxLength: 30 },
  );
  const bill = fc.option(fc.integer({ min: -1_000_000_000, max: 20_000_000_000 }), { nil: null });
  const someMinutes = fc.array(fc.record({ minute: fc.nat(3599), microcents: fc.nat(1_000_000) }), {
    maxLength: 20,
  });
  const someFetches = fc
    .array(fc.tuple(fc.nat(60), fc.nat(60 * 60), fc.nat(60 * 60)), { maxLength: 30 })
    .map((fetches) => {
      const times = (which: 1 | 2) =>
        new Map(fetches.map((one) => [hour(MON, one[0]), MON + one[which] * MINUTE_MS] as const));
      return coverageOf({ hours: times(1), minuteHours: times(2) });
    });
  const cutAt = fc.nat(60 * 60).map((offset) => MON + offset * MINUTE_MS);

  it('add up to the microcent where hours are cut, with and without minutes, whenever fetched', () => {
    fc.assert(
      fc.property(someHours, someMinutes, someFetches, cutAt, cutAt, cutAt, (...some) => {
        const [told, told2, coverage, ...all] = some;
        const known = {
          coverage,
          hours: new Map(told.map((one) => [hour(MON, one.index), estimate(one.microcents)])),
          minutes: new Map(
            told2.map(({ minute, microcents }) => {
              const start = MON + minute * MINUTE_MS;
              return [start - (start % HOUR_MS), [hourTotal(start, microcents)]];
            }),
          ),
        };
        const [from = 0, middle = 0, to = 0] = all.sort((a, b) => a - b);
        const sum = (a: number, b: number) => cost(a, b, known).microcents ?? 0;
        expect(sum(from, middle) + sum(middle, to)).toBe(sum(from, to));
      }),
      { ...seeded, numRuns: 1000 },
    );
  });

  it('T4: two weeks that part a billed day are its bill together', () => {
    fc.assert(
      fc.property(bill, cutAt, (amount, middle) => {
        const day = middle - ((middle - MON) % DAY_MS);
        if (amount === null || day + DAY_MS > NOW) return;
        const known = {
          reports: reports(dayReport(day as DayStart, amount, NOW)),
          // Whatever the hours are, they are the bill together.
          hours: hours([hour(day, 3), part(amount - 7)], [hour(day, 9), part(7)]),
        };
        const sum = (a: number, b: number) => cost(a, b, known).microcents ?? 0;
        expect(sum(day, middle) + sum(middle, day + DAY_MS)).toBe(amount);
        expect(sum(day, day + DAY_MS)).toBe(amount);
      }),
      seeded,
    );
  });
});
