import { describe, expect, it } from 'vitest';
import { OTHER_KEY } from '../../fakes/app.js';
import { usd } from '../../fakes/figures.js';
import { usedWorld } from '../used-world.js';

describe('A2: a key that is revoked after months', () => {
  async function revoked() {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    world.api.keys.clear();
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'key-refused' } });
    return { world, app };
  }

  it('is refused, and the history stays, also after a restart', async () => {
    const { world, app } = await revoked();
    for (const running of [app, world.start()]) {
      expect(running.readSnapshot()).toMatchObject({
        glance: 'failing',
        connection: { state: 'refused' },
        week: { spent: { microcents: usd(45) } },
      });
    }
  });

  it('a new key of the organization resumes where it stopped', async () => {
    const { world, app } = await revoked();
    world.api.keys.add(OTHER_KEY);
    await app.tryKey(OTHER_KEY);
    await app.saveKey();
    expect(app.readSnapshot()).toMatchObject({
      glance: 'fine',
      connection: { state: 'saved', lastFour: 'WxYz' },
      sync: { failure: null },
    });
    const before = world.api.asked.length;
    expect((await app.syncNow()).ok).toBe(true);
    expect(world.api.asked.length - before).toBe(3);
  });

  it('a new key after disconnecting counts as saved at once, not as the refused one', async () => {
    const { world, app } = await revoked();
    await app.disconnect(true);
    world.api.keys.add(OTHER_KEY);
    await app.tryKey(OTHER_KEY);
    await app.saveKey();
    expect(app.readSnapshot()).toMatchObject({
      connection: { state: 'saved' },
      sync: { failure: null },
      week: { spent: { microcents: usd(45) } },
    });
  });
});
