import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../src-main/shared/units.js';
import { at, usd } from '../../fakes/figures.js';
import { plainFailure } from '../../fakes/plain-failure.js';
import { countOf, usedWorld } from '../used-world.js';
import { billedWorld } from './billed-world.js';

describe('T6: the future', () => {
  it('nothing is asked that begins later than now, at any minute of the day', async () => {
    const { world, app } = await billedWorld();
    world.api.hasAnalytics = true;
    for (const pair of ['legacy', 'analytics'] as const) {
      app.updateSettings({ reportPair: pair, timeZone: 'Asia/Kathmandu' });
      for (const time of ['00:00', '00:01', '05:44', '10:59', '11:00', '23:59']) {
        world.now = at(`2026-11-22T${time}:00Z`);
        world.api.refreshedAt = world.now - HOUR_MS;
        const before = world.api.asked.length;
        await app.syncNow();
        for (const { from } of world.api.asked.slice(before)) {
          expect(from ?? 0).toBeLessThanOrEqual(world.now);
        }
      }
    }
  });
});

describe('T8: a back-fill', () => {
  it('that is paused in the middle stops before its next part and goes on from there', async () => {
    const { world, app } = await billedWorld();
    app.updateSettings({ historyDays: 396 });
    const parts = () => app.readSnapshot().sync.backfill?.partsLeft ?? 0;
    let shares = 0;
    world.api.disturb = ({ what }) => {
      shares += what === 'shares' ? 1 : 0;
      if (shares === 10) app.updateSettings({ isBackfillPaused: true });
      return null;
    };
    expect((await app.syncNow()).ok).toBe(true);
    expect(shares).toBe(10);
    const left = parts();
    expect(left).toBeGreaterThan(40);
    expect(app.readSnapshot().sync).toMatchObject({
      backfill: { isPaused: true },
      lastSuccessAt: world.now,
      failure: null,
    });
    await app.syncNow();
    expect(shares).toBe(11);
    expect(parts()).toBe(left);
    app.updateSettings({ isBackfillPaused: false });
    await app.syncNow();
    expect(app.readSnapshot().sync).toMatchObject({ backfill: null, coverage: { gaps: [] } });
    expect(shares).toBeLessThan(11 + 1 + left + 2);
  });

  it('shows what is current before it, and keeps names asked for when it fails', async () => {
    const { world, app } = await billedWorld();
    const longAgo = world.now - 20 * DAY_MS;
    world.api.disturb = ({ what, to }) =>
      what === 'shares' && to !== null && to < longAgo ? plainFailure('offline') : null;
    expect((await app.syncNow()).ok).toBe(false);
    const names = countOf(world, 'labels');
    expect(names).toBeGreaterThan(0);
    expect((await app.syncNow()).ok).toBe(false);
    expect(countOf(world, 'labels')).toBe(names);
    expect(app.readSnapshot().week.spent.microcents).toBe(usd(14));
  });

  it('that fails in its older part leaves this week fresh, names the gap and tells the failure', async () => {
    const world = usedWorld();
    const app = await world.connect();
    const longAgo = world.now - 10 * DAY_MS;
    world.api.disturb = ({ what, to }) =>
      what === 'shares' && to !== null && to < longAgo ? plainFailure('service-trouble') : null;
    expect((await app.syncNow()).ok).toBe(false);
    const { sync, week } = app.readSnapshot();
    expect(sync).toMatchObject({
      lastSuccessAt: world.now,
      isStale: false,
      failure: { kind: 'service-trouble' },
    });
    expect(sync.coverage.gaps).toHaveLength(1);
    expect(week.spent.microcents).toBe(usd(45));
  });
});
