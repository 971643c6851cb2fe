import { describe, expect, it } from 'vitest';
import type { AdminApi, AnalyticsPage, ReportRequest } from '../../../src-main/core/ports.js';
import { ok, type Result } from '../../../src-main/shared/result.js';
import { DAY_MS, floorDay, floorHour, HOUR_MS } from '../../../src-main/shared/units.js';
import type { HourCostRow } from '../../../src-main/shared/usage.js';
import { ADMIN_KEY, createWorld, historyOf } from '../../fakes/app.js';
import { hourCost } from '../../fakes/figures.js';

const ROWS_A_PAGE = 1_000;

/** So many rows of bill each hour of a new organization, told a page at a time. */
function withLargeBill(api: AdminApi, rowsAnHour: number, begunAt: number) {
  const asked: { readonly days: number; readonly page: number }[] = [];
  async function fetchAnalyticsCost(
    _: string,
    { from, to, page }: ReportRequest,
  ): Promise<Result<AnalyticsPage<HourCostRow>>> {
    const first = Number(page ?? 0) * ROWS_A_PAGE;
    const begin = Math.max(from, begunAt);
    const total = Math.max(0, (to - begin) / HOUR_MS) * rowsAnHour;
    asked.push({ days: (to - from) / DAY_MS, page: Number(page ?? 0) });
    const items = Array.from(
      { length: Math.max(0, Math.min(ROWS_A_PAGE, total - first)) },
      (_, index) => {
        const hour = Math.floor((first + index) / rowsAnHour);
        const apiKeyId = `apikey_${(first + index) % rowsAnHour}`;
        return hourCost(floorHour(begin + hour * HOUR_MS), 1, { dimensions: { apiKeyId } });
      },
    );
    const next = first + ROWS_A_PAGE < total ? String(Number(page ?? 0) + 1) : null;
    return ok({ items, next, refreshedAt: to });
  }
  return { asked, api: { ...api, fetchAnalyticsCost } };
}

describe('a bill by the hour of many pages', () => {
  it('is asked for in parts, and is held whole', async () => {
    const world = createWorld();
    world.api.hasAnalytics = true;
    world.api.refreshedAt = world.now;
    world.settings.update({ reportPair: 'analytics' });
    const { asked, api } = withLargeBill(world.api, 300, floorDay(world.now - 6 * DAY_MS));
    world.keys.held = ADMIN_KEY;
    const app = world.start(api);
    expect(await app.syncNow()).toEqual({ ok: true, value: null });
    const { sync } = app.readSnapshot();
    expect(sync).toMatchObject({ failure: null, pair: { used: 'analytics' } });
    const days = [...historyOf(world).ofPair('analytics').readCoverage().days.keys()];
    expect(Math.min(...days)).toBe(floorDay(world.now - 30 * DAY_MS));
    expect(days).toHaveLength(31);
    // A week of it is 51 pages, three days 22, one day 8: what is too much is tried once.
    const restarts = asked.filter(({ page }) => page === 0).map(({ days: width }) => width);
    expect(restarts.slice(0, 4)).toEqual([1, 7, 3, 1]);
    expect(restarts.slice(4).every((width) => width === 1)).toBe(true);
    expect(asked.length).toBeLessThan(140);
  }, 180_000);
});
