import { describe, expect, it } from 'vitest';
import { weighTokens } from '../../../../src-main/core/limits/use/weigh-tokens.js';
import { findModelPrice } from '../../../../src-main/core/pricing/find-price.js';
import { priceTable } from '../../../../src-main/core/pricing/price-table.js';
import { NO_TOKENS } from '../../../../src-main/shared/usage.js';
import { at } from '../../../fakes/figures.js';

const DAY = at('2026-11-20T00:00:00Z');
const tokens = {
  ...NO_TOKENS,
  uncachedInput: 1_000_000,
  cacheCreation5m: 200_000,
  cacheCreation1h: 100_000,
  cacheRead: 50_000_000,
  output: 400_000,
};
const rateOf = (model: string) =>
  findModelPrice(priceTable, model)?.periods.find(({ to }) => to === null)?.standard ??
  expect.unreachable(`${model} has a price`);

describe('what tokens weigh', () => {
  const model = 'claude-sonnet-4-5';

  it('in dollars is their list price', () => {
    const rates = rateOf(model);
    const dollars =
      rates.uncachedInput +
      0.2 * rates.cacheCreation5m +
      0.1 * rates.cacheCreation1h +
      50 * rates.cacheRead +
      0.4 * rates.output;
    const { usd } = weighTokens(priceTable, model, tokens, DAY, null);
    expect(usd[0]).toBeCloseTo(dollars, 6);
    expect(usd[1]).toBe(usd[0]);
  });

  it('in input equivalents leaves cache reads out and counts output five times', () => {
    const { ieq } = weighTokens(priceTable, model, tokens, DAY, null);
    const expected = ((1 + 0.2 + 0.1 + 5 * 0.4) * rateOf(model).uncachedInput) / 3;
    expect(ieq[0]).toBeCloseTo(expected, 9);
    const unread = weighTokens(priceTable, model, { ...tokens, cacheRead: 0 }, DAY, null);
    expect(unread.ieq).toEqual(ieq);
  });

  it('in tokens is all of them', () => {
    expect(weighTokens(priceTable, model, tokens, DAY, null).tokens).toBe(51_700_000);
  });

  it('of a model without a price lies between the cheapest and the dearest, never at zero', () => {
    const { usd, ieq } = weighTokens(priceTable, 'claude-unheard-of', tokens, DAY, null);
    const known = priceTable.models
      .map(({ id }) => weighTokens(priceTable, id, tokens, DAY, null).usd[0])
      .filter((dollars) => dollars > 0);
    expect(usd[0]).toBeGreaterThan(0);
    expect(usd[1]).toBeGreaterThan(usd[0]);
    expect(known.some((dollars) => dollars === usd[1])).toBe(true);
    expect(ieq[1]).toBeGreaterThan(ieq[0]);
  });
});
