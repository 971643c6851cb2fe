import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCents } from '../../../src-main/adapters/admin-api/parse-cents.js';

const digits = (min: number, max: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max })
    .map((list) => list.join(''));
const sign = fc.constantFrom('', '-');

/** The same number as a fraction of whole numbers, rounded half away from zero. */
function exactly(negative: string, whole: string, fraction: string): bigint {
  const scale = 10n ** BigInt(fraction.length);
  const numerator = BigInt(whole + fraction) * 1_000_000n;
  const rounded = (2n * numerator + scale) / (2n * scale);
  return negative ? -rounded : rounded;
}

describe('parseCents', () => {
  test.each([
    ['241.538', 241_538_000],
    ['497.30', 497_300_000],
    ['41280.000000', 41_280_000_000],
    ['0', 0],
    ['7', 7_000_000],
    ['0.0000005', 1],
    ['0.0000004999', 0],
    ['-0.000001', -1],
    ['-0', 0],
    ['-0.0000001', 0],
    ['0.1', 100_000],
    ['0000012.5', 12_500_000],
  ])('%s cents are %i microcents', (amount, microcents) => {
    const parsed = parseCents(amount);
    expect(parsed).toBe(microcents);
    expect(Object.is(parsed, -0)).toBe(false);
  });

  test('A27: equals exact arithmetic for every amount that fits', () => {
    fc.assert(
      fc.property(sign, digits(1, 9), digits(1, 30), (negative, whole, fraction) => {
        const parsed = parseCents(`${negative}${whole}.${fraction}`);
        expect(parsed === null ? null : BigInt(parsed)).toBe(exactly(negative, whole, fraction));
      }),
      { numRuns: 2_000 },
    );
  });

  test('A27: whole amounts too, and what does not fit is null, never rounded', () => {
    fc.assert(
      fc.property(sign, digits(1, 15), (negative, whole) => {
        const exact = exactly(negative, whole, '');
        const fits =
          exact <= BigInt(Number.MAX_SAFE_INTEGER) && -exact <= BigInt(Number.MAX_SAFE_INTEGER);
        const parsed = parseCents(`${negative}${whole}`);
        expect(parsed === null ? null : BigInt(parsed)).toBe(fits ? exact : null);
      }),
      { numRuns: 2_000 },
    );
  });

  test('A27: any other text is null', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^-?\d+(\.\d+)?$/.test(text));
        expect(parseCents(text)).toBeNull();
      }),
    );
  });
});
