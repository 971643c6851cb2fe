import { describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { LABEL_KINDS } from '../../../src-main/shared/usage.js';
import { historyOf } from '../../fakes/app.js';
import { label, rateLimit } from '../../fakes/figures.js';
import { asked, countOf, usedWorld } from '../used-world.js';
import { billedWorld, refuse } from './billed-world.js';

describe('names and published limits', () => {
  it('T1: a record dated in the future does not keep them from being asked', async () => {
    const { world, app } = await billedWorld();
    await app.syncNow();
    const store = historyOf(world);
    store.saveSyncRecord({ ...store.readSyncRecord(), labelsFetchedAt: world.now + 900 * DAY_MS });
    const before = countOf(world, 'labels');
    await world.start().syncNow();
    expect(countOf(world, 'labels')).toBeGreaterThan(before);
  });

  it('of a workspace that gives no answer are kept as they were', async () => {
    const { world, app } = await billedWorld();
    world.api.labels.push(label({ id: 'wrkspc_a' }), label({ id: 'wrkspc_b' }));
    world.api.limits.push(
      rateLimit(50),
      rateLimit(5, { workspaceId: 'wrkspc_a' }),
      rateLimit(7, { workspaceId: 'wrkspc_b' }),
    );
    await app.syncNow();
    world.now += DAY_MS + MINUTE_MS;
    world.api.limits.splice(0);
    refuse(world, 'not-available', 'workspace-rate-limits');
    await app.syncNow();
    const current = historyOf(world)
      .readPublishedLimits()
      .filter(({ until }) => until === null);
    expect(current.map(({ workspaceId, value }) => [workspaceId, value])).toEqual([
      ['wrkspc_a', 5],
      ['wrkspc_b', 7],
    ]);
  });

  it('of an archived workspace end, and it is not asked any more', async () => {
    const { world, app } = await billedWorld();
    world.api.labels.push(label({ id: 'wrkspc_a' }));
    world.api.limits.push(rateLimit(5, { workspaceId: 'wrkspc_a' }));
    await app.syncNow();
    world.now += DAY_MS + MINUTE_MS;
    world.api.labels.splice(0, 1, label({ id: 'wrkspc_a', archivedAt: world.now }));
    const before = countOf(world, 'workspace-rate-limits');
    await app.syncNow();
    expect(countOf(world, 'workspace-rate-limits')).toBe(before);
    expect(historyOf(world).readPublishedLimits()).toMatchObject([{ value: 5, until: world.now }]);
  });

  it('names are asked for once a day, or when a person asks', async () => {
    const world = usedWorld();
    const app = await world.connect();
    const names = () =>
      asked(world).filter((what) => what === 'labels').length / LABEL_KINDS.length;
    await app.syncNow();
    await app.syncNow();
    expect(names()).toBe(1);
    await app.syncNow({ withLabels: true });
    expect(names()).toBe(2);
    world.now += DAY_MS + 1;
    await app.syncNow();
    expect(names()).toBe(3);
  });
});
