import { describe, expect, it } from 'vitest';
import { createCancelSource } from '../../../src-main/adapters/cancel-source.js';
import { effectivePrices } from '../../../src-main/core/pricing/effective-prices.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { repriceHistory } from '../../../src-main/core/pricing/reprice-history.js';
import { historyOf, published } from '../../fakes/app.js';
import { usd } from '../../fakes/figures.js';
import { plainFailure } from '../../fakes/plain-failure.js';
import { AT_OWN, AT_TABLE, NOW, OWN, pricedAt, pricedWorld } from './priced-world.js';

describe('when prices change', () => {
  it('what is held is priced anew at once, offline and without a key, and then shown', async () => {
    const world = pricedWorld();
    const app = await world.connect();
    await app.syncNow();
    expect(pricedAt(world)).toEqual(AT_TABLE);
    world.keys.held = null;
    world.api.disturb = () => plainFailure('offline');
    const asked = world.api.asked.length;
    const seen = published(app);
    app.updateSettings({ priceOverrides: [OWN] });
    await app.priced();
    expect(pricedAt(world)).toEqual(AT_OWN);
    expect(seen.at(-1)?.today.cost.microcents).toBe(usd(30));
    expect(app.readSnapshot().today.cost.microcents).toBe(usd(30));
    expect(world.api.asked).toHaveLength(asked);
  });

  it('in the middle of a sync, all rows end at the new price, whenever it is', async () => {
    const plain = pricedWorld();
    const reference = await plain.connect();
    const before = plain.api.asked.length;
    await reference.syncNow();
    const questions = plain.api.asked.length - before;
    // The first and the last, and some of what lies between.
    for (let when = 1; when <= questions; when += questions < when + 4 ? 1 : 4) {
      const world = pricedWorld();
      const app = await world.connect();
      let asked = 0;
      world.api.disturb = () => {
        asked += 1;
        if (asked === when) app.updateSettings({ priceOverrides: [OWN] });
        return null;
      };
      expect((await app.syncNow()).ok).toBe(true);
      await app.priced();
      expect(pricedAt(world), `at question ${when}`).toEqual(AT_OWN);
      expect(app.readSnapshot().sync.coverage.gaps, `at question ${when}`).toEqual([]);
      await app.stop();
    }
  });

  it('by another process in the middle of a sync, all rows end at the new price', async () => {
    const world = pricedWorld();
    const app = await world.connect();
    let isDone = false;
    world.api.disturb = async ({ what, to }) => {
      if (isDone || what !== 'priced' || to === null || to < NOW) return null;
      isDone = true;
      world.settings.update({ priceOverrides: [OWN] });
      const prices = () => effectivePrices(priceTable, [OWN]);
      const tools = { prices, wait: async () => {}, signal: createCancelSource().signal };
      expect((await repriceHistory(historyOf(world), tools)).ok).toBe(true);
      return null;
    };
    await app.syncNow();
    await app.priced();
    expect(isDone).toBe(true);
    expect(pricedAt(world)).toEqual(AT_OWN);
  });

  it('in the middle of writing, all rows end at the new price', async () => {
    const world = pricedWorld();
    const app = await world.connect();
    let waits = 0;
    world.onWait = () => {
      waits += 1;
      if (waits === 3) app.updateSettings({ priceOverrides: [OWN] });
    };
    await app.syncNow();
    await app.priced();
    expect(waits).toBeGreaterThan(3);
    expect(pricedAt(world)).toEqual(AT_OWN);
  });

  it('in the middle of a sync that fails, what it has written is priced anew as well', async () => {
    const world = pricedWorld();
    const app = await world.connect();
    world.api.disturb = ({ what }) => {
      if (what !== 'cost') return null;
      app.updateSettings({ priceOverrides: [OWN] });
      return plainFailure('service-trouble');
    };
    expect((await app.syncNow()).ok).toBe(false);
    await app.priced();
    const { rows, shares, hasOwnMark } = pricedAt(world);
    expect(rows).toBeGreaterThan(0);
    expect({ rows: rows % usd(30), isShared: shares === rows, hasOwnMark }).toEqual({
      rows: 0,
      isShared: true,
      hasOwnMark: true,
    });
  });

  it('again while they are being applied, the last ones count', async () => {
    const world = pricedWorld();
    const app = await world.connect();
    await app.syncNow();
    let waits = 0;
    world.onWait = () => {
      waits += 1;
      if (waits === 4) app.updateSettings({ priceOverrides: [OWN] });
    };
    app.updateSettings({ priceOverrides: [{ ...OWN, output: 1 }] });
    await app.priced();
    expect(waits).toBeGreaterThan(4);
    expect(pricedAt(world)).toEqual(AT_OWN);
  });

  it('a sync waits for what is under way, and fetches at the new price', async () => {
    const world = pricedWorld();
    const app = await world.connect();
    await app.syncNow();
    app.updateSettings({ priceOverrides: [OWN] });
    await app.syncNow();
    expect(pricedAt(world)).toEqual(AT_OWN);
  });
});
