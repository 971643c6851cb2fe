import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../src-main/shared/failure.js';
import { DAY_MS, floorHour, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { createGate, createWorld, historyOf, published, type World } from '../../fakes/app.js';
import { at, priced, rateLimit, shared, tokens } from '../../fakes/figures.js';
import { type PlainKind, plainFailure } from '../../fakes/plain-failure.js';

const NOW = at('2026-11-21T14:20:00Z');
const HOUR = floorHour(NOW);
const MODEL = 'claude-sonnet-4-5-20250929';
const GROUP = 'claude-sonnet-4-5';

const use = (output: number, uncachedInput = 0) => ({
  dimensions: { ...priced({ model: MODEL }), ...shared({ model: MODEL }) },
  tokens: tokens({ output, uncachedInput }),
});
/** Use a minute long, so many minutes before the running hour. */
const addUse = (world: World, minutes: number, output = 5) =>
  world.api.uses.push({ at: HOUR - minutes * MINUTE_MS, use: use(output) });

/** Rate limits are held, and the weekly reset cuts no hour: every question by the minute is for peaks. */
async function limitedWorld(count = 0) {
  const world = createWorld();
  world.api.limits.push(rateLimit(100));
  for (let hour = 1; hour <= count; hour += 1) addUse(world, hour * 60);
  world.settings.update({ weeklyResetTime: '00:00', timeZone: 'UTC', historyDays: 30 });
  const app = await world.connect();
  return { world, app };
}
/** First hour and number of hours of each question, in hours before the running one. */
const askedRuns = (world: World, what = 'minutes') =>
  world.api.asked
    .splice(0)
    .flatMap((one) =>
      one.what === what && one.from !== null && one.to !== null
        ? [[(HOUR - one.from) / HOUR_MS, (one.to - one.from) / HOUR_MS]]
        : [],
    );
const peaksOf = (world: World) =>
  historyOf(world).limits.readPeaks({ from: NOW - 30 * DAY_MS, to: NOW + DAY_MS });
const refuseMinutes = (world: World, failure: Failure | null) => {
  world.api.disturb = ({ what }) => (what.endsWith('minutes') ? failure : null);
};
const leftOut = (world: World) =>
  world.log.events.filter(({ event }) => event === 'peaks-left-out').map(({ fields }) => fields);

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

describe('trouble with the minutes', () => {
  const HOURS_USED = 30;

  it.each<PlainKind>(['permission-missing', 'not-available'])(
    'A3, A4: %s spoils no sync, is told in the log, and is asked again a day later',
    async (kind) => {
      const { world, app } = await limitedWorld(HOURS_USED);
      refuseMinutes(world, plainFailure(kind));
      expect((await app.syncNow()).ok).toBe(true);
      expect(askedRuns(world)).toHaveLength(1);
      expect(leftOut(world)).toMatchObject([{ kind }]);
      expect(app.readSnapshot().sync).toMatchObject({ failure: null, isStale: false });
      refuseMinutes(world, null);
      world.now += DAY_MS - 1;
      await app.syncNow();
      expect(askedRuns(world)).toEqual([]);
      world.now += 1;
      await app.syncNow();
      expect(askedRuns(world).length).toBeGreaterThan(0);
    },
  );

  it.each<PlainKind>(['bad-request', 'unexpected-response', 'incomplete', 'too-large'])(
    'A5, A23, A32: %s leaves out that run, which is asked again ever more rarely',
    async (kind) => {
      const { world, app } = await limitedWorld(HOURS_USED);
      const isBad = (from: number | null) => from === HOUR - 24 * HOUR_MS;
      world.api.disturb = ({ what, from }) =>
        what === 'minutes' && isBad(from) ? plainFailure(kind) : null;
      expect((await app.syncNow()).ok).toBe(true);
      expect(askedRuns(world)).toEqual([
        [24, 24],
        [30, 6],
      ]);
      expect(app.readSnapshot().sync.failure).toBeNull();
      let asked = 0;
      for (let hour = 0; hour < 48; hour += 1) {
        world.now += HOUR_MS;
        expect((await app.syncNow()).ok).toBe(true);
        asked += askedRuns(world).length;
      }
      expect(asked).toBeGreaterThan(3);
      expect(asked).toBeLessThan(12);
      world.api.disturb = () => null;
      world.now += DAY_MS;
      await app.syncNow();
      expect(askedRuns(world)).toEqual([[24, 24]]);
    },
  );

  it.each<PlainKind>(['service-trouble', 'timed-out'])(
    'A10, A17: %s ends the round, and the next one is an hour later',
    async (kind) => {
      const { world, app } = await limitedWorld(HOURS_USED);
      refuseMinutes(world, plainFailure(kind));
      expect((await app.syncNow()).ok).toBe(true);
      expect(askedRuns(world)).toHaveLength(1);
      expect(app.readSnapshot().sync.failure).toBeNull();
      world.now += HOUR_MS - 1;
      await app.syncNow();
      expect(askedRuns(world)).toEqual([]);
      refuseMinutes(world, null);
      world.now += 1;
      await app.syncNow();
      expect(askedRuns(world)).toHaveLength(2);
    },
  );

  it('A6: a pause that is asked for is for every question: the sync says until when', async () => {
    const { world, app } = await limitedWorld(HOURS_USED);
    const pause = { kind: 'rate-limited', retryAt: NOW + 30_000 } as const;
    refuseMinutes(world, pause);
    expect(await app.syncNow()).toEqual({ ok: false, failure: pause });
    expect(askedRuns(world)).toHaveLength(1);
    const { sync, week: figures } = app.readSnapshot();
    expect(sync).toMatchObject({ lastSuccessAt: NOW, isStale: false });
    expect(sync.failure?.retryAt).toBe(pause.retryAt);
    expect(figures.tokens?.output).toBeGreaterThan(0);
  });

  it('A2: a key that is revoked meanwhile is the whole key', async () => {
    const { world, app } = await limitedWorld(1);
    refuseMinutes(world, plainFailure('key-refused'));
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'key-refused' } });
    expect(app.readSnapshot().connection.state).toBe('refused');
  });

  it('A26: an absurd minute refuses its run, and nothing of it is kept', async () => {
    const { world, app } = await limitedWorld(1);
    world.api.spoil = (what, buckets) => {
      if (what !== 'minutes') return buckets;
      return buckets.map((bucket) => ({
        ...bucket,
        rows: bucket.rows.map((row) => ({ ...row, tokens: tokens({ output: 1e12 }) })),
      }));
    };
    expect((await app.syncNow()).ok).toBe(true);
    expect(leftOut(world)).toMatchObject([{ kind: 'unexpected-response' }]);
    expect(peaksOf(world)).toEqual([]);
  });

  it('A35: an hour with use whose minutes are empty is not taken for one without', async () => {
    const { world, app } = await limitedWorld(3);
    const silent = HOUR - 2 * HOUR_MS;
    world.api.spoil = (what, buckets) =>
      what === 'minutes'
        ? buckets.map((one) => (floorHour(one.start) === silent ? { ...one, rows: [] } : one))
        : buckets;
    expect((await app.syncNow()).ok).toBe(true);
    askedRuns(world);
    const seen = () => [
      ...historyOf(world)
        .limits.readPeakHours({ from: HOUR - DAY_MS, to: HOUR })
        .keys(),
    ];
    expect(seen()).toEqual([HOUR - 3 * HOUR_MS, HOUR - HOUR_MS]);
    world.api.spoil = (_, buckets) => buckets;
    world.now += HOUR_MS;
    await app.syncNow();
    expect(askedRuns(world)).toEqual([[2, 1]]);
    expect(seen()).toContain(silent);
  });

  it('an answer that ends early holds what it tells of whole hours', async () => {
    const { world, app } = await limitedWorld(3);
    world.api.spoil = (what, buckets) => (what === 'minutes' ? buckets.slice(0, 90) : buckets);
    expect((await app.syncNow()).ok).toBe(true);
    expect(askedRuns(world)).toEqual([[3, 3]]);
    world.api.spoil = (_, buckets) => buckets;
    world.now += HOUR_MS;
    await app.syncNow();
    expect(askedRuns(world)).toEqual([[2, 2]]);
  });

  it('F8: what cannot be written is a failure of the history, as everywhere', async () => {
    const { world, app } = await limitedWorld(1);
    await app.syncNow();
    const { limits } = historyOf(world);
    const write = limits.replacePeaks;
    addUse(world, 120);
    world.now += HOUR_MS;
    Object.assign(limits, {
      replacePeaks: () => ({ ok: false, failure: { kind: 'storage-full' } }),
    });
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'storage-full' } });
    Object.assign(limits, { replacePeaks: write });
  });

  it('a stop in the middle keeps the runs that came, and the next start asks for the rest', async () => {
    const { world, app } = await limitedWorld(72);
    const reached = createGate();
    const answer = createGate();
    let asked = 0;
    world.api.disturb = async ({ what }) => {
      if (what !== 'minutes') return null;
      asked += 1;
      if (asked < 2) return null;
      reached.open();
      return answer.passed;
    };
    const synced = app.syncNow();
    await reached.passed;
    const stopped = app.stop();
    answer.open();
    await stopped;
    expect(await synced).toMatchObject({ failure: { kind: 'cancelled' } });
    expect(askedRuns(world)).toEqual([
      [24, 24],
      [48, 24],
    ]);
    world.api.disturb = () => null;
    await world.start().syncNow();
    expect(askedRuns(world)).toEqual([
      [48, 24],
      [72, 24],
    ]);
  });
});
