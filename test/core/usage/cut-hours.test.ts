import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UsageTotal } from '../../../src-main/core/history-rows.js';
import {
  addUsage,
  type HeldUsage,
  sumUsageBetween,
} from '../../../src-main/core/usage/cut-hours.js';
import { isUnused } from '../../../src-main/core/usage/token-sums.js';
import { HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { NO_TOKENS, TOKEN_KINDS } from '../../../src-main/shared/usage.js';
import { seeded, someTokens } from '../../fakes/arbitraries.js';
import { at, coverageOf, heldUsage, hourAt, hourTotal, tokens } from '../../fakes/figures.js';

const TEN = hourAt('2026-11-22T10:00:00Z');
const RESET = at('2026-11-22T10:59:00Z');

const held = (
  hours: readonly UsageTotal[],
  minutes: readonly (readonly [hour: number, totals: readonly UsageTotal[]])[] = [],
  coverage = coverageOf(),
): HeldUsage =>
  heldUsage({
    hours: new Map(hours.map((hour) => [hour.start, hour])),
    minutes: new Map(minutes),
    coverage,
  });
const out = (count: number) => tokens({ output: count });

describe('T4: a reset inside an hour', () => {
  const whole = hourTotal(TEN, 600_000, out(600));
  const minutes = [
    hourTotal(TEN + 3 * MINUTE_MS, 100_000, out(100)),
    hourTotal(TEN + 58 * MINUTE_MS, 200_000, out(200)),
    hourTotal(TEN + 59 * MINUTE_MS, 300_000, out(300)),
  ];

  it('splits by the minute: what began before 10:59 is the old week, the rest the new one', () => {
    const usage = held([whole], [[TEN, minutes]]);
    expect(sumUsageBetween(usage, TEN, RESET)).toEqual({ tokens: out(300), estimated: 300_000 });
    expect(sumUsageBetween(usage, RESET, TEN + HOUR_MS)).toEqual({
      tokens: out(300),
      estimated: 300_000,
    });
  });

  it('splits by time while the minutes are not held: 59 of 60 parts before 10:59', () => {
    const usage = held([whole]);
    expect(sumUsageBetween(usage, TEN, RESET).estimated).toBe(590_000);
    expect(sumUsageBetween(usage, RESET, TEN + HOUR_MS).estimated).toBe(10_000);
    expect(sumUsageBetween(usage, TEN, RESET).tokens).toEqual(out(590));
  });

  it('is not split when it was last fetched before the reset: all of it is the old week', () => {
    for (const minute of [20, 58, 59]) {
      const coverage = coverageOf({ hours: new Map([[TEN, TEN + minute * MINUTE_MS]]) });
      const usage = held([whole], [], coverage);
      expect(sumUsageBetween(usage, TEN, RESET)).toEqual({ tokens: out(600), estimated: 600_000 });
      expect(sumUsageBetween(usage, RESET, TEN + HOUR_MS).tokens).toEqual(NO_TOKENS);
    }
  });

  it('held minutes without use mean that all use came after the cut', () => {
    const usage = held([whole], [[TEN, []]]);
    expect(sumUsageBetween(usage, TEN, RESET)).toEqual({ tokens: NO_TOKENS, estimated: 0 });
    expect(sumUsageBetween(usage, RESET, TEN + HOUR_MS).tokens).toEqual(out(600));
  });

  it('minutes that know more than the hour never make the other part negative', () => {
    const late = [hourTotal(TEN, 900_000, tokens({ output: 900, cacheRead: 5 }))];
    const rest = sumUsageBetween(held([whole], [[TEN, late]]), RESET, TEN + HOUR_MS);
    expect(rest).toEqual({ tokens: NO_TOKENS, estimated: 0 });
  });

  it('an hour cut on both sides is what lies between', () => {
    const usage = held([whole], [[TEN, minutes]]);
    const between = sumUsageBetween(usage, TEN + 58 * MINUTE_MS, RESET);
    expect(between).toEqual({ tokens: out(200), estimated: 200_000 });
  });

  it('an hour without a price has none in either part', () => {
    const usage = held([hourTotal(TEN, null, out(60))]);
    expect(sumUsageBetween(usage, TEN, RESET).estimated).toBeNull();
    expect(sumUsageBetween(usage, RESET, TEN + HOUR_MS).estimated).toBeNull();
    expect(sumUsageBetween(usage, RESET, TEN + HOUR_MS).tokens).toEqual(out(1));
  });
});

describe('sums over hours', () => {
  it('hours that are not there add nothing and are not zero', () => {
    expect(sumUsageBetween(held([]), TEN, TEN + HOUR_MS)).toEqual({
      tokens: NO_TOKENS,
      estimated: null,
    });
  });

  it('an unpriced hour beside a priced one leaves the priced figure and all tokens', () => {
    const usage = held([hourTotal(TEN, null, out(5)), hourTotal(TEN + HOUR_MS, 7, out(7))]);
    const sum = sumUsageBetween(usage, TEN, TEN + 2 * HOUR_MS);
    expect(sum).toEqual({ tokens: out(12), estimated: 7 });
  });

  it('both ends are half-open: the hour that starts at the end is not in it', () => {
    const usage = held([hourTotal(TEN, 1), hourTotal(TEN + HOUR_MS, 10)]);
    expect(sumUsageBetween(usage, TEN, TEN + HOUR_MS).estimated).toBe(1);
    expect(sumUsageBetween(usage, TEN, TEN).estimated).toBeNull();
  });
});

describe('parts of any span', () => {
  const total = fc.record({
    tokens: someTokens,
    estimated: fc.option(fc.nat(5_000_000_000), { nil: null }),
  });
  const HOURS = 6;
  const someHeld = fc
    .record({
      hours: fc.array(fc.option(total, { nil: null }), { minLength: HOURS, maxLength: HOURS }),
      minutes: fc.array(fc.tuple(fc.nat(HOURS - 1), fc.nat(59), total), { maxLength: 40 }),
      fetched: fc.array(fc.tuple(fc.nat(HOURS - 1), fc.nat(HOURS * 60), fc.nat(HOURS * 60))),
    })
    .map(({ hours, minutes, fetched }): HeldUsage => {
      const times = (which: 1 | 2) =>
        new Map(
          fetched.map((one) => [TEN + one[0] * HOUR_MS, TEN + one[which] * MINUTE_MS] as const),
        );
      const coverage = coverageOf({ hours: times(1), minuteHours: times(2) });
      const totals = hours.flatMap((hour, index) =>
        hour ? [hourTotal(TEN + index * HOUR_MS, hour.estimated, hour.tokens)] : [],
      );
      const byHour = new Map<number, UsageTotal[]>();
      for (const [hour, minute, sum] of minutes) {
        const start = TEN + hour * HOUR_MS;
        const known = byHour.get(start) ?? [];
        known.push(hourTotal(start + minute * MINUTE_MS, sum.estimated, sum.tokens));
        byHour.set(start, known);
      }
      return held(totals, [...byHour], coverage);
    });
  const cut = fc.nat(HOURS * 60).map((minute) => TEN + minute * MINUTE_MS);

  it('adjoining parts add up to the whole, to the token and the microcent, whenever it was fetched', () => {
    fc.assert(
      fc.property(someHeld, cut, cut, cut, (usage, ...cuts) => {
        const [from = 0, middle = 0, to = 0] = cuts.sort((a, b) => a - b);
        const parts = addUsage(
          sumUsageBetween(usage, from, middle),
          sumUsageBetween(usage, middle, to),
        );
        expect(parts).toEqual(sumUsageBetween(usage, from, to));
      }),
      seeded,
    );
  });

  it('no part is negative, and a part of nothing is nothing', () => {
    fc.assert(
      fc.property(someHeld, cut, cut, (usage, a, b) => {
        const part = sumUsageBetween(usage, Math.min(a, b), Math.max(a, b));
        expect(part.estimated ?? 0).toBeGreaterThanOrEqual(0);
        for (const kind of TOKEN_KINDS) expect(part.tokens[kind]).toBeGreaterThanOrEqual(0);
        if (a === b) expect(isUnused(part.tokens)).toBe(true);
      }),
      seeded,
    );
  });
});
