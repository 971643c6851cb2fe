import { describe, expect, it } from 'vitest';
import type { PricedUse } from '../../../src-main/core/history-rows.js';
import { effectivePrices } from '../../../src-main/core/pricing/effective-prices.js';
import { nameUncertain } from '../../../src-main/core/pricing/name-uncertain.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { at, tokens } from '../../fakes/figures.js';

const use = (model: string, some: Partial<PricedUse> = {}): PricedUse => ({
  start: at('2026-11-20T14:00:00Z'),
  model,
  serviceTier: 'standard',
  contextWindow: '0-200k',
  inferenceGeo: 'global',
  speed: 'standard',
  tokens: tokens({ output: 1000 }),
  costs: null,
  ...some,
});

const wordsOf = (...uses: readonly PricedUse[]) => nameUncertain(priceTable, uses);
const reasons = (model: string, some: Partial<PricedUse> = {}) =>
  wordsOf(use(model, some)).map(({ words }) => words);

describe('prices that may be off', () => {
  it('names no model whose rates are official and used as they are', () => {
    expect(
      wordsOf(use('claude-opus-5-5'), use('claude-sonnet-5'), use('claude-haiku-4-5')),
    ).toEqual([]);
  });

  it('names the two bands of Haiku 5.5', () => {
    expect(reasons('claude-haiku-5-5')).toEqual([
      'Requests with a prompt over 100 K tokens cost more, and the report does not tell them apart; they are priced as shorter ones.',
    ]);
  });

  it.each(['flex', 'flex_discount'])('names the tier %s, which is priced as standard', (tier) => {
    expect(reasons('claude-sonnet-5', { serviceTier: tier })).toEqual([
      'The flex tier has no published price; it is priced as standard.',
    ]);
  });

  it('names fast use of a model without a known fast rate', () => {
    expect(reasons('claude-sonnet-5', { speed: 'fast' })).toEqual([
      'No fast price is known; fast requests are priced as standard.',
    ]);
  });

  it('does not where fast mode has ended: its requests are billed at standard rates', () => {
    expect(reasons('claude-opus-4-6', { speed: 'fast' })).toEqual([]);
  });

  it('names third-party rates only where such a rate was used', () => {
    const thirdParty = ['Part of its price comes from third parties, not from Anthropic.'];
    expect(reasons('claude-opus-5-5', { speed: 'fast' })).toEqual(thirdParty);
    expect(reasons('claude-sonnet-5-5', { tokens: tokens({ cacheRead: 5 }) })).toEqual(thirdParty);
    expect(reasons('claude-sonnet-5-5')).toEqual([]);
    expect(reasons('claude-fable-5-2', { tokens: tokens({ cacheCreation1h: 5 }) })).toEqual(
      thirdParty,
    );
    expect(reasons('claude-opus-5', { speed: 'fast' })).toEqual([]);
  });

  it('names the user’s own price, from its day on, instead of what the table is unsure of', () => {
    const rates = { uncachedInput: 1, cacheCreation5m: 1, cacheCreation1h: 1, cacheRead: 1 };
    const own = { model: 'claude-haiku-5-5', from: '2026-11-20', ...rates, output: 5 };
    const table = effectivePrices(priceTable, [own]);
    const before = use(own.model, { start: at('2026-11-19T23:00:00Z') });
    expect(nameUncertain(table, [use(own.model)])[0]?.words).toBe(
      'Priced at rates that you entered.',
    );
    expect(nameUncertain(table, [before])[0]?.words).toContain('100 K tokens');
    const read = use('claude-sonnet-5-5', { tokens: tokens({ cacheRead: 5 }) });
    const both = effectivePrices(priceTable, [{ ...own, model: 'claude-sonnet-5-5' }]);
    expect(nameUncertain(both, [read])[0]?.words).toBe('Priced at rates that you entered.');
  });

  it('names no own price where the table’s fast rates were used', () => {
    const rates = { uncachedInput: 1, cacheCreation5m: 1, cacheCreation1h: 1, cacheRead: 1 };
    const own = { model: 'claude-opus-5', from: null, ...rates, output: 5 };
    const table = effectivePrices(priceTable, [own]);
    expect(nameUncertain(table, [use('claude-opus-5', { speed: 'fast' })])).toEqual([]);
  });

  it('names each model once with all its reasons, most used first, and nothing unused', () => {
    const named = wordsOf(
      use('claude-haiku-5-5'),
      use('claude-haiku-5-5', { serviceTier: 'flex' }),
      use('claude-sonnet-5', { serviceTier: 'flex', tokens: tokens({ output: 9_000 }) }),
      use('claude-fable-5', { serviceTier: 'flex', tokens: tokens() }),
    );
    expect(named.map(({ model }) => model)).toEqual(['claude-sonnet-5', 'claude-haiku-5-5']);
    expect(named[1]?.words).toMatch(/shorter ones\. The flex tier/);
  });

  it('leaves to others what has no price at all', () => {
    const priority = use('claude-haiku-5-5', { serviceTier: 'priority' });
    expect(wordsOf(priority, use('claude-mythos-preview'), use(''))).toEqual([]);
  });
});
