import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DASH,
  formatCount,
  formatDateTime,
  formatDay,
  formatDuration,
  formatInstant,
  formatMoney,
  formatMoneyShort,
  formatMonth,
  formatPercent,
  formatTime,
  formatTokens,
  formatWeekdayDay,
  formatWeekdayTime,
} from '../../../src-main/shared/format.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { seeded } from '../../fakes/arbitraries.js';
import { at, usd } from '../../fakes/figures.js';

it('what is not known is a dash, in every form', () => {
  const forms = [formatMoney, formatMoneyShort, formatPercent, formatTokens, formatCount];
  expect(forms.map((form) => form(null))).toEqual([DASH, DASH, DASH, DASH, DASH]);
  expect(forms.map((form) => form(0))).toEqual(['$0.00', '$0', '0 %', '0', '0']);
});

describe('money', () => {
  it.each([
    [1, '<$0.01'],
    [usd(0.00499), '<$0.01'],
    [usd(0.005), '$0.01'],
    [usd(0.01), '$0.01'],
    [usd(4.12), '$4.12'],
    [565_670_000, '$5.66'],
    [usd(1264.8), '$1,264.80'],
    [usd(1_234_567.891), '$1,234,567.89'],
    [usd(-4.5), '−$4.50'],
  ])('%d microcents are %s', (microcents, text) => {
    expect(formatMoney(microcents)).toBe(text);
  });

  it.each([
    [1, '<$.1'],
    [usd(0.049), '<$.1'],
    [usd(0.05), '$0.1'],
    [usd(0.94), '$0.9'],
    [usd(0.96), '$1'],
    [usd(4.12), '$4.1'],
    [usd(99.94), '$99.9'],
    [usd(99.95), '$100'],
    [usd(128.4), '$128'],
    [usd(999.49), '$999'],
    [usd(999.5), '$1k'],
    [usd(1249), '$1.2k'],
    [usd(99_950), '$100k'],
    [usd(999_499), '$999k'],
    [usd(999_500), '$1M'],
    [usd(12_345_678), '$12.3M'],
  ])('%d microcents are %s where there is little room', (microcents, text) => {
    expect(formatMoneyShort(microcents)).toBe(text);
  });

  it('no amount above zero reads as zero', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 12 }), (microcents) => {
        expect(formatMoney(microcents)).not.toBe('$0.00');
        expect(formatMoneyShort(microcents)).not.toBe('$0');
      }),
      seeded,
    );
  });
});

describe('percent', () => {
  it.each([
    [0.0001, '<0.1 %'],
    [0.0999, '<0.1 %'],
    [0.1, '0.1 %'],
    [0.4, '0.4 %'],
    [1, '1 %'],
    [9.94, '9.9 %'],
    [9.96, '10 %'],
    [10.4, '10 %'],
    [82.4, '82 %'],
    [99.4, '99 %'],
    [99.5, '99.5 %'],
    [99.99, '99.9 %'],
    [100, '100 %'],
    [100.04, '100.1 %'],
    [100.4, '100.4 %'],
    [100.5, '101 %'],
    [1234.4, '1,234 %'],
    [250.6, '251 %'],
  ])('%f is %s', (percent, text) => {
    expect(formatPercent(percent)).toBe(text);
  });

  it('0.4 % is not 0 %, and nothing below 100 reads as 100 %', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 99.9999, noNaN: true }), (percent) => {
        expect(formatPercent(percent)).not.toBe('0 %');
        expect(formatPercent(percent)).not.toBe('100 %');
      }),
      seeded,
    );
  });
});

describe('tokens', () => {
  it.each([
    [999, '999'],
    [1000, '1 K'],
    [1234, '1.23 K'],
    [999_499, '999 K'],
    [999_500, '1 M'],
    [887_049, '887 K'],
    [6_567_273, '6.57 M'],
    [999_499_999, '999 M'],
    [999_500_000, '1 B'],
    [1_500_000_000_000, '1.5 T'],
    [2_000_000_000_000_000, '2000 T'],
  ])('%d are %s: 1,000 K is 1 M', (count, text) => {
    expect(formatTokens(count)).toBe(text);
  });

  it('three figures at most, for any count a week may hold', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 14 }), (count) => {
        expect(formatTokens(count)).toMatch(/^(\d{1,3}|\d\.\d{1,2}|\d{2}\.\d)( [KMBT])?$/);
      }),
      seeded,
    );
  });

  it('counts carry thousands separators', () => {
    expect(formatCount(1_234_567)).toBe('1,234,567');
  });
});

describe('durations', () => {
  it.each([
    [-5, '0 s'],
    [999, '0 s'],
    [59_999, '59 s'],
    [MINUTE_MS, '1 min'],
    [HOUR_MS - 1, '59 min'],
    [HOUR_MS, '1 h'],
    [3 * HOUR_MS + 20 * MINUTE_MS, '3 h 20 min'],
    [DAY_MS - 1, '23 h 59 min'],
    [DAY_MS, '1 d'],
    [2 * DAY_MS + 4 * HOUR_MS, '2 d 4 h'],
  ])('%d ms are %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('times', () => {
  const late = at('2026-12-31T23:05:00Z');

  it('are told in the zone that is asked for', () => {
    expect(formatWeekdayTime(late, 'UTC')).toBe('Thu 23:05');
    expect(formatWeekdayTime(late, 'Europe/Oslo')).toBe('Fri 00:05');
    expect(formatTime(late, 'Asia/Kathmandu')).toBe('04:50');
    expect(formatDay(late, 'Europe/Oslo')).toBe('1 Jan');
    expect(formatWeekdayDay(late, 'UTC')).toBe('Thu 31 Dec');
    expect(formatDateTime(late, 'Europe/Oslo')).toBe('1 Jan 2027, 00:05');
    expect(formatMonth(late, 'UTC')).toBe('December');
  });

  it('T3: 29 February exists where it does', () => {
    expect(formatDay(at('2028-02-29T12:00:00Z'), 'UTC')).toBe('29 Feb');
  });

  it('midnight is 00:00, never 24:00', () => {
    expect(formatTime(at('2026-11-21T00:00:00Z'), 'UTC')).toBe('00:00');
  });

  it('instants are RFC 3339 in UTC without fractions', () => {
    expect(formatInstant(at('2026-11-21T20:00:00.987Z'))).toBe('2026-11-21T20:00:00Z');
  });
});
