import { describe, expect, it } from 'vitest';
import { ADMIN_KEY, createWorld, OTHER_KEY } from '../../fakes/app.js';
import { type PlainKind, plainFailure } from '../../fakes/plain-failure.js';

describe('trying and saving a key', () => {
  it('A1: a refused key saves nothing, anywhere', async () => {
    const world = createWorld();
    world.api.keys.clear();
    const app = world.start();
    expect(await app.tryKey(ADMIN_KEY)).toMatchObject({ failure: { kind: 'key-refused' } });
    expect(await app.saveKey()).toMatchObject({ failure: { kind: 'no-key' } });
    expect([world.keys.held, world.connections.read(), world.shelf.stores.size]).toEqual([
      null,
      null,
      0,
    ]);
  });

  it('W9: what is no key is not sent', async () => {
    const world = createWorld();
    const app = world.start();
    expect(await app.tryKey('hello')).toMatchObject({ failure: { kind: 'key-malformed' } });
    expect(await app.tryKey('ghp_abcdefghijklmnopqrstuvwxyz')).toMatchObject({
      failure: { kind: 'key-wrong-kind' },
    });
    expect(world.api.asked).toEqual([]);
  });

  it('a key that failed its trial does not save the one tried before it', async () => {
    const world = createWorld();
    const app = world.start();
    await app.tryKey(ADMIN_KEY);
    await app.tryKey(OTHER_KEY);
    expect((await app.saveKey()).ok).toBe(false);
    expect(world.keys.held).toBeNull();
  });

  it.each<PlainKind>(['keychain-unsaved', 'keychain-locked', 'keychain-absent'])(
    'K9: when the keychain fails with %s, saving says so and saves nothing',
    async (kind) => {
      const world = createWorld();
      world.keys.saveFailure = plainFailure(kind);
      const app = world.start();
      await app.tryKey(ADMIN_KEY);
      expect(await app.saveKey()).toEqual({ ok: false, failure: { kind } });
      expect([world.keys.held, world.connections.read(), world.shelf.stores.size]).toEqual([
        null,
        null,
        0,
      ]);
      expect(app.readSnapshot().connection.state).toBe('never-saved');
      world.keys.saveFailure = null;
      expect((await app.saveKey()).ok).toBe(true);
    },
  );

  it('a history that cannot be opened is told, and the key is saved all the same', async () => {
    const world = createWorld();
    world.shelf.openFailure = { kind: 'storage-unavailable' };
    const app = world.start();
    await app.tryKey(ADMIN_KEY);
    expect(await app.saveKey()).toMatchObject({ failure: { kind: 'storage-unavailable' } });
    expect(app.readSnapshot()).toMatchObject({
      glance: 'failing',
      sync: { failure: { kind: 'storage-unavailable' } },
    });
    world.shelf.openFailure = null;
    expect((await app.syncNow()).ok).toBe(true);
    expect(app.readSnapshot().sync.failure).toBeNull();
  });

  it('saving without a trial is refused', async () => {
    expect(await createWorld().start().saveKey()).toMatchObject({ failure: { kind: 'no-key' } });
  });
});
