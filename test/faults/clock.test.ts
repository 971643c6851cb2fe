import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DAY_MS, floorDay, HOUR_MS, MINUTE_MS } from '../../src-main/shared/units.js';
import { spansAsked } from './support/spans-asked.js';
import {
  NOW,
  startService,
  startWorld,
  syncedFolder,
  undisturbed,
  type World,
} from './support/world.js';

const BOTH = ['legacy', 'analytics'] as const;

describe.each(BOTH)('T1: a clock three hours off, %s pair', (pair) => {
  test.each([
    ['behind', -3 * HOUR_MS],
    ['ahead', 3 * HOUR_MS],
  ])(
    'T1: %s, it is seen in the date of an answer, told, and set right for every question',
    async (_, offMs) => {
      const truth = NOW + 6 * HOUR_MS;
      const folder = await syncedFolder(pair);
      const service = await startService();
      const world = startWorld(service.simulator, {
        folder,
        now: truth + offMs,
        correctsClock: true,
      });
      service.now = () => world.clock.now() - offMs;
      expect(await world.sync()).toBeNull();
      const { sync, generatedAt } = world.parts.tidemark.readSnapshot();
      expect(Math.abs(sync.clockOffsetMs + offMs)).toBeLessThan(1_000);
      expect(Math.abs(generatedAt - truth)).toBeLessThan(1_000);
      expect(Math.abs((sync.lastSuccessAt ?? 0) - truth)).toBeLessThan(1_000);
      expect(sync.isStale).toBe(false);
      for (const { from, to } of spansAsked(service)) {
        expect(from).toBeLessThanOrEqual(truth);
        expect(to).toBeLessThanOrEqual(floorDay(truth) + DAY_MS);
      }
      expect(world.figures(pair)).toEqual(await undisturbed(pair, truth));
    },
  );
});

test('T1: a clock that is right again is believed again', async () => {
  const folder = await syncedFolder('legacy');
  const service = await startService();
  const world = startWorld(service.simulator, {
    folder,
    now: NOW - 3 * HOUR_MS,
    correctsClock: true,
  });
  let offMs = 3 * HOUR_MS;
  service.now = () => world.clock.now() + offMs;
  expect(await world.sync()).toBeNull();
  expect(world.parts.tidemark.readSnapshot().sync.clockOffsetMs).not.toBe(0);
  world.clock.sleep(3 * HOUR_MS + 5 * MINUTE_MS, false);
  offMs = 0;
  expect(await world.sync()).toBeNull();
  expect(world.parts.tidemark.readSnapshot().sync).toMatchObject({
    clockOffsetMs: 0,
    isStale: false,
  });
  expect(world.figures('legacy')).toEqual(await undisturbed('legacy', world.clock.now()));
});

describe('T1: what was learned of the clock', () => {
  /** A computer that goes on running from one start of the app to the next. */
  async function computer() {
    const folder = await syncedFolder('legacy');
    const service = await startService();
    let machine = NOW + 3 * HOUR_MS;
    let upMs = 5 * DAY_MS;
    let offMs = 3 * HOUR_MS;
    service.now = () => machine - offMs;
    const start = () =>
      startWorld(service.simulator, {
        folder,
        now: machine,
        correctsClock: true,
        upMs: () => upMs,
      });
    return {
      start,
      truth: () => machine - offMs,
      pass(ms: number) {
        machine += ms;
        upMs += ms;
      },
      setRight() {
        machine -= offMs;
        offMs = 0;
      },
      startAnew() {
        upMs = 0;
      },
    };
  }
  const shown = (world: World) => {
    const { generatedAt, sync } = world.parts.tidemark.readSnapshot();
    return { generatedAt, offsetMs: sync.clockOffsetMs, lastSuccessAt: sync.lastSuccessAt };
  };

  test('T1: is known to the next start, which asks nobody', async () => {
    const own = await computer();
    const first = own.start();
    expect(await first.sync()).toBeNull();
    await first.close();
    own.pass(DAY_MS);
    const { generatedAt, offsetMs, lastSuccessAt } = shown(own.start());
    expect(Math.abs(offsetMs + 3 * HOUR_MS)).toBeLessThan(1_000);
    expect(Math.abs(generatedAt - own.truth())).toBeLessThan(1_000);
    expect(Math.abs(generatedAt - DAY_MS - (lastSuccessAt ?? 0))).toBeLessThan(1_000);
  });

  test.each([
    ['the clock was set right', (own: Awaited<ReturnType<typeof computer>>) => own.setRight()],
    [
      'the clock was set right, hours ago',
      (own) => {
        own.setRight();
        own.pass(9 * HOUR_MS);
      },
    ],
    ['the computer was started anew', (own) => own.startAnew()],
  ] as const satisfies readonly (readonly [
    string,
    (own: Awaited<ReturnType<typeof computer>>) => void,
  ])[])('T1: is not believed once %s', async (_, change) => {
    const own = await computer();
    const first = own.start();
    expect(await first.sync()).toBeNull();
    await first.close();
    own.pass(MINUTE_MS);
    change(own);
    const next = own.start();
    expect(shown(next).offsetMs).toBe(0);
    expect(await next.sync()).toBeNull();
    expect(Math.abs(shown(next).generatedAt - own.truth())).toBeLessThan(1_000);
  });

  test('T1: is forgotten with the first answer that says otherwise', async () => {
    const own = await computer();
    const first = own.start();
    expect(await first.sync()).toBeNull();
    const read = () => JSON.parse(readFileSync(join(first.folder, 'settings.json'), 'utf8')).clock;
    expect(read()).toMatchObject({ offsetMs: expect.any(Number) });
    first.clock.sleep(-3 * HOUR_MS, false);
    own.setRight();
    expect(await first.sync()).toBeNull();
    expect(read()).toBeUndefined();
  });
});
