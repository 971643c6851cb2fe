import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitAmount } from '../../../src-main/core/money/split-amount.js';
import { seeded } from '../../fakes/arbitraries.js';

describe('splitting an amount', () => {
  const weights = fc.array(fc.oneof(fc.constant(0), fc.nat(9), fc.nat(5_000_000_000)), {
    minLength: 1,
    maxLength: 12,
  });
  const amount = fc.oneof(fc.nat(9), fc.nat(), fc.maxSafeNat());

  it('parts add up to the amount to the microcent, whenever there is any weight', () => {
    fc.assert(
      fc.property(amount, weights, (total, list) => {
        const parts = splitAmount(total, list);
        const hasWeight = list.some((weight) => weight > 0);
        const sum = parts.reduce((all, part) => all + BigInt(part), 0n);
        expect(sum).toBe(hasWeight ? BigInt(total) : 0n);
      }),
      seeded,
    );
  });

  it('no part is negative, nor off its exact share by a microcent or more', () => {
    fc.assert(
      fc.property(amount, weights, (total, list) => {
        const whole = list.reduce((sum, weight) => sum + BigInt(weight), 0n);
        splitAmount(total, list).forEach((part, index) => {
          expect(part).toBeGreaterThanOrEqual(0);
          const exact = BigInt(total) * BigInt(list[index] ?? 0);
          const off = BigInt(part) * whole - exact;
          expect(off < 0n ? -off : off).toBeLessThan(whole > 0n ? whole : 1n);
        });
      }),
      seeded,
    );
  });

  it('what has no weight gets nothing', () => {
    expect(splitAmount(100, [0, 3, 0, 1, 0])).toEqual([0, 75, 0, 25, 0]);
    expect(splitAmount(100, [])).toEqual([]);
  });

  it('those that lost most by rounding down get the rest; of equals the first', () => {
    expect(splitAmount(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(splitAmount(10, [3, 4, 1])).toEqual([4, 5, 1]);
  });

  it('a credit is split like a charge', () => {
    fc.assert(
      fc.property(amount, weights, (total, list) => {
        const charge = splitAmount(total, list);
        expect(splitAmount(-total, list)).toEqual(charge.map((part) => 0 - part));
      }),
      seeded,
    );
  });

  it('weights beyond what a number counts still give the whole amount away', () => {
    const parts = splitAmount(1_000_003, [9e15, 9e15, 1]);
    expect(parts).toEqual([500_002, 500_001, 0]);
  });
});
