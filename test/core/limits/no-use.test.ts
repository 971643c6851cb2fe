import { expect, it } from 'vitest';
import { createWorld } from '../../fakes/app.js';

it('hours that were read without use are a profile of none, not one of nothing held', async () => {
  const world = createWorld();
  const app = await world.connect();
  await app.syncNow();
  await app.learnedLimits();
  const limits = await app.readLimits();
  if (!limits.ok) throw new Error(limits.failure.kind);
  const { profile, windows } = limits.value;
  const hours = profile.flat();
  expect(hours).toContain(0);
  expect(hours.filter((usd) => usd !== null && usd > 0)).toEqual([]);
  expect(windows.every(({ used }) => used === null)).toBe(true);
  // Of nothing it is said by estimate; no bill has told of it.
  expect(app.readSnapshot().week.spent).toMatchObject({ microcents: 0, basis: 'estimated' });
});
