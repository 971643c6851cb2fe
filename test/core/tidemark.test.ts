import { describe, expect, it } from 'vitest';
import { ADMIN_KEY, createGate, createWorld, published } from '../fakes/app.js';
import { at, usd } from '../fakes/figures.js';
import { asked, failAll, figures, ORGANIZATION, usedWorld } from './used-world.js';

describe('from the first key to the first figures', () => {
  it('connect, sync, snapshot', async () => {
    const world = usedWorld();
    const app = world.start();
    expect(app.readSnapshot()).toMatchObject({
      glance: 'unknown',
      connection: { state: 'never-saved', organization: null, lastFour: null },
    });
    const tried = await app.tryKey(` "${ADMIN_KEY}"\n`);
    expect(tried).toMatchObject({
      ok: true,
      value: { organizationName: 'Fjord Robotics', lastFour: 'AbCd', warning: null },
    });
    expect(world.keys.held).toBeNull();
    expect(await app.saveKey()).toEqual({ ok: true, value: null });
    expect(world.keys.held).toBe(ADMIN_KEY);
    expect(await app.syncNow()).toEqual({ ok: true, value: null });
    const snapshot = app.readSnapshot();
    expect(snapshot).toMatchObject({
      glance: 'fine',
      connection: { state: 'saved', organization: ORGANIZATION, lastFour: 'AbCd' },
      sync: { state: 'idle', failure: null, lastSuccessAt: world.now, coverage: { gaps: [] } },
    });
    expect(figures(snapshot)).toMatchObject({ spent: usd(45), today: usd(15), month: usd(45) });
  });

  it('the snapshot never holds the key', async () => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    expect(JSON.stringify([app.readSnapshot(), world.log.events])).not.toContain('marked-fake');
  });

  it('publishes while it fetches, with progress, and the figures grow', async () => {
    const world = usedWorld();
    const app = await world.connect();
    const seen = published(app);
    await app.syncNow();
    const syncing = seen.filter(({ sync }) => sync.state === 'syncing');
    expect(syncing.length).toBeGreaterThan(3);
    expect(syncing.at(-1)?.sync.progress).toEqual({ done: 38, total: 38 });
    expect(seen.at(-1)?.sync).toMatchObject({ state: 'idle', progress: null });
  });

  it('a restart shows the last figures at once and asks for nothing', async () => {
    const world = usedWorld();
    const first = await world.connect();
    await first.syncNow();
    await first.stop();
    const before = world.api.asked.length;
    const again = world.start();
    expect(figures(again.readSnapshot())).toEqual(figures(first.readSnapshot()));
    expect(again.readSnapshot().connection.state).toBe('saved');
    expect(world.api.asked.length).toBe(before);
  });

  it('the organization is asked for once for each key, not with every sync', async () => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    await app.syncNow();
    expect(asked(world).filter((what) => what === 'organization')).toHaveLength(1);
  });

  it('a key given from outside connects by itself', async () => {
    const world = usedWorld();
    world.keys.held = ADMIN_KEY;
    const app = world.start();
    expect((await app.syncNow()).ok).toBe(true);
    expect(app.readSnapshot()).toMatchObject({
      connection: { state: 'saved', lastFour: 'AbCd', organization: ORGANIZATION },
      week: { spent: { microcents: usd(45) } },
    });
  });
});

describe('P10: never two at once', () => {
  it('who asks while it runs joins the run', async () => {
    const world = usedWorld();
    const app = await world.connect();
    const gate = createGate();
    world.api.disturb = () => gate.passed;
    const first = app.syncNow();
    const second = app.syncNow({ withLabels: true });
    expect(app.readSnapshot().sync.state).toBe('syncing');
    gate.open();
    expect(await first).toEqual(await second);
    expect(asked(world).filter((what) => what === 'minutes')).toEqual(['minutes', 'minutes']);
  });

  it('the next one can run when it has ended, also after a failure', async () => {
    const world = usedWorld();
    const app = await world.connect();
    failAll(world, 'offline');
    expect((await app.syncNow()).ok).toBe(false);
    world.api.disturb = () => null;
    expect((await app.syncNow()).ok).toBe(true);
  });

  it('stop ends what is in flight, keeps what was fetched and leaves no note', async () => {
    const world = usedWorld();
    const app = await world.connect();
    const gate = createGate();
    let shares = 0;
    world.api.disturb = ({ what }) => {
      shares += what === 'shares' ? 1 : 0;
      return shares > 1 ? gate.passed : null;
    };
    const running = app.syncNow();
    await expect.poll(() => shares).toBe(2);
    const stopped = app.stop();
    gate.open();
    await stopped;
    expect(await running).toMatchObject({ ok: false, failure: { kind: 'cancelled' } });
    expect(app.readSnapshot().sync.failure).toBeNull();
    expect(app.readSnapshot().week.spent.microcents).toBe(usd(45));
  });

  it('after stop nothing is asked any more', async () => {
    const world = usedWorld();
    const app = await world.connect();
    await app.stop();
    const before = asked(world).filter((what) => what !== 'organization').length;
    expect(await app.syncNow()).toMatchObject({ ok: false });
    expect(asked(world).filter((what) => what !== 'organization').length).toBe(before);
  });
});

describe('settings and history', () => {
  it('a changed setting is a new snapshot at once', async () => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    const seen = published(app);
    app.updateSettings({ weeklyLimitMicrocents: usd(90) });
    expect(seen.at(-1)?.week.percent).toBe(50);
    expect(app.readSettings().weeklyLimitMicrocents).toBe(usd(90));
  });

  it('who stopped listening is not called', async () => {
    const app = createWorld().start();
    let heard = 0;
    const stop = app.onSnapshot(() => {
      heard += 1;
    });
    app.setNextSyncAt(5);
    stop();
    app.setNextSyncAt(6);
    expect(heard).toBe(1);
    expect(app.readSnapshot().sync).toMatchObject({ state: 'waiting', nextAt: 6 });
  });

  it('T6: history whose end is not after its start is refused', async () => {
    const app = await createWorld().connect();
    for (const to of [5, 4]) {
      const read = app.readHistory({ from: 5, to, grain: 'day', by: 'none' });
      expect(read).toMatchObject({ failure: { kind: 'invalid-input' } });
    }
  });

  it('there is no history before a connection', () => {
    const read = createWorld().start().readHistory({ from: 0, to: 5, grain: 'day', by: 'none' });
    expect(read).toMatchObject({ failure: { kind: 'no-key' } });
  });

  it('names the weekly resets within the query', async () => {
    const app = await createWorld().connect();
    const span = { from: at('2026-11-08T10:59:00Z'), to: at('2026-11-22T10:59:00Z') };
    const read = app.readHistory({ ...span, grain: 'week', by: 'none' });
    expect(read.ok && read.value.resets).toEqual([
      at('2026-11-08T10:59:00Z'),
      at('2026-11-15T10:59:00Z'),
    ]);
  });
});
