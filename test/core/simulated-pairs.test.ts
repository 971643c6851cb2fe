import { expect, it, onTestFinished } from 'vitest';
import { createAdminApi } from '../../src-main/adapters/admin-api/client.js';
import { addTokens } from '../../src-main/core/usage/token-sums.js';
import { createSimulator } from '../../src-main/demo/simulator.js';
import type { HistoryRow } from '../../src-main/shared/history.js';
import { DAY_MS, floorDay, floorHour, HOUR_MS } from '../../src-main/shared/units.js';
import { NO_TOKENS, REPORT_PAIRS } from '../../src-main/shared/usage.js';
import { ADMIN_KEY, createWorld } from '../fakes/app.js';
import { at } from '../fakes/figures.js';

const NOW = at('2026-11-21T14:20:00Z');
const LAG_MS = 4 * HOUR_MS;
const KNOWN_TO = floorHour(NOW - LAG_MS);

it('the two pairs tell the same use and the same bills of an organization, each by itself', async () => {
  const simulator = await createSimulator({
    seed: 3,
    now: () => NOW,
    analyticsVisibleAfterMs: LAG_MS,
    discount: 0.9,
  });
  onTestFinished(() => simulator.stop());
  const world = createWorld();
  const api = createAdminApi({
    baseUrl: simulator.url,
    version: '0.0.0',
    homepage: 'https://example.com',
    log: world.log,
  });
  onTestFinished(() => api.close());
  const app = world.start(api);
  expect((await app.tryKey(ADMIN_KEY)).ok).toBe(true);
  expect((await app.saveKey()).ok).toBe(true);

  const read = (by: 'none' | 'model' | 'workspace', to: number, grain: 'hour' | 'day') => {
    const from = floorDay(NOW) - 20 * DAY_MS;
    const told = app.readHistory({ from, to, grain, by });
    return told.ok ? told.value.rows : expect.unreachable(told.failure.kind);
  };
  const told = [];
  for (const pair of REPORT_PAIRS) {
    app.updateSettings({ reportPair: pair });
    expect(await app.syncNow()).toEqual({ ok: true, value: null });
    const { sync } = app.readSnapshot();
    expect(sync).toMatchObject({ pair: { used: pair }, failure: null });
    const tokens = (rows: readonly HistoryRow[]) =>
      rows.reduce((sum, row) => addTokens(sum, row.tokens), NO_TOKENS);
    // The default workspace has an id in one pair and none in the other: amounts tell them apart.
    const billed = (rows: readonly HistoryRow[]) =>
      rows
        .map(({ start, reportedMicrocents }) => [start, reportedMicrocents ?? 0] as const)
        .sort(([day, amount], [other, more]) => day - other || amount - more);
    told.push({
      hours: read('none', KNOWN_TO, 'hour').map((row) => [
        row.start,
        row.tokens,
        row.estimatedMicrocents,
      ]),
      models: tokens(read('model', KNOWN_TO, 'hour')),
      workspaces: tokens(read('workspace', KNOWN_TO, 'hour')),
      days: billed(read('none', floorDay(NOW), 'day')),
      bills: billed(read('workspace', floorDay(NOW), 'day')),
    });
  }
  const [legacy, analytics] = told;
  expect(legacy?.models).toEqual(legacy?.workspaces);
  expect(analytics).toEqual(legacy);
});
