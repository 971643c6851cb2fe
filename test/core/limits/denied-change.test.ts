import { expect, it } from 'vitest';
import { DAY_MS } from '../../../src-main/shared/units.js';
import { at } from '../../fakes/figures.js';
import { createLimitWorld, hourly, pieceOf, weeklyAt } from '../../fakes/limit-world.js';

const NOW = at('2026-11-20T14:05:00Z');
const END = at('2026-11-23T09:00:00Z');
const WEEK = 7 * DAY_MS;

/** Eight weeks of even use: half of the limit in five days, then a quarter. */
function grown() {
  const world = createLimitWorld(NOW);
  world.claudeCode.pieces.push(pieceOf(hourly(END - 9 * WEEK, NOW)));
  world.claudeCode.readings = [8, 7, 6, 5, 4, 3, 2, 1].map((ago) => {
    const end = END - ago * WEEK;
    return weeklyAt(ago > 3 ? 50 : 25, end - 2 * DAY_MS, end);
  });
  return world;
}

it('a change that was denied is known as denied, and the limit stays as it was', async () => {
  const world = grown();
  await world.book.refresh();
  const found = world.find();
  const since = found?.changed?.since ?? 0;
  expect(found?.changed).toMatchObject({ isAnswered: false, isDenied: false });
  const said = { kind: 'change', meter: 'plan', window: 'weekly', at: since } as const;
  expect(world.desk.addEvidence({ ...said, isDenied: true }).ok).toBe(true);
  await world.book.refresh();
  expect(world.find()).toMatchObject({
    changed: { since, isAnswered: true, isDenied: true },
    limit: found?.limit,
  });
});

it('a change that was kept is not', async () => {
  const world = grown();
  await world.book.refresh();
  const since = world.find()?.changed?.since ?? 0;
  world.desk.addEvidence({
    ...{ kind: 'change', meter: 'plan', window: 'weekly', at: since },
    isDenied: false,
  });
  await world.book.refresh();
  expect(world.find()?.changed).toMatchObject({ isAnswered: true, isDenied: false });
});
