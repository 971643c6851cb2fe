import { describe, expect, it } from 'vitest';
import { ADMIN_KEY, createGate } from '../../fakes/app.js';
import { usd } from '../../fakes/figures.js';
import { ORGANIZATION, usedWorld } from '../used-world.js';

describe('disconnecting', () => {
  it('forgets the key and keeps the history for the next time', async () => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    expect((await app.disconnect(true)).ok).toBe(true);
    expect([world.keys.held, world.connections.read()]).toEqual([null, null]);
    expect(app.readSnapshot()).toMatchObject({
      glance: 'unknown',
      connection: { state: 'never-saved', organization: null, lastFour: null },
      week: { spent: { microcents: null } },
    });
    await app.tryKey(ADMIN_KEY);
    await app.saveKey();
    expect(app.readSnapshot().week.spent.microcents).toBe(usd(45));
  });

  it('deletes the history when that is asked for', async () => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    expect((await app.disconnect(false)).ok).toBe(true);
    expect(world.shelf.stores.size).toBe(0);
    await app.tryKey(ADMIN_KEY);
    await app.saveKey();
    expect(app.readSnapshot().week.spent.microcents).toBeNull();
  });

  it('a keychain that does not let go of the key keeps the connection', async () => {
    const world = usedWorld();
    const app = await world.connect();
    world.keys.forgetFailure = { kind: 'keychain-locked' };
    expect(await app.disconnect(false)).toMatchObject({ failure: { kind: 'keychain-locked' } });
    expect(app.readSnapshot()).toMatchObject({
      connection: { state: 'locked', organization: ORGANIZATION },
      sync: { failure: { kind: 'keychain-locked', mustAct: true } },
    });
    expect(world.shelf.stores.size).toBe(1);
  });

  it.each([true, false])('ends a sync under way first (history kept: %s)', async (keepHistory) => {
    const world = usedWorld();
    const app = await world.connect();
    const gate = createGate();
    world.api.disturb = () => gate.passed;
    const running = app.syncNow();
    const disconnecting = app.disconnect(keepHistory);
    gate.open();
    expect(await running).toMatchObject({ failure: { kind: 'cancelled' } });
    expect((await disconnecting).ok).toBe(true);
    expect(app.readSnapshot().connection.state).toBe('never-saved');
    expect(world.shelf.stores.size).toBe(keepHistory ? 1 : 0);
  });
});
