import { describe, expect, it } from 'vitest';
import { DAY_MS, floorHour, HOUR_MS } from '../../../src-main/shared/units.js';
import { createGate, historyOf } from '../../fakes/app.js';
import { tokens } from '../../fakes/figures.js';
import { type PlainKind, plainFailure } from '../../fakes/plain-failure.js';
import {
  addUse,
  askedRuns,
  HOUR,
  leftOut,
  limitedWorld,
  NOW,
  peaksOf,
  refuseMinutes,
} from './limited-world.js';

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
