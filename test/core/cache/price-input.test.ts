import { describe, expect, it } from 'vitest';
import { priceInput } from '../../../src-main/core/cache/price-input.js';
import type { PricedUse } from '../../../src-main/core/history-rows.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { at, tokens } from '../../fakes/figures.js';

const MILLION = tokens({
  uncachedInput: 1_000_000,
  cacheCreation5m: 1_000_000,
  cacheCreation1h: 1_000_000,
  cacheRead: 1_000_000,
  output: 1_000_000,
});

const use = (some: Partial<PricedUse>): PricedUse => ({
  start: at('2026-11-20T14:00:00Z'),
  model: 'claude-opus-5-5',
  serviceTier: 'standard',
  contextWindow: '0-200k',
  inferenceGeo: 'global',
  speed: 'standard',
  tokens: MILLION,
  costs: null,
  ...some,
});

/** Dollars: write 5 m, write 1 h, read; then uncached, write 5 m, write 1 h. */
function dollars(some: Partial<PricedUse>) {
  const price = priceInput(priceTable, use(some));
  if (!price) throw new Error('no price');
  const { saved, couldSave } = price;
  expect([saved.uncachedInput, couldSave.cacheRead]).toEqual([0, 0]);
  return {
    saved: [saved.cacheCreation5m, saved.cacheCreation1h, saved.cacheRead].map(toDollars),
    couldSave: [couldSave.uncachedInput, couldSave.cacheCreation5m, couldSave.cacheCreation1h].map(
      toDollars,
    ),
  };
}
const toDollars = (microcents: number) => microcents / 100_000_000;

describe('a million tokens of each kind', () => {
  it.each<[string, Partial<PricedUse>, number[], number[]]>([
    ['reads at a tenth', { model: 'claude-opus-5' }, [-1.25, -5, 4.5], [4.5, 5.75, 9.5]],
    ['reads at a twentieth', {}, [-1, -4, 3.8], [3.8, 4.8, 7.8]],
    ['reads at a fortieth', { model: 'claude-fable-5-1' }, [-2.5, -10, 9.75], [9.75, 12.25, 19.75]],
    ['batch halves all', { serviceTier: 'batch' }, [-0.5, -2, 1.9], [1.9, 2.4, 3.9]],
    ['the US costs a tenth more', { inferenceGeo: 'us' }, [-1.1, -4.4, 4.18], [4.18, 5.28, 8.58]],
    ['fast has rates of its own', { speed: 'fast' }, [-2, -8, 7.6], [7.6, 9.6, 15.6]],
  ])('%s', (_, some, saved, couldSave) => {
    expect(dollars(some)).toEqual({ saved, couldSave });
  });

  it('follows a price that changed on a day', () => {
    const before = dollars({ model: 'claude-sonnet-5-5', start: at('2026-10-06T23:00:00Z') });
    const after = dollars({ model: 'claude-sonnet-5-5', start: at('2026-10-07T00:00:00Z') });
    expect(before.saved[2]).toBe(1.8);
    expect(after.saved[2]).toBe(1.9);
  });

  it('takes long context where it was charged', () => {
    const then = { model: 'claude-opus-4-6', start: at('2026-03-01T00:00:00Z') };
    expect(dollars({ ...then, contextWindow: '200k-1M' }).saved).toEqual([-2.5, -10, 9]);
    expect(dollars(then).saved).toEqual([-1.25, -5, 4.5]);
  });
});

it('what is not input changes nothing', () => {
  const counts = tokens({ output: 9_000_000, webSearchRequests: 70 });
  const price = priceInput(priceTable, use({ tokens: counts }));
  expect(Object.values(price?.saved ?? { no: 1 })).toEqual([0, 0, 0, 0]);
  expect(Object.values(price?.couldSave ?? { no: 1 })).toEqual([0, 0, 0, 0]);
});

it.each([
  ['claude-of-tomorrow', 'standard'],
  ['', 'standard'],
  ['claude-opus-5-5', 'priority'],
])('no price is known for "%s" at %s', (model, serviceTier) => {
  expect(priceInput(priceTable, use({ model, serviceTier }))).toBeNull();
  expect(priceInput(priceTable, use({ model, serviceTier, tokens: tokens() }))).toBeNull();
});
