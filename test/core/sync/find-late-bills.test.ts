import { describe, expect, it } from 'vitest';
import { findLateBills } from '../../../src-main/core/sync/find-late-bills.js';
import type { Tidemark } from '../../../src-main/core/tidemark.js';
import { DAY_MS, floorDay, HOUR_MS } from '../../../src-main/shared/units.js';
import { createWorld, historyOf, type World } from '../../fakes/app.js';
import { at, costRow, dayAt, hourCost, priced, shared, tokens, usd } from '../../fakes/figures.js';

const USED = [dayAt('2026-11-10T00:00:00Z'), dayAt('2026-11-11T00:00:00Z')] as const;
/** Nine days after the first of them has ended. */
const START = at('2026-11-20T06:00:00Z');

/** Two used days without a bill; all others are without use. */
async function unbilledWorld(): Promise<{ world: World; app: Tidemark }> {
  const world = createWorld();
  world.now = START;
  world.api.hasAnalytics = true;
  const addUse = (start: number, output: number) => {
    const use = { dimensions: { ...priced(), ...shared() }, tokens: tokens({ output }) };
    world.api.uses.push({ at: start + 9 * HOUR_MS, use });
  };
  for (const day of USED) addUse(day, 1_000_000);
  // A line of the usage report without a token is no use.
  addUse(USED[1] + DAY_MS, 0);
  return { world, app: await world.connect() };
}
/** Syncs every hour; the requests for bills of these days. */
async function syncHourly(world: World, app: Tidemark, hours: number) {
  const before = world.api.asked.length;
  for (let hour = 0; hour < hours; hour += 1) {
    world.now += HOUR_MS;
    world.api.refreshedAt &&= world.now - 4 * HOUR_MS;
    expect((await app.syncNow()).ok).toBe(true);
  }
  return askedSince(world, before);
}
const askedSince = (world: World, before: number) =>
  world.api.asked
    .slice(before)
    .filter(({ what, from, to }) => {
      const isBill = what === 'cost' || what === 'analytics-cost';
      return isBill && (from ?? 0) < USED[1] + DAY_MS && (to ?? 0) > USED[0];
    })
    .map(({ from, to }) => ({ from, to }));
const RUN = { from: USED[0], to: USED[1] + DAY_MS };

describe('a used day whose report names nothing', () => {
  it('is asked for again once in 24 hours, in one request with its neighbour, idle days never', async () => {
    const { world, app } = await unbilledWorld();
    await app.syncNow();
    expect(findLateBills(historyOf(world), world.now)).toEqual(new Set());
    expect(await syncHourly(world, app, 23)).toEqual([]);
    expect(findLateBills(historyOf(world), world.now + HOUR_MS)).toEqual(new Set(USED));
    expect(await syncHourly(world, app, 1)).toEqual([RUN]);
    expect(await syncHourly(world, app, 48)).toEqual([RUN, RUN]);
  });

  it('A38: gets a bill that comes ten days late, and is then left alone', async () => {
    const { world, app } = await unbilledWorld();
    await app.syncNow();
    for (const day of USED) world.api.bill.set(day, [costRow(1400)]);
    await syncHourly(world, app, 24);
    expect(app.readSnapshot().month).toMatchObject({
      cost: { microcents: usd(28) },
      reportedThrough: USED[1],
    });
    expect(app.readSnapshot().sync.restatements).toEqual([]);
    expect(await syncHourly(world, app, 48)).toEqual([]);
  });

  it('is given up after 35 days', async () => {
    const { world, app } = await unbilledWorld();
    await app.syncNow();
    const history = historyOf(world);
    const last = USED[0] + 35 * DAY_MS;
    expect(findLateBills(history, last + DAY_MS - 1)).toEqual(new Set(USED));
    expect(findLateBills(history, last + DAY_MS)).toEqual(new Set([USED[1]]));
  });

  it('the running day is not late', async () => {
    const { world, app } = await unbilledWorld();
    world.now = USED[1] + 12 * HOUR_MS;
    await app.syncNow();
    const late = findLateBills(historyOf(world), floorDay(world.now) + DAY_MS - 1);
    expect(late).toEqual(new Set());
  });
});

describe('of the analytics pair', () => {
  it('is not asked for again while their refresh stands still', async () => {
    const { world, app } = await unbilledWorld();
    app.updateSettings({ reportPair: 'analytics' });
    world.api.hourBill.push(hourCost(floorDay(START) - DAY_MS, 100));
    world.api.refreshedAt = world.now - 4 * HOUR_MS;
    await app.syncNow();
    const history = historyOf(world).ofPair('analytics');
    expect(findLateBills(history, world.now + 10 * DAY_MS)).toEqual(new Set());
    expect(await syncHourly(world, app, 23)).toEqual([]);
    expect(await syncHourly(world, app, 25)).toEqual([RUN]);
  });
});
