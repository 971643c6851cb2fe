import { describe, expect, it } from 'vitest';
import { findModelPrice, findPricePeriod } from '../../../src-main/core/pricing/find-price.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { at } from '../../fakes/figures.js';

const idOf = (model: string) => findModelPrice(priceTable, model)?.id ?? null;

describe('finding the model', () => {
  it.each([
    ['claude-opus-5', 'claude-opus-5'],
    ['claude-opus-5-5', 'claude-opus-5-5'],
    ['claude-opus-5-20260724', 'claude-opus-5'],
    ['claude-opus-5-5-20260922', 'claude-opus-5-5'],
    ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5'],
    ['claude-sonnet-4-20250514', 'claude-sonnet-4'],
    ['claude-sonnet-4-0', 'claude-sonnet-4'],
    ['claude-opus-4-0', 'claude-opus-4'],
    ['claude-3-5-haiku-latest', 'claude-3-5-haiku'],
    ['claude-3-opus-20240229', 'claude-3-opus'],
  ])('%s is %s', (model, id) => {
    expect(idOf(model)).toBe(id);
  });

  it.each([
    'claude-opus-5-5-5',
    'claude-opus-5-2026072',
    'claude-opus-5-202607244',
    'claude-opus-5-20260724-fast',
    'claude-opus-520260724',
    'claude-haiku-5',
    'claude-sonnet-4-7',
    'us.claude-opus-5',
  ])('never by prefix: %s is unknown', (model) => {
    expect(idOf(model)).toBeNull();
  });
});

describe('finding the period', () => {
  const hasPrice = (model: string, when: string) => {
    const price = findModelPrice(priceTable, model);
    if (!price) throw new Error('unknown model');
    return findPricePeriod(price, at(when)) !== null;
  };

  it.each([
    ['claude-fable-5-2', '2026-11-09'],
    ['claude-fable-5-1', '2026-09-01'],
    ['claude-opus-5-5', '2026-09-22'],
    ['claude-sonnet-5-5', '2026-09-28'],
    ['claude-haiku-5-5', '2026-10-07'],
    ['claude-opus-5', '2026-07-24'],
    ['claude-opus-4-5', '2025-11-24'],
    ['claude-haiku-4-5', '2025-10-15'],
  ])('%s has no price before %s and has one from its first second', (model, day) => {
    expect(hasPrice(model, new Date(at(`${day}T00:00:00Z`) - 1).toISOString())).toBe(false);
    expect(hasPrice(model, `${day}T00:00:00Z`)).toBe(true);
  });

  it('a model without a first day had its price always', () => {
    expect(hasPrice('claude-3-opus', '1999-01-01T00:00:00Z')).toBe(true);
    expect(hasPrice('claude-sonnet-4', '1999-01-01T00:00:00Z')).toBe(true);
  });

  it('has one after retirement: old use is priced for ever', () => {
    expect(hasPrice('claude-3-opus', '2026-11-20T00:00:00Z')).toBe(true);
  });
});
