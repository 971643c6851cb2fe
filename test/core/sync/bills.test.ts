import { describe, expect, it } from 'vitest';
import type { Tidemark } from '../../../src-main/core/tidemark.js';
import { DAY_MS, floorHour, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { at, costRow, dayAt, hourCost, usd } from '../../fakes/figures.js';
import { usageOf, usedWorld } from '../used-world.js';
import { BILLED_DAY, billedWorld, YESTERDAY } from './billed-world.js';

describe('reported cost', () => {
  it('A38: takes the place of the estimate when it comes, and is never added to it', async () => {
    const world = usedWorld();
    world.api.uses.push({ at: at('2026-11-20T09:30:00Z'), use: usageOf(1) });
    const app = await world.connect();
    await app.syncNow();
    expect(app.readSnapshot().month.cost.microcents).toBe(usd(60));
    world.api.bill.set(dayAt('2026-11-20T00:00:00Z'), [costRow(1400)]);
    world.now += DAY_MS + 1;
    await app.syncNow();
    expect(app.readSnapshot().month).toMatchObject({
      // 14 billed where 15 was estimated: the 45 of the other days are shown as 42.
      cost: { microcents: usd(56), basis: 'mixed' },
      // An earlier day was used and has no bill yet.
      reportedThrough: null,
    });
  });
});

describe('A38: the bill of a closed day that changes', () => {
  const restated = (app: Tidemark) => app.readSnapshot().sync.restatements;

  it('is noted once, with both amounts and when it was seen', async () => {
    const { world, app } = await billedWorld();
    await app.syncNow();
    world.api.bill.set(BILLED_DAY, [costRow(1200), costRow(50, { tokenType: 'cache_read' })]);
    world.now += 5 * MINUTE_MS;
    await app.syncNow();
    const noted = { day: BILLED_DAY, before: usd(14), after: usd(12.5), at: world.now };
    expect(restated(app)).toEqual([noted]);
    world.now += 5 * MINUTE_MS;
    await app.syncNow();
    expect(restated(app)).toEqual([noted]);
    expect(app.readSnapshot().month.cost).toMatchObject({ microcents: usd(12.5) });
  });

  it('a day that is gone from the bill was billed nothing after all', async () => {
    const { world, app } = await billedWorld();
    world.api.bill.set(dayAt('2026-11-21T00:00:00Z'), [costRow(100)]);
    await app.syncNow();
    world.api.bill.delete(BILLED_DAY);
    await app.syncNow();
    expect(restated(app)).toMatchObject([{ day: BILLED_DAY, before: usd(14), after: null }]);
  });

  it('a bill that comes late, or grows in the hours after midnight, is not restated', async () => {
    const { world, app } = await billedWorld();
    world.now = at('2026-11-21T00:05:00Z');
    for (const cents of [0, 900, 1100, 1390, 1400]) {
      world.api.bill.set(BILLED_DAY, cents === 0 ? [] : [costRow(cents)]);
      await app.syncNow();
      world.now += HOUR_MS;
    }
    expect(restated(app)).toEqual([]);
  });

  it('a running day grows: that is no restatement', async () => {
    const { world, app } = await billedWorld();
    const today = dayAt('2026-11-21T00:00:00Z');
    for (const cents of [100, 200]) {
      world.api.bill.set(today, [costRow(cents)]);
      await app.syncNow();
    }
    expect(restated(app)).toEqual([]);
  });

  it('analytics: an answer from an older copy takes nothing back', async () => {
    const { world, app } = await billedWorld();
    world.api.hasAnalytics = true;
    world.api.refreshedAt = at('2026-11-21T12:00:00Z');
    world.api.hourBill.push(
      hourCost(at('2026-11-20T02:00:00Z'), 300),
      hourCost(floorHour(YESTERDAY), 1000),
    );
    app.updateSettings({ reportPair: 'analytics' });
    await app.syncNow();
    const before = app.readSnapshot();
    world.api.refreshedAt = at('2026-11-20T05:00:00Z');
    world.now += 5 * MINUTE_MS;
    await app.syncNow();
    const after = app.readSnapshot();
    expect(after.month.cost.microcents).toBe(usd(13));
    expect(after.month.cost.microcents).toBe(before.month.cost.microcents);
    expect(restated(app)).toEqual([]);
  });
});
