import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HeldCuts, partBefore } from '../../../src-main/core/usage/part-before.js';
import { HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { seeded } from '../../fakes/arbitraries.js';
import { at, coverageOf, hourAt, hourTotal } from '../../fakes/figures.js';

const TEN = hourAt('2026-11-22T10:00:00Z');
const RESET = at('2026-11-22T10:59:00Z');
const minute = (index: number) => TEN + index * MINUTE_MS;

interface Known {
  readonly fetchedAt: number | null;
  readonly minutesAt?: number;
  readonly minutes?: readonly ReturnType<typeof hourTotal>[];
  readonly now?: number;
}
const cutsOf = ({ fetchedAt, minutesAt, minutes, now = TEN + 9 * HOUR_MS }: Known): HeldCuts => ({
  now,
  coverage: coverageOf({
    hours: new Map(fetchedAt === null ? [] : [[TEN, fetchedAt]]),
    minuteHours: new Map(minutesAt === undefined ? [] : [[TEN, minutesAt]]),
  }),
  minutes: new Map(minutes ? [[TEN, minutes]] : []),
});
const part = (known: Known, cut = RESET, estimate: number | null = null) =>
  partBefore(TEN, cut, cutsOf(known), estimate);
const share = ({ part: some, whole }: { readonly part: number; readonly whole: number }) =>
  some / whole;

describe('T4: the hour in which a window ends', () => {
  it('lies whole before a cut at which it was last fetched, and that is exact', () => {
    for (const fetchedAt of [minute(3), RESET]) {
      expect(part({ fetchedAt })).toMatchObject({ part: 1, whole: 1, isExact: true });
    }
    // Whatever its minutes said a moment later.
    const minutes = [hourTotal(RESET, 10)];
    expect(share(part({ fetchedAt: RESET, minutesAt: RESET + 1000, minutes }))).toBe(1);
  });

  it('is told by its minutes once it was fetched later', () => {
    const minutes = [hourTotal(minute(58), 30), hourTotal(RESET, 10)];
    const known = { fetchedAt: RESET + 5000, minutesAt: RESET + 6000, minutes };
    expect(part(known)).toMatchObject({ part: 30, whole: 40, isExact: true });
  });

  it('is spread over the time that had passed when it was fetched, which is not exact', () => {
    expect(part({ fetchedAt: minute(59) + 30_000 })).toMatchObject({
      part: 59 * MINUTE_MS,
      whole: 59.5 * MINUTE_MS,
      isExact: false,
    });
    expect(share(part({ fetchedAt: TEN + 7 * HOUR_MS }))).toBe(59 / 60);
    // A bill of an hour that is not held.
    expect(share(part({ fetchedAt: null }))).toBe(59 / 60);
  });

  it('is not exact by minutes that were read before the cut', () => {
    const known = { fetchedAt: RESET + 5000, minutes: [hourTotal(minute(3), 30)] };
    const read = (minutesAt: number) => part({ ...known, minutesAt }, RESET, 40);
    expect(read(RESET - 1)).toMatchObject({ part: 30, whole: 40, isExact: false });
    expect(read(RESET)).toMatchObject({ part: 30, whole: 40, isExact: true });
  });

  it('use that came after its minutes were read lies behind the cut', () => {
    const minutes = [hourTotal(minute(3), 30), hourTotal(minute(20), 10)];
    const known = { fetchedAt: minute(40), minutesAt: minute(30), minutes };
    expect(share(part(known, minute(15), 100))).toBe(0.3);
    const none = part({ ...known, minutes: [] }, minute(15), 100);
    expect(none).toMatchObject({ part: 0, whole: 100, isExact: true });
    // Once they were read to the end of the hour they tell how all of it was used.
    const whole = { ...known, fetchedAt: TEN + 6 * HOUR_MS, minutesAt: TEN + HOUR_MS };
    expect(share(part(whole, minute(15), 100))).toBe(0.75);
  });

  it('minutes without a price tell where tokens lie, not where money does', () => {
    const minutes = [hourTotal(minute(3), null)];
    const told = part({ fetchedAt: TEN + HOUR_MS, minutesAt: TEN + HOUR_MS, minutes });
    expect(told).toMatchObject({ minutes, isExact: false });
    expect(share(told)).toBe(59 / 60);
  });

  it('a cut inside a minute is exact where nothing was used in that minute', () => {
    const known = { fetchedAt: TEN + HOUR_MS, minutesAt: TEN + HOUR_MS };
    const isExact = (index: number) =>
      part({ ...known, minutes: [hourTotal(minute(index), 9)] }, minute(3) + 1).isExact;
    expect([2, 3, 4].map(isExact)).toEqual([true, false, true]);
  });

  it('a fetch dated in the future is one of now at the latest', () => {
    const ahead = { fetchedAt: TEN + 9 * HOUR_MS, now: minute(30) };
    expect(part(ahead)).toMatchObject({ part: 1, whole: 1 });
    expect(share(part(ahead, minute(15)))).toBe(0.5);
  });
});

it('of any hour a later cut has no less before it, from nothing at its start to all at its end', () => {
  const offset = fc.integer({ min: -HOUR_MS, max: 3 * HOUR_MS });
  const known = fc.record({
    fetchedAt: fc.option(offset.map((ms) => TEN + ms)),
    minutesAt: fc.option(offset.map((ms) => TEN + ms)),
    minutes: fc.array(fc.tuple(fc.nat(59), fc.option(fc.nat(1_000_000))), { maxLength: 8 }),
    now: offset.map((ms) => TEN + Math.max(0, ms)),
  });
  fc.assert(
    fc.property(known, offset, offset, fc.nat(2_000_000), (told, a, b, estimate) => {
      const cuts = cutsOf({
        ...{ fetchedAt: told.fetchedAt, now: told.now },
        ...(told.minutesAt === null ? {} : { minutesAt: told.minutesAt }),
        minutes: told.minutes.map(([index, microcents]) => hourTotal(minute(index), microcents)),
      });
      const before = (cut: number) => partBefore(TEN, cut, cuts, estimate);
      const [early, late] = [before(TEN + Math.min(a, b)), before(TEN + Math.max(a, b))];
      for (const { part: some, whole } of [early, late]) {
        expect(whole).toBeGreaterThan(0);
        expect(some).toBeGreaterThanOrEqual(0);
        expect(some).toBeLessThanOrEqual(whole);
      }
      expect(before(TEN).part).toBe(0);
      expect(share(before(TEN + HOUR_MS))).toBe(1);
      expect(share(early)).toBeLessThanOrEqual(share(late));
    }),
    seeded,
  );
});
