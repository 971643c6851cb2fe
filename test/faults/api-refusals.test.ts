import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { trayView } from '../../src-main/core/snapshot/tray-view.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src-main/shared/units.js';
import { startFront } from './support/front.js';
import { expectHealed, expectRefused } from './support/refused.js';
import { startSchedule } from './support/schedule.js';
import { ADMIN_KEY, NOW, type Struck, startService, startWorld, strike } from './support/world.js';

const REFUSED = { kind: 'key-refused', title: 'This key was not accepted' } as const;
const countOf = ({ service }: Struck, path: RegExp) =>
  service.simulator.requests.filter((request) => path.test(request.path)).length;

/** A sync at so long after the good one. */
async function syncAt(world: Struck, laterMs: number) {
  world.clock.advance(NOW + laterMs - world.clock.now());
  return world.sync();
}

test('A1: a key that is refused at first use is not saved, and nothing is', async () => {
  const { simulator } = await startService({ fault: 'A1' });
  const world = startWorld(simulator, { hasKey: false });
  const { tidemark } = world.parts;
  expect(await tidemark.tryKey(ADMIN_KEY)).toMatchObject({
    ok: false,
    failure: { kind: REFUSED.kind },
  });
  expect(await tidemark.saveKey()).toMatchObject({ ok: false });
  expect(world.keys.held).toBeNull();
  expect(simulator.requests).toHaveLength(1);
  expect(tidemark.readSnapshot().connection).toEqual({
    state: 'never-saved',
    lastFour: null,
    organization: null,
  });
  expect(readdirSync(world.folder).filter((name) => name !== 'logs')).toEqual([]);
  expect(world.log()).toMatchObject([
    {
      event: 'admin-api',
      path: '/me',
      kind: 'key-refused',
      requestId: expect.stringMatching(/^req_/),
    },
  ]);
});

test('A1: a given key that is refused at the first sync leaves no history behind', async () => {
  const { simulator } = await startService({ fault: 'A1' });
  const world = startWorld(simulator);
  const schedule = startSchedule(world);
  await schedule.scheduler.runNow();
  await schedule.pass(DAY_MS);
  expect(simulator.requests).toHaveLength(1);
  expect(schedule.outcomes).toEqual(['needs-person']);
  const { sync, connection, week } = world.parts.tidemark.readSnapshot();
  expect(sync.failure).toMatchObject(REFUSED);
  expect(connection.state).toBe('refused');
  expect(week.spent.microcents).toBeNull();
  expect(existsSync(join(world.folder, `history-${simulator.organization.id}.sqlite3`))).toBe(
    false,
  );
  simulator.setFaults([]);
  expect(await world.sync()).toBeNull();
  expect(world.parts.tidemark.readSnapshot().connection.state).toBe('saved');
});

describe.each(['legacy', 'analytics'] as const)('refusals, %s pair', (pair) => {
  test('A2: a revoked key stops the polling, is told once, and a new key resumes', async () => {
    const world = await strike('A2', 0, { pair });
    const { tidemark } = world.parts;
    const { simulator } = world.service;
    simulator.setFaults([]);
    const schedule = startSchedule(world);
    await schedule.scheduler.runNow();
    const held = world.figures();
    simulator.revoke(ADMIN_KEY);
    await schedule.pass(5 * MINUTE_MS);
    expect(schedule.outcomes).toEqual(['done', 'needs-person']);
    const asked = simulator.requests.length;
    expect(simulator.requests.at(-1)?.status).toBe(401);

    await schedule.pass(2 * DAY_MS);
    schedule.scheduler.wake();
    await schedule.settled();
    expect(simulator.requests).toHaveLength(asked);
    const snapshot = tidemark.readSnapshot();
    expect(snapshot.sync).toMatchObject({ nextAt: null, failure: REFUSED });
    expect(snapshot.connection.state).toBe('refused');
    expect(trayView(snapshot, tidemark.readSettings()).icon.shape).toBe('failing');
    expect(trayView(snapshot, tidemark.readSettings()).tooltip).toContain(REFUSED.title);
    expect(world.figures()).toEqual(held);
    expect(snapshot.month.cost.microcents).toBeGreaterThan(0);
    expect(schedule.alerts).toEqual([REFUSED.title]);

    // Another start must not tell it again.
    await world.close();
    const again = startWorld(simulator, { folder: world.folder, now: world.clock.now() });
    const restarted = startSchedule(again);
    await restarted.scheduler.runNow();
    expect(restarted.alerts).toEqual([]);

    const other = `${ADMIN_KEY}-new`;
    const open = await startService();
    open.now = again.clock.now;
    await again.close();
    const healed = startWorld(open.simulator, { folder: world.folder, now: world.clock.now() });
    healed.keys.held = null;
    const resumed = startSchedule(healed);
    expect(await healed.parts.tidemark.tryKey(other)).toMatchObject({ ok: false });
    expect(await healed.parts.tidemark.tryKey(ADMIN_KEY)).toMatchObject({ ok: true });
    expect(await healed.parts.tidemark.saveKey()).toMatchObject({ ok: true });
    await resumed.scheduler.runNow();
    await resumed.pass(11 * MINUTE_MS);
    expect(resumed.outcomes).toEqual(['done', 'done', 'done']);
    expect(healed.parts.tidemark.readSnapshot()).toMatchObject({
      connection: { state: 'saved' },
      sync: { failure: null, isStale: false },
    });
  });

  test.each([0, 1, 2, 5])(
    'A2: revoked after %i answers of a run, no figure is lost',
    async (after) => {
      const world = await strike('A2', 0, { pair, after });
      expect(await world.sync()).toMatchObject({ kind: 'key-refused' });
      expect(world.service.simulator.requests).toHaveLength(after + 1);
      if (after < 3) expect(world.figures()).toEqual(world.before);
      const lines = world.log().filter(({ level }) => level === 'warn');
      expect(lines.map(({ event }) => event)).toEqual(['admin-api', 'sync-failed']);
      await expectHealed(world, pair);
    },
  );
});

const features = [
  [0, 'legacy', 'cost', /\/cost_report$/],
  [1, 'analytics', 'analytics', /\/analytics\//],
  [2, 'legacy', 'claude-code', /\/claude_code$/],
  [3, 'legacy', 'limits', /\/rate_limits$/],
  [3, 'analytics', 'limits', /\/rate_limits$/],
  [2, 'analytics', 'claude-code', /\/claude_code$/],
] as const;

describe.each([
  ['A3', 'permission-missing', 'This key may not read everything', 403],
  ['A4', 'not-available', 'Not available for this organization', 404],
] as const)('%s: one report is closed', (id, kind, title, status) => {
  test.each(features)(
    `${id}: play %i, %s pair: %s is named, the rest goes on, asked again a day later`,
    async (variant, pair, feature, path) => {
      const world = await strike(id, variant, { pair });
      const { tidemark } = world.parts;
      expect(await world.sync()).toBeNull();
      expect(countOf(world, path)).toBe(1);
      const { sync, week } = tidemark.readSnapshot();
      expect(sync.refusals.find((refusal) => refusal.feature === feature)).toMatchObject({
        failure: { kind, title, mustAct: false, at: NOW + 25 * HOUR_MS },
      });
      expect(sync).toMatchObject({ isStale: false, lastSuccessAt: NOW + 25 * HOUR_MS });
      expect(week.tokens?.total).toBeGreaterThan(0);
      const refused = world.service.simulator.requests.filter(
        (request) => request.status === status,
      );
      const told = world.log().filter(({ detail }) => String(detail).startsWith(`${status} `));
      expect(new Set(told.map((line) => `${line.event} ${line.kind}`))).toEqual(
        new Set([`admin-api ${kind}`]),
      );
      expect(told).toHaveLength(refused.length);
      for (const { requestId } of told) expect(requestId).toMatch(/^req_\w{24}$/);
      for (const hours of [25.1, 48.9]) {
        expect(await syncAt(world, hours * HOUR_MS)).toBeNull();
      }
      expect(countOf(world, path)).toBe(1);
      expect(await syncAt(world, 49.1 * HOUR_MS)).toBeNull();
      expect(countOf(world, path)).toBe(2);
      await expectHealed(world, pair, NOW + 75 * HOUR_MS);
      expect(tidemark.readSnapshot().sync.refusals.map((refusal) => refusal.feature)).toEqual([
        'spend-limits',
      ]);
    },
  );
});

test('A3: without the right to read names, ids stand in, and it is asked once a day', async () => {
  const world = await strike('A3', 4);
  expect(await world.sync()).toBeNull();
  const { sync } = world.parts.tidemark.readSnapshot();
  expect(sync.failure).toMatchObject({ kind: 'permission-missing', mustAct: false });
  expect(world.figures().label).toBe(world.before.label);
  const lists = /\/(workspaces|api_keys|users)$/;
  expect(countOf(world, lists)).toBe(3);
  for (const hours of [26, 37, 48]) await syncAt(world, hours * HOUR_MS);
  expect(countOf(world, lists)).toBe(3);
  await syncAt(world, 50 * HOUR_MS);
  expect(countOf(world, lists)).toBe(6);
  await expectHealed(world, 'legacy', NOW + 75 * HOUR_MS);
});

test('A4: without the analytics pair the legacy pair is read, and it is asked once a day', async () => {
  const world = await strike('A4', 4, { pair: 'analytics' });
  const analytics = /\/analytics\//;
  expect(await world.sync()).toBeNull();
  const { sync, week } = world.parts.tidemark.readSnapshot();
  expect(sync.pair).toEqual({ wanted: 'analytics', used: 'legacy' });
  expect(week.spent.microcents).toBeGreaterThan(0);
  expect(countOf(world, analytics)).toBe(1);
  for (const hours of [26, 48]) await syncAt(world, hours * HOUR_MS);
  expect(countOf(world, analytics)).toBe(1);
});

describe.each(['legacy', 'analytics'] as const)('A5: a question is refused, %s pair', (pair) => {
  test('A5: whoever is asked first, the reason is told and nothing is asked twice', async () => {
    const world = await strike('A5', 0, { pair, after: 0 });
    await expectRefused(world, {
      kind: 'bad-request',
      title: 'Anthropic refused a question',
      detail: /^400 invalid_request_error This request was not understood\.$/,
    });
    expect(world.parts.tidemark.readSnapshot().sync.failure?.detail).toContain('not understood');
    await expectHealed(world, pair);
  });
});

test('A5: one window is skipped, asked again in the next cycle, and then ever more rarely', async () => {
  let billed = 0;
  let isOver = false;
  const refusal = {
    status: 400,
    body: { type: 'error', error: { type: 'invalid_request_error' } },
  };
  const world = await strike('A5', 0, {
    after: 1_000,
    front: (simulator) =>
      startFront(simulator, {
        ask({ pathname }) {
          if (isOver || !pathname.endsWith('/cost_report')) return undefined;
          billed += 1;
          return refusal;
        },
      }),
  });
  expect(await world.sync()).toBeNull();
  const { sync } = world.parts.tidemark.readSnapshot();
  expect(sync.failure).toMatchObject({ kind: 'bad-request', mustAct: false });
  expect(sync.lastSuccessAt).toBe(NOW + 25 * HOUR_MS);
  expect(world.figures().cost_day).toBe(world.before.cost_day);
  expect(billed).toBe(1);
  const schedule = startSchedule(world);
  await schedule.scheduler.runNow();
  expect(billed).toBe(2);
  await schedule.pass(2 * HOUR_MS);
  // After 10, 20, 40 and 80 minutes.
  expect(billed).toBeLessThanOrEqual(6);
  expect(billed).toBeGreaterThanOrEqual(4);
  expect(new Set(schedule.outcomes)).toEqual(new Set(['done']));
  isOver = true;
  await expectHealed(world, 'legacy', NOW + 75 * HOUR_MS);
});
