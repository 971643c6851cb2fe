import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ceilDay,
  ceilHour,
  DAY_MS,
  estimated,
  floorDay,
  floorHour,
  floorMinute,
  HOUR_MS,
  MINUTE_MS,
  reported,
} from '../../../src-main/shared/units.js';
import { seeded } from '../../fakes/arbitraries.js';

describe('aligned instants', () => {
  it('a floor is aligned, at or before the instant, and less than a width away', () => {
    const floors = [
      [floorMinute, MINUTE_MS],
      [floorHour, HOUR_MS],
      [floorDay, DAY_MS],
    ] as const;
    fc.assert(
      fc.property(fc.nat(4_102_444_800_000), fc.constantFrom(...floors), (at, [floor, widthMs]) => {
        const start = floor(at);
        expect(start % widthMs).toBe(0);
        expect(at - start).toBeGreaterThanOrEqual(0);
        expect(at - start).toBeLessThan(widthMs);
        expect(floor(start)).toBe(start);
      }),
      seeded,
    );
  });

  it('a ceiling of what is aligned is itself, of anything else the next start', () => {
    expect([ceilHour(HOUR_MS), ceilHour(HOUR_MS + 1)]).toEqual([HOUR_MS, 2 * HOUR_MS]);
    expect([ceilDay(DAY_MS), ceilDay(DAY_MS + 1)]).toEqual([DAY_MS, 2 * DAY_MS]);
  });
});

describe('money', () => {
  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    '%d is not whole money',
    (amount) => {
      expect(() => reported(amount)).toThrow(RangeError);
      expect(() => estimated(amount)).toThrow(RangeError);
    },
  );

  it('whole microcents are kept, credits too', () => {
    expect([reported(-5), estimated(0), reported(Number.MAX_SAFE_INTEGER)]).toEqual([
      -5,
      0,
      Number.MAX_SAFE_INTEGER,
    ]);
  });
});
