import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../src-main/shared/units.js';
import { usd } from '../../fakes/figures.js';
import { EARLIER_TODAY, failAll, usageOf, usedWorld } from '../used-world.js';

describe('alerts', () => {
  async function watched() {
    const world = usedWorld();
    const app = await world.connect();
    app.updateSettings({ weeklyLimitMicrocents: usd(100) });
    const told: string[] = [];
    const listen = (running: typeof app) => running.onAlert(({ title }) => told.push(title));
    listen(app);
    await app.syncNow();
    return { world, app, told, listen };
  }

  it('are told once, marked before they are told, and not again after a restart', async () => {
    const { world, app, told, listen } = await watched();
    expect(told).toEqual([]);
    world.api.uses.push({ at: EARLIER_TODAY, use: usageOf(3) });
    await app.syncNow();
    await app.syncNow();
    expect(told).toEqual(['Week at 90 %']);
    const again = world.start();
    listen(again);
    await again.syncNow();
    expect(told).toEqual(['Week at 90 %']);
  });

  it('keep what became of them', async () => {
    const { world, app } = await watched();
    app.onAlert((alert) => app.noteAlertOutcome(alert, 'failed'));
    world.api.uses.push({ at: EARLIER_TODAY, use: usageOf(3) });
    await app.syncNow();
    const marks = world.shelf.stores.get('org-fjord')?.readAlertMarks() ?? [];
    expect(marks.find(({ rule }) => rule === 'weekly:80')?.outcome).toBe('failed');
  });

  it('are silent when they are switched off', async () => {
    const { world, app, told } = await watched();
    app.updateSettings({ notifyWeekly: false });
    world.api.uses.push({ at: EARLIER_TODAY, use: usageOf(3) });
    await app.syncNow();
    expect(told).toEqual([]);
  });

  it('are not told from figures that could not be refreshed for long', async () => {
    const { world, app, told } = await watched();
    world.now += HOUR_MS;
    failAll(world, 'offline');
    app.updateSettings({ weeklyLimitMicrocents: usd(50) });
    await app.syncNow();
    expect(app.readSnapshot().week.percent).toBe(90);
    expect(told).toEqual([]);
  });
});
