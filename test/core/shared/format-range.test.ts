import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatFineMoney,
  formatMoney,
  formatMoneyShort,
  formatPart,
  formatParts,
  formatPercent,
} from '../../../src-main/shared/format.js';
import { formatBetween } from '../../../src-main/shared/format-between.js';
import {
  formatRange,
  formatRough,
  formatRoughRange,
} from '../../../src-main/shared/format-range.js';
import { formatSignedMoney, formatSignedPercent } from '../../../src-main/shared/format-signed.js';
import { seeded } from '../../fakes/arbitraries.js';
import { usd } from '../../fakes/figures.js';

/** Amounts of every size, both signs, and many near nothing. */
const amount = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.integer({ min: -1_000_000_000, max: 10 ** 10 }),
  fc.integer({ min: -1_000_000_000_000, max: 10 ** 14 }),
);
const percent = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 12, noNaN: true }),
  fc.double({ min: 90, max: 110, noNaN: true }),
  fc.double({ min: 0, max: 300, noNaN: true }),
);
const pairOf = (end: fc.Arbitrary<number>) =>
  fc.tuple(end, end).map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }));

/** What a person reads: "<$0.01" is somewhere between nothing and a cent. */
const readEnd = (text: string) =>
  Number(
    text
      .replace('−', '-')
      .replace(/[$,%\s]/g, '')
      .replace('<', ''),
  ) * (text.startsWith('<') ? 0.5 : 1);
const decimalsOf = (text: string) => text.replace(/[^\d.]/g, '').split('.')[1]?.length ?? 0;

function expectFairRange(text: string) {
  const [low = '', high = '', ...more] = text.split(' – ');
  expect(more).toEqual([]);
  expect(readEnd(low)).toBeLessThan(readEnd(high));
  return [low, high] as const;
}

describe('a range of money', () => {
  it.each([
    [6.4, 6.42, '$6.40 – $6.42'],
    [0, 0.001, '$0.00 – <$0.01'],
    [-3, -2, '−$3.00 – −$2.00'],
    [19.5, 22, '$19.50 – $22.00'],
    [5, 5.001, null],
  ])('from %d to %d is %s', (low, high, text) => {
    expect(formatRange({ low: usd(low), high: usd(high) })).toBe(text);
  });

  it.each([
    [19.5, 22, '$20 – $22'],
    [46.2, 51.9, '$46 – $52'],
    [0, 51.9, '$0 – $52'],
    [0.4, 58, '$0.40 – $58.00'],
    [41.1, 41.3, null],
  ])('that is rough, from %d to %d, is %s', (low, high, text) => {
    expect(formatRoughRange({ low: usd(low), high: usd(high) })).toBe(text);
  });

  it.each([
    ['exact', formatRange],
    ['rough', formatRoughRange],
  ])('that is %s rises as it is read, and both ends are as exact', (_, format) => {
    fc.assert(
      fc.property(pairOf(amount), (range) => {
        const text = format(range);
        if (text === null) return;
        const [low, high] = expectFairRange(text);
        for (const end of [low, high]) expect(end).toMatch(/^[−<]?\$[\d,]+(\.\d\d)?$/);
        expect(decimalsOf(low)).toBe(decimalsOf(high));
      }),
      seeded,
    );
  });
});

describe('a range of percentages', () => {
  it.each([
    [75.6, 88.2, '76 – 88 %'],
    [8.4, 12.2, '8 – 12 %'],
    [8.4, 9.14, '8.4 – 9.1 %'],
    [0.02, 12, '<1 – 12 %'],
    [99.7, 130, '99 – 100 %'],
    [41.1, 41.3, '41.1 – 41.3 %'],
    [100, 130, '100 %'],
    [101, 130, 'above 100 %'],
  ])('from %d to %d is %s', (low, high, text) => {
    expect(formatBetween({ low, high })).toBe(text);
  });

  it('rises as it is read, and both ends are as exact', () => {
    fc.assert(
      fc.property(pairOf(percent), (range) => {
        const text = formatBetween(range);
        if (!text.includes('–')) return;
        const [low, high] = expectFairRange(text);
        expect(decimalsOf(low)).toBe(decimalsOf(high));
      }),
      seeded,
    );
  });
});

it('what reads as zero has no sign, and no amount reads as zero but zero', () => {
  const forms = [
    ...[formatMoney, formatFineMoney, formatMoneyShort, formatRough, formatSignedMoney],
    ...[formatPercent, formatPart, formatSignedPercent],
  ];
  for (const form of forms) expect([form(0), form(-0)]).toEqual([form(0), form(0)]);
  fc.assert(
    fc.property(amount, (size) => {
      for (const form of forms) {
        const text = form(size / (form === formatPercent ? 10 ** 4 : 1));
        expect(text).not.toMatch(/^[−+-][<$]*0*\.?0*(\D*)$/);
        expect(text).not.toContain('-');
        if (size !== 0) expect(text).not.toMatch(/^\$?0(\.0+)?( %)?$/);
      }
      expect(formatParts(size)).not.toMatch(/^[−-]0\.00$/);
    }),
    seeded,
  );
});

it.each([
  [usd(-4.5), '−$4.50'],
  [usd(-0.004), '<$0.01'],
  [usd(-0.005), '−$0.01'],
])('%d microcents, a credit, are %s', (microcents, text) => {
  expect(formatMoney(microcents)).toBe(text);
});

it.each([
  [usd(0.0042), '$0.0042'],
  [usd(-0.0042), '−$0.0042'],
  [usd(0.00042), '$0.00042'],
  [usd(0.00001), '<$0.0001'],
  [usd(0.00996), '$0.01'],
  [usd(0.014), '$0.01'],
  [0, '$0.00'],
])('%d microcents beside others as small are %s', (microcents, text) => {
  expect(formatFineMoney(microcents)).toBe(text);
});

it.each([
  [usd(4.1), '+$4.10'],
  [usd(-2.36), '−$2.36'],
  [usd(0.001), '<$0.01'],
  [usd(-0.001), '<$0.01'],
  [0, '$0.00'],
])('a difference of %d microcents is %s: too small to tell, it has no direction', (by, text) => {
  expect(formatSignedMoney(by)).toBe(text);
});

it.each([
  [63.4, '63 %'],
  [9.8, '10 %'],
  [4, '4 %'],
  [0.3, '<1 %'],
  [99.6, '>99 %'],
  [100, '100 %'],
  [0, '0 %'],
])('a share of %d percent is %s: all of a column are as exact', (share, text) => {
  expect(formatPart(share)).toBe(text);
});

it('a thousand percent have a comma, also when rounded up to', () => {
  expect(formatPercent(999.6)).toBe('1,000 %');
  expect(formatPercent(-12.4)).toBe('−12 %');
});
