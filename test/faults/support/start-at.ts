import { expect } from 'vitest';
import type { Instant } from '../../../src-main/shared/units.js';
import { startService, startWorld, type World } from './world.js';

/** A service and a world that agree on the time. */
export async function startAt(
  now: Instant,
  options: Parameters<typeof startWorld>[1] & {
    readonly service?: Parameters<typeof startService>[0];
  },
) {
  const service = await startService(options.service);
  const world = startWorld(service.simulator, { ...options, now });
  service.now = world.clock.now;
  return { service, world, simulator: service.simulator };
}

export async function syncAt(world: World, instant: Instant) {
  world.clock.advance(instant - world.clock.now());
  expect(await world.sync()).toBeNull();
  return world.parts.tidemark.readSnapshot();
}
