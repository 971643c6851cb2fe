import { describe, expect, test } from 'vitest';
import { trayView } from '../../src-main/core/snapshot/tray-view.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src-main/shared/units.js';
import { type Front, startFront } from './support/front.js';
import { expectHealed } from './support/refused.js';
import { type Schedule, startSchedule } from './support/schedule.js';
import {
  NOW,
  startService,
  startWorld,
  strike,
  syncedFolder,
  type World,
} from './support/world.js';

const UNREACHABLE = 'http://127.0.0.1:1';
const BOTH = ['legacy', 'analytics'] as const;

async function scheduled(world: World): Promise<Schedule> {
  const schedule = startSchedule(world);
  await schedule.scheduler.runNow();
  await schedule.settled();
  return schedule;
}

describe.each(BOTH)('%s pair', (pair) => {
  test('M1: offline at start, the last figures are there at once with their age', async () => {
    const folder = await syncedFolder(pair);
    const world = startWorld({ url: UNREACHABLE }, { folder, now: NOW + 25 * HOUR_MS });
    const { tidemark } = world.parts;
    const first = tidemark.readSnapshot();
    expect(first.week.spent.microcents).toBeGreaterThan(0);
    expect(first).toMatchObject({ glance: 'stale', sync: { isStale: true, lastSuccessAt: NOW } });
    expect(await world.sync()).toMatchObject({ kind: 'offline', detail: 'ECONNREFUSED' });
    const { sync, glance, week } = tidemark.readSnapshot();
    expect(sync.failure).toMatchObject({ title: 'Offline', mustAct: false });
    expect(glance).toBe('stale');
    expect(week.spent).toEqual(first.week.spent);
    const { tooltip } = trayView(tidemark.readSnapshot(), tidemark.readSettings());
    expect(tooltip).toContain('Stale: not updated since');
    expect(world.waits).toEqual([]);
  });

  test('M2: hours offline end in one catch-up within 30 s, not in one for each missed cycle', async () => {
    const lines: Front[] = [];
    const world = await strike('A1', 0, {
      pair,
      after: 10_000,
      async front(api) {
        const line = await startFront(api);
        await line.unplug();
        lines.push(line);
        return line;
      },
    });
    const schedule = await scheduled(world);
    schedule.isOnline = false;
    await schedule.pass(6 * HOUR_MS);
    // A system that is wrong about its network is tried every half hour.
    expect(schedule.runs.length).toBeLessThanOrEqual(13);
    expect(new Set(schedule.outcomes)).toEqual(new Set(['offline']));
    expect(world.service.simulator.requests).toEqual([]);
    expect(world.figures()).toEqual(world.before);
    expect(schedule.alerts).toEqual([]);
    const before = schedule.runs.length;
    for (const line of lines) await line.plug();
    schedule.isOnline = true;
    await schedule.pass(30_000);
    expect(schedule.outcomes.slice(before)).toEqual(['done']);
    await schedule.pass(4 * MINUTE_MS);
    expect(schedule.runs).toHaveLength(before + 1);
    await expectHealed(world, pair, world.clock.now() + HOUR_MS);
  });

  test.each([
    ['stands still', false],
    ['goes on', true],
  ])(
    'M3: after a night of sleep in which the monotonic clock %s there is one sync, and the age is right',
    async (_, isAwake) => {
      const world = await strike('A1', 0, { pair, after: 10_000, laterMs: 5 * MINUTE_MS });
      const schedule = await scheduled(world);
      const slept = world.clock.now();
      world.clock.sleep(8 * HOUR_MS, isAwake);
      const ages: number[] = [];
      world.parts.tidemark.onSnapshot(({ sync, generatedAt }) => {
        if (sync.lastSuccessAt === slept) ages.push(generatedAt - slept);
      });
      // Systems tell of one waking more than once.
      schedule.scheduler.wake();
      schedule.scheduler.wake();
      await schedule.pass(1_000);
      schedule.scheduler.wake();
      await schedule.pass(4 * MINUTE_MS);
      expect(schedule.outcomes).toEqual(['done', 'done']);
      expect(schedule.runs[1]).toBe(slept + 8 * HOUR_MS);
      await schedule.pass(2 * MINUTE_MS);
      // The timers are armed again.
      expect(schedule.runs).toHaveLength(3);
      expect(world.parts.tidemark.readSnapshot().sync).toMatchObject({
        isStale: false,
        lastSuccessAt: schedule.runs[2],
      });
    },
  );

  test('M9: on a line that is too slow the current figures come first, and the back-fill waits', async () => {
    const service = await startService();
    let isSlow = false;
    const line = await startFront(service.simulator, { isStalled: () => isSlow });
    const world = startWorld(line, {
      since: NOW - 30 * DAY_MS,
      settings: { reportPair: pair },
      limits: { wholeRequestMs: 300 },
    });
    service.now = world.clock.now;
    const stopWatching = world.parts.tidemark.onSnapshot(({ sync }) => {
      // What is shown is fresh, and the rest is still to come.
      if (sync.lastSuccessAt !== null) isSlow = true;
    });
    const schedule = await scheduled(world);
    expect(schedule.outcomes).toEqual(['failed']);
    const { sync, week } = world.parts.tidemark.readSnapshot();
    expect(sync).toMatchObject({
      lastSuccessAt: NOW,
      failure: { kind: 'timed-out', mustAct: false },
    });
    expect(week.spent.microcents).toBeGreaterThan(0);
    expect(sync.backfill?.partsLeft).toBeGreaterThan(0);
    expect(sync.nextAt).toBeGreaterThanOrEqual(NOW + 5 * MINUTE_MS);

    // A person may put the rest off: then nothing of it is asked for.
    world.parts.tidemark.updateSettings({ isBackfillPaused: true });
    stopWatching();
    isSlow = false;
    await schedule.pass(6 * MINUTE_MS);
    expect(schedule.outcomes.at(-1)).toBe('done');
    expect(world.parts.tidemark.readSnapshot().sync.backfill).toMatchObject({ isPaused: true });
  });
});
