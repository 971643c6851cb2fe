import { describe, expect, it } from 'vitest';
import { createCancelSource } from '../../../src-main/adapters/cancel-source.js';
import type { StoredHour } from '../../../src-main/core/history-rows.js';
import { effectivePrices } from '../../../src-main/core/pricing/effective-prices.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { createRepricing, repriceHistory } from '../../../src-main/core/pricing/reprice-history.js';
import { floorMinute } from '../../../src-main/shared/units.js';
import {
  at,
  hourAt,
  priced,
  pricedBucket,
  shared,
  storedHour,
  tokens,
  usd,
} from '../../fakes/figures.js';
import { openMemoryStore } from '../../fakes/memory-store.js';
import { MODEL, NOW, OWN, pricedWorld } from './priced-world.js';

describe('the split of an hour priced anew', () => {
  const dimensions = { model: 'claude-haiku-5-5' };
  const one = tokens({ cacheCreation5m: 1 });
  const ofKey = (apiKeyId: string, workspaceId = 'wrkspc_a') => ({
    dimensions: shared({ ...dimensions, apiKeyId, workspaceId }),
    tokens: one,
  });
  const hour = (shares: readonly ReturnType<typeof ofKey>[], used: number) =>
    storedHour(
      {
        start: hourAt('2026-11-20T10:00:00Z'),
        rows: [{ dimensions: priced(dimensions), tokens: tokens({ cacheCreation5m: used }) }],
      },
      shares,
    );
  const costs = ({ shares }: StoredHour) =>
    new Map(shares.map((share) => [share.dimensions.apiKeyId, share.cost]));
  const repricing = createRepricing(priceTable);

  it('falls alike in whatever order its rows are held', () => {
    const keys = [ofKey('apikey_c'), ofKey('apikey_a'), ofKey('apikey_b')];
    const fresh = hour(keys, 3);
    // 38 microcents for three who used as much.
    expect([...costs(fresh).values()].sort()).toEqual([12, 13, 13]);
    const turned = repricing.priceHour({ ...fresh, shares: fresh.shares.toReversed() });
    expect(costs(turned)).toEqual(costs(fresh));
    expect(costs(hour(keys.toReversed(), 3))).toEqual(costs(fresh));
  });

  it('leaves what nobody is known for where it was', () => {
    const fresh = hour([ofKey('apikey_z', 'wrkspc_z')], 2);
    expect(fresh.shares).toHaveLength(2);
    const odd = hour([ofKey('apikey_y', 'wrkspc_y'), ofKey('apikey_z', 'wrkspc_z')], 3);
    for (const held of [fresh, odd]) {
      const again = repricing.priceHour({ ...held, shares: held.shares.toReversed() });
      expect(costs(again)).toEqual(costs(held));
      expect(again.shares).toHaveLength(held.shares.length);
    }
  });

  it('says nothing of shares that do not fit their hour', () => {
    const fresh = hour([ofKey('apikey_a'), ofKey('apikey_b')], 2);
    const again = repricing.priceHour({ ...fresh, rows: [] });
    expect([...costs(again).values()]).toEqual([null, null]);
  });
});

describe('an hour that is held by the minute alone', () => {
  it('is priced anew too', async () => {
    const store = openMemoryStore();
    const start = hourAt('2026-11-20T10:00:00Z');
    const rows = [{ dimensions: priced(), tokens: tokens({ output: 1_000_000 }) }];
    const minute = pricedBucket({ start: floorMinute(start), rows });
    store.replaceMinutes(start, [minute], NOW);
    const prices = () => effectivePrices(priceTable, [OWN]);
    const tools = { prices, wait: async () => {}, signal: createCancelSource().signal };
    expect(await repriceHistory(store, tools)).toEqual({ ok: true, value: null });
    expect(store.readMinuteTotals(start)[0]?.estimated).toBe(usd(30));
  });
});

describe('a mistyped price', () => {
  it('that makes more of an hour than can be leaves it unpriced, and the sync goes on', async () => {
    const world = pricedWorld();
    const app = await world.connect();
    app.updateSettings({ priceOverrides: [{ ...OWN, output: 100_000 }] });
    world.api.uses.push({
      at: at('2026-11-21T10:30:00Z'),
      use: {
        dimensions: { ...priced({ model: MODEL }), ...shared({ model: MODEL }) },
        tokens: tokens({ output: 5_000_000 }),
      },
    });
    expect(await app.syncNow()).toEqual({ ok: true, value: null });
    expect(app.readSnapshot().unpriced.map(({ model }) => model)).toEqual([MODEL]);
    app.updateSettings({ priceOverrides: [] });
    await app.priced();
    expect(app.readSnapshot().unpriced).toEqual([]);
  });
});
