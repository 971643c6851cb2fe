import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src-main/shared/units.js';
import { expectHealed, expectRefused } from './support/refused.js';
import { type Schedule, startSchedule } from './support/schedule.js';
import { type Struck, strike } from './support/world.js';

const SECOND_MS = 1_000;
const gaps = (times: readonly number[]) =>
  times.slice(1).map((at, index) => at - (times[index] ?? 0));

/** The schedule over a world that meets its fault in the first run, with the window open. */
async function scheduled(world: Struck, isVisible = true): Promise<Schedule> {
  const schedule = startSchedule(world, isVisible);
  await schedule.scheduler.runNow();
  await schedule.settled();
  return schedule;
}

describe.each(['legacy', 'analytics'] as const)('asked to slow down, %s pair', (pair) => {
  test.each([0, 1])('A6: play %i names 30 s, and nothing is asked before', async (variant) => {
    const world = await strike('A6', variant, { pair, after: 2 });
    const begun = world.clock.now();
    const schedule = await scheduled(world);
    const { simulator } = world.service;
    expect(simulator.requests.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(world.waits).toEqual([]);
    // A date counts whole seconds.
    const named = variant === 0 ? begun + 30 * SECOND_MS : Math.floor(begun / 1000 + 30) * 1000;
    expect(world.parts.tidemark.readSnapshot().sync).toMatchObject({
      state: 'waiting',
      // The usual minute is longer than what was asked.
      nextAt: begun + MINUTE_MS,
      failure: {
        kind: 'rate-limited',
        title: 'Asked to slow down',
        retryAt: named,
        mustAct: false,
      },
    });
    expect(world.figures()).toEqual(world.before);
    schedule.scheduler.wake();
    await schedule.pass(named - begun - 1);
    schedule.scheduler.wake();
    await schedule.settled();
    expect(simulator.requests).toHaveLength(3);
    simulator.setFaults([]);
    await schedule.pass(MINUTE_MS);
    expect(schedule.outcomes).toEqual(['rate-limited', 'done']);
    await expectHealed(world, pair);
  });

  test('A6: a person who asks again meanwhile waits as long as was asked for', async () => {
    const world = await strike('A6', 0, { pair, after: 0 });
    const schedule = await scheduled(world);
    const { nextAt } = world.parts.tidemark.readSnapshot().sync;
    await schedule.scheduler.runNow();
    expect(world.service.simulator.requests).toHaveLength(1);
    expect(world.parts.tidemark.readSnapshot().sync.nextAt).toBe(nextAt);
    await schedule.pass(MINUTE_MS);
    expect(world.service.simulator.requests.length).toBeGreaterThan(1);
  });

  test('A7: without a hint it waits a minute, then ever longer up to a quarter of an hour', async () => {
    const world = await strike('A7', 0, { pair, after: 1 });
    const schedule = await scheduled(world);
    await schedule.pass(3 * HOUR_MS);
    const waits = gaps(schedule.runs);
    expect(waits[0]).toBe(MINUTE_MS);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(MINUTE_MS);
    expect(Math.max(...waits)).toBeLessThanOrEqual(15 * MINUTE_MS);
    // Jitter takes at most half of what doubles.
    waits.slice(0, 5).forEach((wait, refusals) => {
      const doubled = Math.min(15 * MINUTE_MS, MINUTE_MS * 2 ** refusals);
      expect(wait).toBeGreaterThanOrEqual(doubled / 2);
      expect(wait).toBeLessThanOrEqual(doubled);
    });
    expect(waits.at(-1)).toBeGreaterThan(7 * MINUTE_MS);
    // One question a run: whose figures, once; then what was refused.
    const refused = world.service.simulator.requests.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(schedule.runs.length);
    expect(world.waits).toEqual([]);
    expect(world.figures()).toEqual(world.before);
    await expectHealed(world, pair, world.clock.now() + HOUR_MS);
  });

  test('A8: it waits for the time of the reset alone', async () => {
    const world = await strike('A8', 0, { pair, after: 1 });
    const begun = world.clock.now();
    const schedule = await scheduled(world);
    const reset = Math.floor(begun / 1000 + 45) * 1000;
    const { failure, nextAt } = world.parts.tidemark.readSnapshot().sync;
    expect(failure).toMatchObject({ kind: 'rate-limited', retryAt: reset });
    expect(nextAt).toBe(begun + MINUTE_MS);
    await schedule.pass(reset - begun - 1);
    schedule.scheduler.wake();
    await schedule.settled();
    expect(schedule.runs).toHaveLength(1);
    await schedule.pass(MINUTE_MS);
    expect(schedule.runs).toHaveLength(2);
    expect(world.figures()).toEqual(world.before);
    await expectHealed(world, pair);
  });

  test('A9: an hour of refusals makes the figures stale, tells nobody, and ends by itself', async () => {
    const world = await strike('A9', 0, { pair });
    world.service.simulator.setFaults([]);
    const { tidemark } = world.parts;
    const schedule = await scheduled(world, false);
    world.service.simulator.setFaults(['rate-limited-hour']);
    const fresh = world.clock.now();
    expect(tidemark.readSnapshot().sync.lastSuccessAt).toBe(fresh);
    const asked = world.service.simulator.requests.length;
    const ages: number[] = [];
    const off = tidemark.onSnapshot(({ sync }) => {
      if (sync.isStale) ages.push(world.clock.now() - fresh);
    });
    await schedule.pass(66 * MINUTE_MS);
    off();
    const { sync } = tidemark.readSnapshot();
    expect(sync.failure).toMatchObject({ kind: 'rate-limited', mustAct: false });
    expect(sync.isStale).toBe(true);
    // Two missed cycles of five minutes and a minute; shown with the next try.
    expect(Math.min(...ages)).toBeGreaterThan(10 * MINUTE_MS);
    expect(Math.min(...ages)).toBeLessThan(21 * MINUTE_MS);
    expect(world.service.simulator.requests.length - asked).toBeLessThan(12);
    await schedule.pass(15 * MINUTE_MS);
    expect(schedule.outcomes.at(-1)).toBe('done');
    expect(tidemark.readSnapshot().sync).toMatchObject({ failure: null, isStale: false });
    expect(schedule.alerts).toEqual([]);
    await expectHealed(world, pair, world.clock.now() + HOUR_MS);
  });

  test.each([0, 1, 2, 3, 4])(
    'A10: trouble of the service, play %i, is asked again five times, then left to the schedule',
    async (variant) => {
      const world = await strike('A10', variant, { pair, after: 2 });
      const hasRequestId = variant !== 1 && variant !== 2;
      // 504: a smaller question may be answered, so one is asked as well; but not in a probe.
      const questions = variant === 3 && pair === 'legacy' ? 2 : 1;
      await expectRefused(world, {
        kind: 'service-trouble',
        title: 'Anthropic’s service has trouble',
        tries: 5,
        isNarrowed: questions === 2,
        hasRequestId,
      });
      // Half of 500 ms, doubling: full jitter with a chance of one half.
      const waits = [250, 500, 1_000, 2_000];
      expect(world.waits).toEqual(questions === 2 ? [...waits, ...waits] : waits);
      const { failure } = world.parts.tidemark.readSnapshot().sync;
      expect(failure?.body).toContain('It is not your key');
      expect(world.parts.tidemark.readSnapshot().connection.state).toBe('saved');
      await expectHealed(world, pair);
    },
  );
});

test('A10: trouble that has passed at the third try is no trouble', async () => {
  const world = await strike('A10', 0, {});
  world.service.simulator.setFaults(['server-error:2-3']);
  expect(await world.sync()).toBeNull();
  expect(world.waits).toEqual([250, 500]);
  await expectHealed(world);
});

test('A10: the schedule comes again with its usual wait, then ever more rarely', async () => {
  const world = await strike('A10', 0, { after: 0 });
  const schedule = await scheduled(world, false);
  await schedule.pass(2 * HOUR_MS);
  const waits = gaps(schedule.runs).map((ms) => Math.round(ms / MINUTE_MS));
  expect(waits.slice(0, 4)).toEqual([5, 10, 20, 30]);
  expect(new Set(waits.slice(3))).toEqual(new Set([30]));
  expect(schedule.alerts).toEqual([]);
});
