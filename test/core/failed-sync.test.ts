import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../src-main/shared/units.js';
import type { PlainKind } from '../fakes/plain-failure.js';
import { EARLIER_TODAY, failAll, figures, usageOf, usedWorld } from './used-world.js';

describe('honesty rule 6: a failed sync never wipes figures', () => {
  it.each<PlainKind>([
    'offline',
    'timed-out',
    'service-trouble',
    'not-the-api',
    'unexpected-response',
    'incomplete',
    'bad-request',
    'key-refused',
    'permission-missing',
    'billing-trouble',
    'proxy-trouble',
    'certificate-untrusted',
  ])('%s keeps them and puts its note beside them', async (kind) => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    const before = app.readSnapshot();
    world.api.uses.push({ at: EARLIER_TODAY, use: usageOf(5) });
    world.now += MINUTE_MS;
    failAll(world, kind);
    const result = await app.syncNow();
    expect(result.ok).toBe(false);
    const after = app.readSnapshot();
    expect(figures(after)).toEqual(figures(before));
    expect(after.sync.lastSuccessAt).toBe(before.sync.lastSuccessAt);
    const noted = kind === 'permission-missing' ? 'key-refused' : kind;
    expect(after.sync.failure).toMatchObject({ kind: noted, at: world.now });
  });

  it('the note survives a restart and goes with the next success', async () => {
    const world = usedWorld();
    const app = await world.connect();
    failAll(world, 'offline');
    await app.syncNow();
    await app.stop();
    const again = world.start();
    expect(again.readSnapshot().sync.failure?.kind).toBe('offline');
    world.api.disturb = () => null;
    await again.syncNow();
    expect(again.readSnapshot().sync.failure).toBeNull();
  });

  it('A9: figures are marked stale after two missed cycles, and recover', async () => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    failAll(world, 'service-trouble');
    world.now += 10 * MINUTE_MS;
    await app.syncNow();
    expect(app.readSnapshot().glance).toBe('fine');
    world.now += 2 * MINUTE_MS;
    await app.syncNow();
    expect(app.readSnapshot()).toMatchObject({ glance: 'stale', sync: { isStale: true } });
    world.api.disturb = () => null;
    await app.syncNow();
    expect(app.readSnapshot()).toMatchObject({ glance: 'fine', sync: { isStale: false } });
  });

  it('A6: a pause that was asked for is told with its time', async () => {
    const world = usedWorld();
    const app = await world.connect();
    world.api.disturb = () => ({ kind: 'rate-limited', retryAt: world.now + 30_000 });
    const result = await app.syncNow();
    expect(result).toMatchObject({
      failure: { kind: 'rate-limited', retryAt: world.now + 30_000 },
    });
    expect(app.readSnapshot().sync.failure?.retryAt).toBe(world.now + 30_000);
  });

  it('whichever request fails, the run after it ends with the figures of a calm one', async () => {
    const calm = usedWorld();
    const expected = await calm.connect();
    await expected.syncNow();
    const requests = calm.api.asked.length;
    expect(requests).toBeGreaterThan(10);
    for (let failing = 3; failing < requests; failing += 1) {
      const world = usedWorld();
      const app = await world.connect();
      world.api.disturb = () =>
        world.api.asked.length === failing + 1 ? { kind: 'offline' } : null;
      expect((await app.syncNow()).ok).toBe(false);
      const afterFailure = world.api.asked.length;
      expect((await app.syncNow()).ok).toBe(true);
      expect(figures(app.readSnapshot())).toEqual(figures(expected.readSnapshot()));
      // What was fetched before is not fetched again, but for the hours that may still change.
      expect(world.api.asked.length - afterFailure).toBeLessThanOrEqual(requests - failing + 7);
    }
  });
});
