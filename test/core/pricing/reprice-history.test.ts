import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCancelSource } from '../../../src-main/adapters/cancel-source.js';
import type { StoredHour } from '../../../src-main/core/history-rows.js';
import { effectivePrices } from '../../../src-main/core/pricing/effective-prices.js';
import { priceMark } from '../../../src-main/core/pricing/price-mark.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { createRepricing, repriceHistory } from '../../../src-main/core/pricing/reprice-history.js';
import { createTidemark, type Tidemark } from '../../../src-main/core/tidemark.js';
import type { PriceOverride } from '../../../src-main/shared/settings.js';
import { DAY_MS, floorDay, floorMinute, HOUR_MS } from '../../../src-main/shared/units.js';
import { REPORT_PAIRS, type ReportPair } from '../../../src-main/shared/usage.js';
import { createGate, createWorld, historyOf, published, type World } from '../../fakes/app.js';
import { someUse, type Use } from '../../fakes/arbitraries.js';
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
import { plainFailure } from '../../fakes/plain-failure.js';
import { dumpHistory } from '../../faults/support/dump-history.js';

const NOW = at('2026-11-21T14:20:00Z');
const FIRST_DAY = floorDay(NOW) - 9 * DAY_MS;

interface TimedUse {
  readonly at: number;
  readonly use: Use;
}

const rate = fc.constantFrom(0, 0.125, 1, 2.5, 7, 33.33333);
const someOverride: fc.Arbitrary<PriceOverride> = fc.record({
  model: fc.constantFrom(
    'claude-opus-5-5',
    'claude-haiku-5-5',
    'claude-sonnet-4-5',
    'claude-mythos-preview',
  ),
  from: fc.constantFrom(null, '2026-11-01', '2026-11-16', '2026-11-20'),
  uncachedInput: rate,
  cacheCreation5m: rate,
  cacheCreation1h: rate,
  cacheRead: rate,
  output: rate,
});
const someOverrides = fc.array(someOverride, { minLength: 1, maxLength: 3 });
const someHistory: fc.Arbitrary<readonly TimedUse[]> = fc.array(
  fc.record({
    at: fc.oneof(
      fc.integer({ min: FIRST_DAY, max: NOW }),
      // Crowded hours, one of them cut by the week.
      fc.integer({ min: at('2026-11-15T10:00:00Z'), max: at('2026-11-15T12:00:00Z') - 1 }),
    ),
    use: someUse,
  }),
  { minLength: 1, maxLength: 25 },
);

/** A world with this history behind its API; the share report leaves out what comes first. */
function createPast(uses: readonly TimedUse[], historyPath: string): World {
  const world = createWorld({ historyPath });
  world.now = NOW;
  world.api.hasAnalytics = true;
  world.api.refreshedAt = NOW - 5 * HOUR_MS;
  world.api.uses.push(...uses);
  world.api.spoil = (what, buckets) =>
    what === 'shares'
      ? buckets.map((bucket) => ({ ...bucket, rows: bucket.rows.slice(1) }))
      : buckets;
  return world;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-repricing-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function syncBothPairs(app: Tidemark): Promise<void> {
  for (const reportPair of REPORT_PAIRS) {
    app.updateSettings({ reportPair });
    expect(await app.syncNow()).toEqual({ ok: true, value: null });
  }
}

describe('a history priced anew', () => {
  it('is, to the last row, the one that had these prices from the start', async () => {
    const folder = temporaryFolder();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(someHistory, someOverrides, async (uses, priceOverrides) => {
        run += 1;
        const [before, after] = [join(folder, `${run}-before`), join(folder, `${run}-after`)];
        const first = createPast(uses, before);
        first.settings.update({ priceOverrides });
        const appOfFirst = await first.connect();
        await syncBothPairs(appOfFirst);
        const second = createPast(uses, after);
        const app = await second.connect();
        await syncBothPairs(app);
        app.updateSettings({ priceOverrides });
        expect(await app.priced()).toEqual({ ok: true, value: null });
        await Promise.all([appOfFirst.stop(), app.stop()]);
        first.shelf.close();
        second.shelf.close();
        expect(dumpHistory(after)).toEqual(dumpHistory(before));
      }),
      { seed: 20_261_121, numRuns: 6 },
    );
  });

  it('and back again is what it was', async () => {
    const path = join(temporaryFolder(), 'history');
    const world = usedWorld(path);
    const app = await world.connect();
    await app.syncNow();
    const before = dumpHistory(path);
    app.updateSettings({ priceOverrides: [OWN] });
    await app.priced();
    expect(dumpHistory(path)).not.toEqual(before);
    app.updateSettings({ priceOverrides: [] });
    await app.priced();
    expect(dumpHistory(path)).toEqual(before);
  });
});

const MODEL = 'claude-sonnet-4-5-20250929';
/** $30 instead of $15 per million output tokens. */
const OWN: PriceOverride = {
  model: 'claude-sonnet-4-5',
  from: null,
  uncachedInput: 6,
  cacheCreation5m: 7.5,
  cacheCreation1h: 12,
  cacheRead: 0.6,
  output: 30,
};
const ALL = { from: 0, to: NOW + DAY_MS };

/** A million output tokens, $15, twenty days ago, three days ago and this morning. */
function usedWorld(historyPath?: string): World {
  const world = createWorld(historyPath === undefined ? {} : { historyPath });
  world.now = NOW;
  for (const days of [20, 3, 0]) {
    const dimensions = { ...priced({ model: MODEL }), ...shared({ model: MODEL }) };
    const use = { dimensions, tokens: tokens({ output: 1_000_000 }) };
    world.api.uses.push({ at: at('2026-11-21T09:30:00Z') - days * DAY_MS, use });
  }
  return world;
}

/** What all held rows were priced at together, and the sum of their shares. */
function pricedAt(world: World, pair: ReportPair = 'legacy') {
  const history = historyOf(world).ofPair(pair);
  const sum = (costs: readonly (number | null | undefined)[]) =>
    costs.reduce((all: number, cost) => all + (cost ?? 0), 0);
  return {
    rows: sum(history.readHourTotals(ALL).map(({ estimated }) => estimated)),
    shares: sum(history.sumShares(ALL, 'day', 'workspace').map(({ cost }) => cost)),
    hasOwnMark: history.readPriceMark() === priceMark(effectivePrices(priceTable, [OWN])),
  };
}
const AT_TABLE = { rows: usd(45), shares: usd(45), hasOwnMark: false };
const AT_OWN = { rows: usd(90), shares: usd(90), hasOwnMark: true };

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

describe('when prices change', () => {
  it('what is held is priced anew at once, offline and without a key, and then shown', async () => {
    const world = usedWorld();
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
    const plain = usedWorld();
    const reference = await plain.connect();
    const before = plain.api.asked.length;
    await reference.syncNow();
    const questions = plain.api.asked.length - before;
    // The first and the last, and some of what lies between.
    for (let when = 1; when <= questions; when += questions < when + 4 ? 1 : 4) {
      const world = usedWorld();
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
    const world = usedWorld();
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
    const world = usedWorld();
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
    const world = usedWorld();
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
    const world = usedWorld();
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
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    app.updateSettings({ priceOverrides: [OWN] });
    await app.syncNow();
    expect(pricedAt(world)).toEqual(AT_OWN);
  });
});

describe('prices that changed while the app was not running', () => {
  it('are applied at the start, after the first figures are there', async () => {
    const world = usedWorld();
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
    const world = usedWorld();
    const last = await world.connect();
    await last.syncNow();
    await last.stop();
    historyOf(world).savePriceMark('');
    await world.start().priced();
    expect(historyOf(world).readPriceMark()).toBe(priceMark(priceTable));
  });

  it('broken off, it is done again at the next start', async () => {
    const world = usedWorld();
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
    const world = usedWorld();
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
    const world = usedWorld();
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

describe('a mistyped price', () => {
  it('that makes more of an hour than can be leaves it unpriced, and the sync goes on', async () => {
    const world = usedWorld();
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
