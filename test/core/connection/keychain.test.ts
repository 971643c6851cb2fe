import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src-main/shared/snapshot.js';
import { createWorld } from '../../fakes/app.js';
import { usd } from '../../fakes/figures.js';
import { type PlainKind, plainFailure } from '../../fakes/plain-failure.js';
import { figures, ORGANIZATION, usedWorld } from '../used-world.js';

describe('what the keychain says', () => {
  it.each<[Snapshot['connection']['state'], PlainKind]>([
    ['locked', 'keychain-locked'],
    ['locked', 'keychain-slow'],
    ['denied', 'keychain-denied'],
    ['no-keychain', 'keychain-absent'],
  ])('S13: the key is %s after %s, and the figures stay', async (state, kind) => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    const before = figures(app.readSnapshot());
    world.keys.readFailure = plainFailure(kind);
    await app.syncNow();
    expect(app.readSnapshot()).toMatchObject({
      glance: 'failing',
      connection: { state },
      sync: { failure: { kind } },
    });
    expect(figures(app.readSnapshot())).toEqual(before);
    world.keys.readFailure = null;
    await app.syncNow();
    expect(app.readSnapshot()).toMatchObject({ glance: 'fine', connection: { state: 'saved' } });
  });

  it('K6: a key removed by hand is gone, and the history stays', async () => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    world.keys.held = null;
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'key-gone' } });
    expect(app.readSnapshot()).toMatchObject({
      connection: { state: 'gone', organization: ORGANIZATION },
      week: { spent: { microcents: usd(45) } },
    });
  });

  it('S13: no key where none was ever saved is not a key that is gone', async () => {
    const app = createWorld().start();
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'no-key' } });
    expect(app.readSnapshot().connection.state).toBe('never-saved');
  });

  it.each(['', 'rubbish', 'sk-ant-short', '{"v":1,"key":"sk-ant-admin01-abcdefghijkl"}'])(
    'K10: rubbish in the keychain (%j) is invalid and sent nowhere',
    async (rubbish) => {
      const world = usedWorld();
      const app = await world.connect();
      const before = world.api.asked.length;
      world.keys.held = rubbish;
      expect(await app.syncNow()).toMatchObject({ failure: { kind: 'key-invalid' } });
      expect(app.readSnapshot().connection.state).toBe('invalid');
      expect(world.api.asked.length).toBe(before);
    },
  );
});
