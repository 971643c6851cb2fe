import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, floorHour, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { historyOf, published } from '../../fakes/app.js';
import { rateLimit } from '../../fakes/figures.js';
import { plainFailure } from '../../fakes/plain-failure.js';
import { addUse, askedRuns, GROUP, HOUR, limitedWorld, peaksOf, use } from './limited-world.js';

describe('the minutes of the last seven days', () => {
  it('are asked for once: hours with use, newest first, a day at a time', async () => {
    const { world, app } = await limitedWorld();
    for (const hour of [1, 3, 30, 31, 167, 168, 169]) addUse(world, hour * 60);
    expect((await app.syncNow()).ok).toBe(true);
    expect(askedRuns(world)).toEqual([
      [3, 3],
      [31, 2],
      [168, 2],
    ]);
    world.now += 2 * HOUR_MS;
    expect((await app.syncNow()).ok).toBe(true);
    expect((await world.start().syncNow()).ok).toBe(true);
    expect(askedRuns(world)).toEqual([]);
  });

  it('are kept as the busiest of each hour', async () => {
    const { world, app } = await limitedWorld();
    addUse(world, 20, 5);
    addUse(world, 20, 6);
    addUse(world, 19, 9);
    await app.syncNow();
    expect(peaksOf(world)).toContainEqual({
      hour: HOUR - HOUR_MS,
      group: GROUP,
      limiter: 'output_tokens_per_minute',
      value: 11,
      at: HOUR - 20 * MINUTE_MS,
    });
  });

  it('of an hour are asked for once it is over for a quarter of an hour', async () => {
    const { world, app } = await limitedWorld(1);
    world.now = HOUR + 15 * MINUTE_MS - 1;
    await app.syncNow();
    expect(askedRuns(world)).toEqual([]);
    world.now += 1;
    await app.syncNow();
    expect(askedRuns(world)).toEqual([[1, 1]]);
  });

  it('are asked for at most once an hour, even when more is due', async () => {
    const { world, app } = await limitedWorld(1);
    world.now = HOUR + 50 * MINUTE_MS;
    await app.syncNow();
    expect(askedRuns(world)).toEqual([[1, 1]]);
    world.api.uses.push({ at: HOUR, use: use(3) });
    world.now = HOUR + HOUR_MS + 20 * MINUTE_MS;
    await app.syncNow();
    expect(askedRuns(world)).toEqual([]);
    world.now = HOUR + HOUR_MS + 50 * MINUTE_MS;
    await app.syncNow();
    expect(askedRuns(world)).toEqual([[0, 1]]);
  });

  it('an hour that turns out to have had use is looked at then', async () => {
    const { world, app } = await limitedWorld(1);
    await app.syncNow();
    askedRuns(world);
    addUse(world, 2 * 60);
    world.now += HOUR_MS;
    await app.syncNow();
    expect(askedRuns(world)).toEqual([[2, 1]]);
  });

  it('a week of them is seven requests, and a day of new ones one for each hour', async () => {
    const { world, app } = await limitedWorld(200);
    await app.syncNow();
    expect(askedRuns(world)).toHaveLength(7);
    for (let hour = 0; hour < 24; hour += 1) {
      world.api.uses.push({ at: HOUR + hour * HOUR_MS, use: use(1) });
    }
    for (let tick = 0; tick < 72; tick += 1) {
      world.now += 20 * MINUTE_MS;
      await app.syncNow();
    }
    expect(askedRuns(world).length).toBeLessThanOrEqual(24);
    const seen = historyOf(world).limits.readPeakHours({ from: HOUR, to: HOUR + DAY_MS });
    expect(seen.size).toBeGreaterThanOrEqual(22);
  }, 30_000);

  it('come last: after the back-fill, when what is fresh was shown', async () => {
    const { world, app } = await limitedWorld(1);
    const snapshots = published(app);
    let shown: number | null = null;
    world.api.disturb = ({ what }) => {
      if (what === 'minutes') shown = snapshots.at(-1)?.week.tokens?.output ?? null;
      return null;
    };
    await app.syncNow();
    expect(world.api.asked.at(-1)?.what).toBe('minutes');
    expect(shown).toBe(5);
    world.now += HOUR_MS;
    world.api.uses.push({ at: HOUR, use: use(7) });
    await app.syncNow();
    expect(world.api.asked.at(-1)?.what).toBe('minutes');
    expect(shown).toBe(12);
    expect(app.readSnapshot().sync).toMatchObject({ progress: null, failure: null });
  });

  it('are left alone while the back-fill is paused', async () => {
    const { world, app } = await limitedWorld(1);
    app.updateSettings({ isBackfillPaused: true });
    await app.syncNow();
    expect(askedRuns(world)).toEqual([]);
    app.updateSettings({ isBackfillPaused: false });
    await app.syncNow();
    expect(askedRuns(world)).toEqual([[1, 1]]);
  });

  it('are of no use without a rate limit of the organization to compare with', async () => {
    const { world, app } = await limitedWorld(1);
    world.api.limits.splice(0);
    world.api.limits.push(
      rateLimit(9, { workspaceId: 'wrkspc_a' }),
      rateLimit(9, { models: null, group: 'batch' }),
      rateLimit(9, { kind: 'spend', models: null }),
    );
    await app.syncNow();
    expect(askedRuns(world)).toEqual([]);
  });

  it('A3: are not asked for by a key that may not read the limits', async () => {
    const { world, app } = await limitedWorld();
    await app.syncNow();
    world.api.disturb = ({ what }) =>
      what === 'rate-limits' ? plainFailure('permission-missing') : null;
    addUse(world, 60);
    world.now += DAY_MS + HOUR_MS;
    expect((await app.syncNow()).ok).toBe(true);
    expect(askedRuns(world)).toEqual([]);
  });

  it('are looked at again once the models are grouped otherwise', async () => {
    const { world, app } = await limitedWorld(2);
    await app.syncNow();
    expect(askedRuns(world)).toEqual([[2, 2]]);
    const models = ['claude-sonnet-4-5', 'claude-sonnet-4-6'];
    world.api.limits.splice(0, 1, rateLimit(100, { models }));
    world.now += HOUR_MS;
    await app.syncNow({ withLabels: true });
    expect(askedRuns(world)).toEqual([[2, 2]]);
    expect(new Set(peaksOf(world).map(({ group }) => group))).toEqual(new Set([models.join(',')]));
    world.api.limits.splice(0, 1, rateLimit(900, { models }));
    world.now += HOUR_MS;
    await app.syncNow({ withLabels: true });
    expect(askedRuns(world)).toEqual([]);
  });

  it('of any use are the busiest there were, whatever the hours and the order they come in', async () => {
    const someUse = fc.record({ minute: fc.nat(8 * 1440), output: fc.nat(1_000) });
    await fc.assert(
      fc.asyncProperty(fc.array(someUse, { maxLength: 40 }), fc.nat(3), async (uses, late) => {
        const { world, app } = await limitedWorld();
        const all = uses.map(({ minute, output }) => ({ at: HOUR - minute * MINUTE_MS, output }));
        for (const [index, one] of all.entries()) {
          if (index % 4 === late) continue;
          world.api.uses.push({ at: one.at, use: use(one.output) });
        }
        await app.syncNow();
        for (let round = 0; round < 2; round += 1) {
          world.now += HOUR_MS;
          await app.syncNow();
        }
        const from = floorHour(world.now) - 7 * DAY_MS;
        const byMinute = new Map<number, number>();
        for (const { at: when, use: told } of world.api.uses) {
          if (when < from) continue;
          byMinute.set(when, (byMinute.get(when) ?? 0) + told.tokens.output);
        }
        const busiest = Math.max(-1, ...byMinute.values());
        const kept = historyOf(world)
          .limits.readPeaks({ from, to: world.now })
          .filter(({ limiter }) => limiter === 'output_tokens_per_minute');
        expect(Math.max(-1, ...kept.map(({ value }) => value))).toBe(busiest);
        for (const { hour, value, at: when } of kept) {
          expect(byMinute.get(when)).toBe(value);
          expect(floorHour(when)).toBe(hour);
        }
        await app.stop();
        world.shelf.close();
      }),
      { seed: 20_261_121, numRuns: 15 },
    );
  }, 30_000);
});

describe('the analytics pair', () => {
  it('counts requests, and is asked for two days a round: a busy day is many pages', async () => {
    const { world, app } = await limitedWorld(24 * 4);
    world.api.hasAnalytics = true;
    world.api.refreshedAt = HOUR;
    addUse(world, 2 * 60 - 1);
    addUse(world, 2 * 60 - 1);
    world.settings.update({ reportPair: 'analytics' });
    await app.syncNow();
    // The hour that ended as the figures were refreshed may still fill.
    expect(askedRuns(world, 'analytics-minutes')).toEqual([
      [25, 24],
      [49, 24],
    ]);
    expect(peaksOf(world)).toContainEqual({
      hour: HOUR - 2 * HOUR_MS,
      group: GROUP,
      limiter: 'requests_per_minute',
      value: 2,
      at: HOUR - (2 * 60 - 1) * MINUTE_MS,
    });
    world.now += HOUR_MS;
    world.api.refreshedAt = HOUR + HOUR_MS;
    await app.syncNow();
    expect(askedRuns(world, 'analytics-minutes')).toEqual([
      [1, 1],
      [73, 24],
    ]);
  });

  it('the legacy report tells no requests: there is no peak of them', async () => {
    const { world, app } = await limitedWorld(1);
    await app.syncNow();
    expect(peaksOf(world).map(({ limiter }) => limiter)).toEqual([
      'input_tokens_per_minute',
      'output_tokens_per_minute',
    ]);
  });
});
