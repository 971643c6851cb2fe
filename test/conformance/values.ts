import fc from 'fast-check';
import { HOUR_MS } from '../../src-main/shared/units.js';

/** A count as the API may send it: up to what can be held exactly. */
export const count = fc.oneof(fc.nat(50), fc.maxSafeNat());

export const name = fc.oneof(fc.string({ maxLength: 30 }), fc.string({ unit: 'grapheme' }));

export const id = (prefix: string) =>
  fc.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{22}$/).map((random) => `${prefix}_01${random}`);

/**
 * A set that grows without notice. The SDK's type lists today's values; the API may send others,
 * which is what the assertion leaves out.
 */
export const openSet = <Value extends string>(...values: readonly Value[]): fc.Arbitrary<Value> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: fc.string({ minLength: 1 }) as fc.Arbitrary<Value> },
  );

export const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });

const digits = (max: number) =>
  fc
    .nat({ max: 9 })
    .chain((first) =>
      fc.array(fc.nat({ max: 9 }), { maxLength: max - 1 }).map((rest) => [first, ...rest].join('')),
    );

/** Fractional cents as text, with as many digits as the API likes. */
export const centsText = fc
  .tuple(fc.constantFrom('', '', '', '-'), digits(9), fc.option(digits(20), { nil: null }))
  .map(([sign, whole, fraction]) => `${sign}${whole}${fraction === null ? '' : `.${fraction}`}`);

/** The same amount in microcents by arithmetic of whole numbers, half away from zero. */
export function exactMicrocents(text: string): bigint {
  const isNegative = text.startsWith('-');
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const scale = 10n ** BigInt(fraction.length);
  const rounded = (2n * BigInt(whole + fraction) * 1_000_000n + scale) / (2n * scale);
  return isNegative ? -rounded : rounded;
}

const LATEST_HOUR = Math.floor(Date.UTC(2026, 10, 21) / HOUR_MS);

/** Start of an hour of 2026, in milliseconds. */
export const hour = fc
  .integer({ min: LATEST_HOUR - 7_000, max: LATEST_HOUR })
  .map((hours) => hours * HOUR_MS);

export const bound = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');

/** Times of objects carry microseconds. */
export const objectTime = fc
  .tuple(hour, fc.nat({ max: 3_599_999 }), fc.nat({ max: 999 }))
  .map(([start, ms, micro]) =>
    new Date(start + ms).toISOString().replace('Z', `${String(micro).padStart(3, '0')}Z`),
  );
