import { describe, expect, it } from 'vitest';
import { formatRate, parseRate, usualCacheRates } from '../../../src-main/shared/rate.js';

describe('a price that somebody types', () => {
  it.each([
    ['5', 5],
    ['1.25', 1.25],
    ['.5', 0.5],
    ['0', 0],
    [' $3 ', 3],
    ['0.00001', 0.00001],
    ['100000', 100_000],
  ])('%s is %d', (text, usd) => {
    expect(parseRate(text)).toBe(usd);
  });

  it.each([
    ['-5', 'negative'],
    ['1,25', 'point'],
    ['1,250', 'point'],
    ['1e9', 'plain number'],
    ['NaN', 'plain number'],
    ['Infinity', 'plain number'],
    ['', 'plain number'],
    ['.', 'plain number'],
    ['5 dollars', 'plain number'],
    ['0x10', 'plain number'],
    ['100000.5', 'at most 100,000'],
    ['9'.repeat(400), 'at most 100,000'],
    ['0.000001', '5 decimals'],
  ])('%s is none, and the sentence says why', (text, why) => {
    expect(parseRate(text)).toMatch(new RegExp(`${why}.*\\.$`));
  });
});

describe('cache prices that were not given', () => {
  it.each([
    [4, { cacheCreation5m: 5, cacheCreation1h: 8, cacheRead: 0.4 }],
    [0.1, { cacheCreation5m: 0.125, cacheCreation1h: 0.2, cacheRead: 0.01 }],
    [3, { cacheCreation5m: 3.75, cacheCreation1h: 6, cacheRead: 0.3 }],
  ])('follow uncached input of %d', (input, rates) => {
    expect(usualCacheRates(input)).toEqual(rates);
    expect(Object.values(usualCacheRates(input)).map(formatRate)).toEqual(
      Object.values(rates).map(String),
    );
  });
});
