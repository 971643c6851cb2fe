import { expect, it } from 'vitest';
import { failed } from '../../../src-main/shared/result.js';
import { createWorld } from '../../fakes/app.js';
import { at, priced, shared, tokens } from '../../fakes/figures.js';

it('D7 a history that is closed and cannot be opened anew says why, and is not read from', async () => {
  const world = createWorld();
  world.api.uses.push({
    at: at('2026-11-21T09:30:00Z'),
    use: { dimensions: { ...priced(), ...shared() }, tokens: tokens({ output: 1_000_000 }) },
  });
  const app = await world.connect();
  await app.syncNow();
  expect(app.readSnapshot().today.cost.microcents).not.toBeNull();
  const { open } = world.shelf;
  Object.assign(world.shelf, {
    open() {
      world.shelf.remove(world.api.organization.id);
      return failed({ kind: 'storage-read-only' });
    },
  });
  expect(await app.syncNow()).toMatchObject({ ok: false, failure: { kind: 'storage-read-only' } });
  expect(app.readSnapshot().sync.failure?.kind).toBe('storage-read-only');
  expect(app.readSnapshot().today.cost.microcents).toBeNull();
  expect(await app.readLimits()).toMatchObject({
    ok: false,
    failure: { kind: 'storage-read-only' },
  });
  Object.assign(world.shelf, { open });
  expect((await app.syncNow()).ok).toBe(true);
  expect(app.readSnapshot().today.cost.microcents).not.toBeNull();
});
