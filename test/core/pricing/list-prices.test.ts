import { describe, expect, it } from 'vitest';
import { effectivePrices } from '../../../src-main/core/pricing/effective-prices.js';
import { listPrices } from '../../../src-main/core/pricing/list-prices.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import type { PriceOverride } from '../../../src-main/shared/settings.js';
import { at, tokens } from '../../fakes/figures.js';

const NOW = at('2026-11-21T14:20:00Z');
const used = (groupId: string, output: number) => ({ groupId, tokens: tokens({ output }) });
const list = (uses: readonly ReturnType<typeof used>[], own: readonly PriceOverride[] = []) =>
  listPrices(effectivePrices(priceTable, own), own, uses, NOW).prices;

const OWN: PriceOverride = {
  model: 'claude-haiku-4-5',
  from: '2026-11-01',
  uncachedInput: 1,
  cacheCreation5m: 1,
  cacheCreation1h: 1,
  cacheRead: 1,
  output: 9,
};

describe('the list of prices', () => {
  it('has those in use first, by all names of a model together, and every other one', () => {
    const prices = list([
      used('claude-haiku-4-5-20251001', 300),
      used('claude-haiku-4-5', 300),
      used('claude-next-9', 500),
      used('', 9_000),
    ]);
    expect(prices.slice(0, 3).map(({ model, tokens: count }) => [model, count])).toEqual([
      ['claude-haiku-4-5', 600],
      ['claude-next-9', 500],
      ['claude-fable-5-2', 0],
    ]);
    expect(prices).toHaveLength(priceTable.models.length + 2);
  });

  it('has what is in force today: its days, its sources, how sure it is', () => {
    const [sonnet] = list([used('claude-sonnet-5-5', 1)]);
    expect(sonnet).toMatchObject({
      rates: { cacheRead: 0.1 },
      from: '2026-10-07',
      to: null,
      isOwn: false,
      confidence: 'part third-party',
      note: expect.stringContaining('third-party trackers'),
    });
    expect(sonnet?.sources.map(({ id }) => id)).toEqual(['S3', 'S5', 'S12']);
    expect(sonnet?.sources[1]?.where).toContain('github.com/kurofune/claudit');
  });

  it('has fast rates only while they hold', () => {
    const fastOf = (now: string) =>
      listPrices(priceTable, [], [], at(now)).prices.find(
        ({ model }) => model === 'claude-opus-4-8',
      )?.fast?.output;
    expect(fastOf('2026-11-29T12:00:00Z')).toBe(50);
    expect(fastOf('2026-11-30T12:00:00Z')).toBeUndefined();
  });

  it('says of a model without a price that none is known', () => {
    const [preview, next] = list([used('claude-mythos-preview', 9), used('claude-next-9', 5)]);
    for (const price of [preview, next]) {
      expect(price).toMatchObject({ rates: null, confidence: null, sources: [], own: [] });
    }
  });

  it('calls an own price yours from its day on, and has it before as well', () => {
    const own = { ...OWN, from: '2026-12-01' };
    expect(list([used('claude-haiku-4-5', 1)], [OWN])[0]).toMatchObject({
      rates: { output: 9 },
      from: '2026-11-01',
      isOwn: true,
      confidence: 'yours',
      sources: [],
      own: [OWN],
    });
    expect(list([used('claude-haiku-4-5', 1)], [own])[0]).toMatchObject({
      rates: { output: 5 },
      to: '2026-12-01',
      isOwn: false,
      own: [own],
    });
  });
});
