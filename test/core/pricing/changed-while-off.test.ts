import { describe, expect, it } from 'vitest';
import { createCancelSource } from '../../../src-main/adapters/cancel-source.js';
import { priceMark } from '../../../src-main/core/pricing/price-mark.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { createTidemark } from '../../../src-main/core/tidemark.js';
import { createGate, historyOf, published } from '../../fakes/app.js';
import { usd } from '../../fakes/figures.js';
import { AT_OWN, AT_TABLE, NOW, OWN, pricedAt, pricedWorld } from './priced-world.js';

describe('prices that changed while the app was not running', () => {
  it('are applied at the start, after the first figures are there', async () => {
    const world = pricedWorld();
    const last = await world.connect();
    await last.syncNow();
    await last.stop();
    world.settings.update({ priceOverrides: [OWN] });
    const app = world.start();
    expect(app.readSnapshot().today.cost.microcents).toBe(usd(15));
    const seen = published(app);
    await app.priced();
    expect(pricedAt(world)).toEqual(AT_OWN);
    expect(seen.at(-1)?.today.cost.microcents).toBe(usd(30));
  });

  it('are applied to a history without a mark, as older versions left it', async () => {
    const world = pricedWorld();
    const last = await world.connect();
    await last.syncNow();
    await last.stop();
    historyOf(world).savePriceMark('');
    await world.start().priced();
    expect(historyOf(world).readPriceMark()).toBe(priceMark(priceTable));
  });

  it('broken off, it is done again at the next start', async () => {
    const world = pricedWorld();
    const last = await world.connect();
    await last.syncNow();
    await last.stop();
    world.settings.update({ priceOverrides: [OWN] });
    const gate = createGate();
    const broken = world.start();
    let waits = 0;
    world.onWait = () => {
      waits += 1;
      if (waits === 3) void broken.stop().then(gate.open);
    };
    await gate.passed;
    expect(pricedAt(world)).toMatchObject({ hasOwnMark: false });
    expect(pricedAt(world).rows).not.toBe(AT_TABLE.rows);
    world.onWait = () => undefined;
    await world.start().priced();
    expect(pricedAt(world)).toEqual(AT_OWN);
  });

  it('are due until all that is held has them, and never where nothing is held', async () => {
    const world = pricedWorld();
    const app = await world.connect();
    expect(app.isRepricingDue()).toBe(false);
    await app.syncNow();
    expect(app.isRepricingDue()).toBe(false);
    world.settings.update({ priceOverrides: [OWN] });
    expect(app.isRepricingDue()).toBe(true);
    await app.syncNow();
    expect(app.isRepricingDue()).toBe(false);
    historyOf(world).savePriceMark('');
    expect(app.isRepricingDue()).toBe(true);
  });

  it('leave a history alone that is only read', async () => {
    const world = pricedWorld();
    const last = await world.connect();
    await last.syncNow();
    await last.stop();
    world.settings.update({ priceOverrides: [OWN] });
    const { api, keys, connections, settings, shelf, log } = world;
    const clock = { now: () => NOW, offsetMs: () => 0, timeZone: () => 'UTC' };
    const parts = { api, keys, connections, settings, shelf, log, clock, wait: async () => {} };
    const reading = createTidemark(
      { ...parts, mode: 'live', prices: priceTable, isReadOnly: true },
      createCancelSource(),
    );
    await reading.priced();
    expect(reading.isRepricingDue()).toBe(true);
    reading.updateSettings({ priceOverrides: [OWN] });
    await reading.priced();
    expect(pricedAt(world)).toEqual(AT_TABLE);
  });
});
