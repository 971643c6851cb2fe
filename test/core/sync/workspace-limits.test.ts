import { describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { historyOf, type World } from '../../fakes/app.js';
import { label, rateLimit } from '../../fakes/figures.js';
import { type PlainKind, plainFailure } from '../../fakes/plain-failure.js';
import { billedWorld, features } from './billed-world.js';

/** Whose limit -> how much, of those that hold now. */
const currentLimits = (world: World) => {
  const limits = historyOf(world).readPublishedLimits();
  const current = limits.filter(({ until }) => until === null);
  return Object.fromEntries(current.map(({ workspaceId, value }) => [workspaceId, value]));
};

describe('A3: rate limits of one workspace that cannot be read', () => {
  it.each<PlainKind>(['permission-missing', 'service-trouble', 'timed-out'])(
    '%s: the others are kept as they were, what was read counts, and the trouble is told',
    async (kind) => {
      const { world, app } = await billedWorld();
      for (const id of ['wrkspc_a', 'wrkspc_b', 'wrkspc_c']) world.api.labels.push(label({ id }));
      const limits = (own: number) => [
        rateLimit(own),
        rateLimit(own + 1, { workspaceId: 'wrkspc_a' }),
        rateLimit(own + 2, { workspaceId: 'wrkspc_b' }),
        rateLimit(own + 3, { workspaceId: 'wrkspc_c' }),
      ];
      world.api.limits.push(...limits(10));
      await app.syncNow();
      world.api.limits.splice(0, 4, ...limits(50));
      world.now += DAY_MS + MINUTE_MS;
      let questions = 0;
      world.api.disturb = ({ what }) => {
        questions += what === 'workspace-rate-limits' ? 1 : 0;
        return what === 'workspace-rate-limits' && questions > 1 ? plainFailure(kind) : null;
      };
      expect((await app.syncNow()).ok).toBe(true);
      expect(currentLimits(world)).toEqual({
        null: 50,
        wrkspc_a: 51,
        wrkspc_b: 12,
        wrkspc_c: 13,
      });
      // Nobody waits for a third answer that would be the same.
      expect(questions).toBe(2);
      expect(features(app)).toEqual(['limits']);
    },
  );

  it('a first sync that is refused it still knows the limits of the organization', async () => {
    const { world, app } = await billedWorld();
    world.api.labels.push(label({ id: 'wrkspc_a' }));
    world.api.limits.push(rateLimit(10), rateLimit(5, { workspaceId: 'wrkspc_a' }));
    world.api.disturb = ({ what }) =>
      what === 'workspace-rate-limits' ? plainFailure('permission-missing') : null;
    await app.syncNow();
    expect(currentLimits(world)).toEqual({ null: 10 });
    expect(features(app)).toEqual(['limits']);
  });
});
