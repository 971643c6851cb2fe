import { describe, expect, it } from 'vitest';
import { ADMIN_KEY, createGate, OTHER_KEY } from '../../fakes/app.js';
import { EARLIER_TODAY, figures, usageOf, usedWorld } from '../used-world.js';

describe('two organizations are never mixed', () => {
  const OTHER = { id: 'org-other', name: 'Other Works' };

  it('a key of another organization in the keychain is refused before anything is stored', async () => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    const before = figures(app.readSnapshot());
    world.keys.held = OTHER_KEY;
    world.api.keys.add(OTHER_KEY);
    world.api.organization = OTHER;
    world.api.uses.push({ at: EARLIER_TODAY, use: usageOf(9) });
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'other-organization' } });
    expect(figures(app.readSnapshot())).toEqual(before);
    expect(world.shelf.stores.has('org-other')).toBe(false);
  });

  it('connecting another one in the app opens a history of its own', async () => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    world.api.keys.add(OTHER_KEY);
    world.api.organization = OTHER;
    await app.tryKey(OTHER_KEY);
    await app.saveKey();
    expect(app.readSnapshot()).toMatchObject({
      glance: 'unknown',
      connection: { organization: OTHER },
      sync: { lastSuccessAt: null },
      week: { spent: { microcents: null } },
    });
    expect(world.shelf.stores.get('org-fjord')?.readSyncRecord().lastSuccessAt).toBe(world.now);
  });

  it('a sync under way for the first one ends before the second one is opened', async () => {
    const world = usedWorld();
    const app = await world.connect();
    world.api.keys.add(OTHER_KEY);
    const gate = createGate();
    world.api.disturb = ({ key }) => (key === ADMIN_KEY ? gate.passed : null);
    const running = app.syncNow();
    world.api.organization = OTHER;
    await app.tryKey(OTHER_KEY);
    const saving = app.saveKey();
    gate.open();
    expect(await running).toMatchObject({ failure: { kind: 'cancelled' } });
    expect((await saving).ok).toBe(true);
    expect(world.shelf.stores.get('org-other')?.readSyncRecord().lastSuccessAt).toBeNull();
    expect(world.shelf.stores.get('org-fjord')?.readCoverage().hours.size).toBe(0);
    expect(app.readSnapshot()).toMatchObject({ connection: { state: 'saved' }, glance: 'unknown' });
  });
});
