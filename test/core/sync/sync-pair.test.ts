import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tidemark } from '../../../src-main/core/tidemark.js';
import { DAY_MS, floorDay, floorHour, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { createWorld, historyOf, published, type World } from '../../fakes/app.js';
import { at, costRow, dayAt, hourCost, priced, shared, tokens, usd } from '../../fakes/figures.js';
import { type PlainKind, plainFailure } from '../../fakes/plain-failure.js';

const YESTERDAY = at('2026-11-20T09:30:00Z');
const DAY = dayAt('2026-11-20T00:00:00Z');
const REFRESHED = at('2026-11-21T10:00:00Z');

const use = (millions: number) => ({
  dimensions: { ...priced(), ...shared({ apiKeyId: 'apikey_a' }) },
  tokens: tokens({ output: millions * 1_000_000 }),
});

/** $15 of use yesterday: billed $14 by the legacy pair, $13 by the analytics. */
async function analyticsWorld(): Promise<{ world: World; app: Tidemark }> {
  const world = createWorld();
  world.api.hasAnalytics = true;
  world.api.refreshedAt = REFRESHED;
  world.api.uses.push({ at: YESTERDAY, use: use(1) });
  world.api.bill.set(DAY, [costRow(1400)]);
  world.api.hourBill.push(hourCost(floorHour(YESTERDAY), 1300));
  world.settings.update({ reportPair: 'analytics' });
  const app = await world.connect();
  world.api.asked.splice(0);
  return { world, app };
}
const asked = (world: World, prefix: string) =>
  world.api.asked.filter(({ what }) => what.startsWith(prefix)).length;
const month = (app: Tidemark) => app.readSnapshot().month.cost;
const refuse = (world: World, kind: PlainKind | null) => {
  world.api.disturb = ({ what }) =>
    kind && what.startsWith('analytics') ? plainFailure(kind) : null;
};

describe('the analytics pair, where it is wanted and offered', () => {
  it('tells everything, and no legacy report is asked for', async () => {
    const { world, app } = await analyticsWorld();
    expect((await app.syncNow()).ok).toBe(true);
    const { sync } = app.readSnapshot();
    expect(month(app)).toMatchObject({
      microcents: usd(13),
      provenance: { pair: 'analytics', endpoint: 'analytics/cost + analytics/usage' },
    });
    expect(sync).toMatchObject({
      pair: { wanted: 'analytics', used: 'analytics' },
      refreshedAt: REFRESHED,
      refusals: [],
      failure: null,
    });
    expect([asked(world, 'priced'), asked(world, 'shares'), asked(world, 'cost')]).toEqual([
      0, 0, 0,
    ]);
  });

  it('is probed once a start, then only read', async () => {
    const { world, app } = await analyticsWorld();
    const probes = () =>
      world.api.asked.filter(
        ({ what, from, to }) =>
          what === 'analytics-cost' && to === floorDay(world.now) && from === DAY,
      ).length;
    await app.syncNow();
    await app.syncNow();
    expect(probes()).toBe(1);
  });

  it('null is never zero: hours that it does not know yet are not known', async () => {
    const { app } = await analyticsWorld();
    await app.syncNow();
    const { last24Hours, today } = app.readSnapshot();
    const known = last24Hours.filter(({ microcents }) => microcents !== null);
    expect(known.at(-1)?.start).toBe(REFRESHED - HOUR_MS);
    expect(today.lastHour.microcents).toBeNull();
    expect(today.cost.provenance.isComplete).toBe(false);
  });

  it('is never asked for what it cannot tell: before 2026 or more than a year ago', async () => {
    const { world, app } = await analyticsWorld();
    world.now = at('2026-03-01T12:00:00Z');
    world.api.refreshedAt = world.now - HOUR_MS;
    app.updateSettings({ historyDays: 396 });
    await app.syncNow();
    const starts = world.api.asked.flatMap(({ what, from }) =>
      what.startsWith('analytics') && from !== null ? [from] : [],
    );
    expect(Math.min(...starts)).toBe(at('2026-01-01T00:00:00Z'));
    expect(app.readSnapshot().sync.backfill).toBeNull();
  });

  it('counts requests, and bills by the hour and by the key', async () => {
    const { app } = await analyticsWorld();
    await app.syncNow();
    const span = { from: DAY, to: DAY + DAY_MS };
    const hours = app.readHistory({ ...span, grain: 'hour', by: 'none' });
    const used = hours.ok ? hours.value.rows.filter((row) => row.tokens.output > 0) : [];
    expect(used).toMatchObject([
      { start: floorHour(YESTERDAY), requests: 1, reportedMicrocents: usd(13), basis: 'reported' },
    ]);
    const keys = app.readHistory({ ...span, grain: 'day', by: 'api_key' });
    expect(keys.ok && keys.value.rows.map(({ requests }) => requests)).toContain(1);
  });
});

describe('where the analytics are not offered', () => {
  it.each<PlainKind>(['not-available', 'permission-missing', 'bad-request'])(
    'A3, A4: %s leaves the legacy pair, says so, and is asked again a day later',
    async (kind) => {
      const { world, app } = await analyticsWorld();
      refuse(world, kind);
      expect((await app.syncNow()).ok).toBe(true);
      expect(month(app)).toMatchObject({ microcents: usd(14), provenance: { pair: 'legacy' } });
      expect(app.readSnapshot().sync).toMatchObject({
        pair: { wanted: 'analytics', used: 'legacy' },
        refreshedAt: null,
        failure: null,
        refusals: [{ feature: 'analytics', failure: { kind } }],
      });
      const before = asked(world, 'analytics');
      world.now += DAY_MS - 1;
      await app.syncNow();
      expect(asked(world, 'analytics')).toBe(before);
      world.now += 1;
      refuse(world, null);
      await app.syncNow();
      expect(asked(world, 'analytics')).toBeGreaterThan(before);
      expect(month(app)).toMatchObject({ microcents: usd(13), provenance: { pair: 'analytics' } });
      expect(app.readSnapshot().sync.refusals).toEqual([]);
    },
  );

  it('A3: a refused analytics bill is no refusal of the legacy one', async () => {
    const { world, app } = await analyticsWorld();
    await app.syncNow();
    world.api.disturb = ({ what }) =>
      what === 'analytics-cost' ? plainFailure('permission-missing') : null;
    await app.syncNow();
    expect(app.readSnapshot().sync.refusals.map(({ feature }) => feature)).toEqual(['analytics']);
    expect(month(app)).toMatchObject({ microcents: usd(14), provenance: { pair: 'legacy' } });
  });

  it('A10: trouble is no refusal: the analytics stay, and so do their figures', async () => {
    const { world, app } = await analyticsWorld();
    await app.syncNow();
    refuse(world, 'service-trouble');
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'service-trouble' } });
    expect(month(app)).toMatchObject({ microcents: usd(13), provenance: { pair: 'analytics' } });
    expect(app.readSnapshot().sync.refusals).toEqual([]);
  });

  it('A2: a revoked key takes no figures away', async () => {
    const { world, app } = await analyticsWorld();
    await app.syncNow();
    world.api.keys.clear();
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'key-refused' } });
    expect(month(app)).toMatchObject({ microcents: usd(13), provenance: { pair: 'analytics' } });
    expect(app.readSnapshot()).toMatchObject({
      connection: { state: 'refused' },
      sync: { refusals: [] },
    });
    expect(world.start().readSnapshot().connection.state).toBe('refused');
  });

  it('what the analytics told is shown until the legacy pair was read', async () => {
    const { world, app } = await analyticsWorld();
    await app.syncNow();
    world.api.disturb = ({ what }) =>
      plainFailure(what.startsWith('analytics') ? 'not-available' : 'offline');
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'offline' } });
    expect(month(app)).toMatchObject({ microcents: usd(13), provenance: { pair: 'analytics' } });
    world.api.disturb = ({ what }) =>
      what.startsWith('analytics') ? plainFailure('not-available') : null;
    await app.syncNow();
    expect(month(app)).toMatchObject({ microcents: usd(14), provenance: { pair: 'legacy' } });
  });
});

describe('choosing the other pair', () => {
  it('back and forth keeps both histories', async () => {
    const { world, app } = await analyticsWorld();
    await app.syncNow();
    app.updateSettings({ reportPair: 'legacy' });
    await app.syncNow();
    expect(month(app)).toMatchObject({ microcents: usd(14), provenance: { pair: 'legacy' } });
    world.api.disturb = () => plainFailure('offline');
    app.updateSettings({ reportPair: 'analytics' });
    expect(month(app)).toMatchObject({ microcents: usd(13), provenance: { pair: 'analytics' } });
    app.updateSettings({ reportPair: 'legacy' });
    expect(month(app)).toMatchObject({ microcents: usd(14), provenance: { pair: 'legacy' } });
  });

  it('shows the record of the pair that is shown: an old one is not fresh by the other', async () => {
    const { world, app } = await analyticsWorld();
    app.updateSettings({ reportPair: 'legacy' });
    await app.syncNow();
    const readAt = world.now;
    world.now += HOUR_MS;
    app.updateSettings({ reportPair: 'analytics' });
    await app.syncNow();
    expect(app.readSnapshot().sync.lastSuccessAt).toBe(world.now);
    app.updateSettings({ reportPair: 'legacy' });
    expect(app.readSnapshot().sync).toMatchObject({ lastSuccessAt: readAt, isStale: true });
  });

  it('during a run shows the chosen pair with its own record', async () => {
    const { world, app } = await analyticsWorld();
    await app.syncNow();
    app.updateSettings({ reportPair: 'legacy' });
    await app.syncNow();
    const readAt = world.now;
    app.updateSettings({ reportPair: 'analytics' });
    world.now += HOUR_MS;
    world.api.disturb = ({ what }) => {
      if (what === 'analytics-priced') app.updateSettings({ reportPair: 'legacy' });
      return null;
    };
    await app.syncNow();
    expect(app.readSnapshot().sync).toMatchObject({
      pair: { wanted: 'legacy', used: 'legacy' },
      lastSuccessAt: readAt,
    });
    expect(month(app).microcents).toBe(usd(14));
  });
});

describe('figures of the two pairs are never mixed', () => {
  it('whatever both tell, every figure and where it is from is of one pair', async () => {
    const someUse = fc.record({ hour: fc.nat(13 * 24), millions: fc.integer({ min: 1, max: 9 }) });
    const someCase = fc.record({
      legacy: fc.array(someUse, { maxLength: 5 }),
      analytics: fc.array(someUse, { maxLength: 5 }),
      lag: fc.nat(30),
      order: fc.array(fc.constantFrom('legacy' as const, 'analytics' as const), {
        minLength: 1,
        maxLength: 4,
      }),
    });
    await fc.assert(
      fc.asyncProperty(someCase, async ({ legacy, analytics, lag, order }) => {
        const { world, app } = await analyticsWorld();
        world.api.refreshedAt = world.now - lag * HOUR_MS;
        const first = floorDay(world.now) - 13 * DAY_MS;
        const told = { legacy, analytics };
        const snapshots = published(app);
        for (const wanted of order) {
          world.api.uses.splice(0);
          for (const { hour, millions } of told[wanted]) {
            const when = first + hour * HOUR_MS;
            if (when <= world.now) world.api.uses.push({ at: when, use: use(millions) });
          }
          app.updateSettings({ reportPair: wanted });
          await app.syncNow();
          const { week, today, month: spent, sync } = app.readSnapshot();
          const figures = [week.spent, today.cost, spent.cost];
          const pairs = [sync.pair.used, week.tokensProvenance.pair];
          expect(new Set([...pairs, ...figures.map(({ provenance }) => provenance.pair)])).toEqual(
            new Set([wanted]),
          );
          const knownTo = wanted === 'legacy' ? world.now : floorHour(world.api.refreshedAt);
          const expected = world.api.uses
            .filter((one) => one.at >= week.window.from && one.at < knownTo)
            .reduce((sum, one) => sum + one.use.tokens.output, 0);
          expect(week.tokens?.output ?? 0).toBe(expected);
          const ask = {
            from: first,
            to: floorDay(world.now) + DAY_MS,
            grain: 'day',
            by: 'model',
          } as const;
          const read = app.readHistory(ask);
          expect(read.ok && read.value.provenance.pair).toBe(wanted);
        }
        for (const { sync, week, today } of snapshots) {
          expect([week.spent.provenance.pair, today.cost.provenance.pair]).toEqual([
            sync.pair.used,
            sync.pair.used,
          ]);
        }
        await app.stop();
        world.shelf.close();
      }),
      { seed: 20_261_121, numRuns: 12 },
    );
  }, 30_000);
});

describe('T1: a clock that is set right during a run', () => {
  it('ends the plan made by the wrong one and makes one anew, once', async () => {
    const world = createWorld();
    world.api.uses.push({ at: YESTERDAY, use: use(1) });
    const app = await world.connect();
    const right = world.now;
    world.now = right + 3 * HOUR_MS;
    let answers = 0;
    world.api.disturb = ({ what }) => {
      if (what === 'shares') answers += 1;
      if (answers === 1) {
        world.now = right;
        world.offsetMs = -3 * HOUR_MS;
      }
      return null;
    };
    const before = world.api.asked.length;
    expect((await app.syncNow()).ok).toBe(true);
    const spans = world.api.asked.slice(before).filter(({ what }) => what === 'shares');
    expect(spans[0]?.to).toBe(floorHour(right) + 4 * HOUR_MS);
    for (const { to } of spans.slice(1)) expect(to).toBeLessThanOrEqual(floorHour(right) + HOUR_MS);
    const { hours } = historyOf(world).readCoverage();
    expect(Math.max(...hours.keys())).toBe(floorHour(right));
    expect(Math.max(...hours.values())).toBeLessThanOrEqual(right);
    expect(app.readSnapshot().sync).toMatchObject({
      clockOffsetMs: -3 * HOUR_MS,
      lastSuccessAt: right,
      coverage: { gaps: [] },
    });
  });

  it('a clock that is wrong by seconds, or is set right once more, plans no third time', async () => {
    const world = createWorld();
    const app = await world.connect();
    world.api.disturb = ({ what }) => {
      if (what === 'priced') world.offsetMs += 10 * MINUTE_MS;
      return null;
    };
    const before = asked(world, 'shares');
    const first = world.api.asked.length;
    await app.syncNow();
    // The first step by the wrong clock, then every step of the second plan.
    expect(asked(world, 'shares') - before).toBe(1 + 5);
    const [, , third] = world.api.asked.slice(first);
    expect(third).toMatchObject({ what: 'shares', from: floorDay(world.now) });
    world.api.disturb = ({ what }) => {
      if (what === 'priced') world.offsetMs += MINUTE_MS;
      return null;
    };
    const later = asked(world, 'shares');
    await app.syncNow();
    expect(asked(world, 'shares') - later).toBe(1);
  });

  it('does not take the analytics for not offered', async () => {
    const { world, app } = await analyticsWorld();
    const right = world.now;
    world.now = right + 2 * DAY_MS;
    world.api.disturb = ({ from }) => {
      const isFuture = from !== null && from >= floorDay(right) + DAY_MS;
      if (isFuture) {
        world.now = right;
        world.offsetMs = -2 * DAY_MS;
      }
      return isFuture ? plainFailure('bad-request') : null;
    };
    expect((await app.syncNow()).ok).toBe(true);
    expect(app.readSnapshot().sync).toMatchObject({
      pair: { used: 'analytics' },
      refusals: [],
    });
  });
});
