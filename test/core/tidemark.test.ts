import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src-main/shared/units.js';
import { LABEL_KINDS } from '../../src-main/shared/usage.js';
import {
  ADMIN_KEY,
  createGate,
  createWorld,
  OTHER_KEY,
  published,
  type World,
} from '../fakes/app.js';
import { at, costRow, dayAt, priced, shared, tokens, usd } from '../fakes/figures.js';
import { type PlainKind, plainFailure } from '../fakes/plain-failure.js';

const ORGANIZATION = { id: 'org-fjord', name: 'Fjord Robotics' };
const EARLIER_TODAY = at('2026-11-21T09:30:00Z');
const DEAR = at('2026-11-18T09:30:00Z');

/** So many million output tokens of Sonnet 4.5: $15 each. */
const usageOf = (millions: number, some = {}) => ({
  dimensions: { ...priced(), ...shared(), ...some },
  tokens: tokens({ output: millions * 1_000_000 }),
});
function usedWorld(): World {
  const world = createWorld();
  world.api.uses.push({ at: DEAR, use: usageOf(2) }, { at: EARLIER_TODAY, use: usageOf(1) });
  return world;
}
const figures = ({ week, today, month, last24Hours }: Snapshot) => ({
  spent: week.spent.microcents,
  tokens: week.tokens,
  percent: week.percent,
  today: today.cost.microcents,
  month: month.cost.microcents,
  last24Hours,
});
const failAll = (world: World, kind: PlainKind) => {
  world.api.disturb = () => plainFailure(kind);
};
const asked = (world: World) => world.api.asked.map(({ what }) => what);

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

describe('honesty rule 6: a failed sync never wipes figures', () => {
  it.each<PlainKind>([
    'offline',
    'timed-out',
    'service-trouble',
    'not-the-api',
    'unexpected-response',
    'incomplete',
    'bad-request',
    'key-refused',
    'permission-missing',
    'proxy-trouble',
    'certificate-untrusted',
  ])('%s keeps them and puts its note beside them', async (kind) => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    const before = app.readSnapshot();
    world.api.uses.push({ at: EARLIER_TODAY, use: usageOf(5) });
    world.now += MINUTE_MS;
    failAll(world, kind);
    const result = await app.syncNow();
    expect(result.ok).toBe(false);
    const after = app.readSnapshot();
    expect(figures(after)).toEqual(figures(before));
    expect(after.sync.lastSuccessAt).toBe(before.sync.lastSuccessAt);
    const noted = kind === 'permission-missing' ? 'key-refused' : kind;
    expect(after.sync.failure).toMatchObject({ kind: noted, at: world.now });
  });

  it('the note survives a restart and goes with the next success', async () => {
    const world = usedWorld();
    const app = await world.connect();
    failAll(world, 'offline');
    await app.syncNow();
    await app.stop();
    const again = world.start();
    expect(again.readSnapshot().sync.failure?.kind).toBe('offline');
    world.api.disturb = () => null;
    await again.syncNow();
    expect(again.readSnapshot().sync.failure).toBeNull();
  });

  it('A9: figures are marked stale after two missed cycles, and recover', async () => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    failAll(world, 'service-trouble');
    world.now += 10 * MINUTE_MS;
    await app.syncNow();
    expect(app.readSnapshot().glance).toBe('fine');
    world.now += 2 * MINUTE_MS;
    await app.syncNow();
    expect(app.readSnapshot()).toMatchObject({ glance: 'stale', sync: { isStale: true } });
    world.api.disturb = () => null;
    await app.syncNow();
    expect(app.readSnapshot()).toMatchObject({ glance: 'fine', sync: { isStale: false } });
  });

  it('A6: a pause that was asked for is told with its time', async () => {
    const world = usedWorld();
    const app = await world.connect();
    world.api.disturb = () => ({ kind: 'rate-limited', retryAt: world.now + 30_000 });
    const result = await app.syncNow();
    expect(result).toMatchObject({
      failure: { kind: 'rate-limited', retryAt: world.now + 30_000 },
    });
    expect(app.readSnapshot().sync.failure?.retryAt).toBe(world.now + 30_000);
  });

  it('whichever request fails, the run after it ends with the figures of a calm one', async () => {
    const calm = usedWorld();
    const expected = await calm.connect();
    await expected.syncNow();
    const requests = calm.api.asked.length;
    expect(requests).toBeGreaterThan(10);
    for (let failing = 3; failing < requests; failing += 1) {
      const world = usedWorld();
      const app = await world.connect();
      world.api.disturb = () =>
        world.api.asked.length === failing + 1 ? { kind: 'offline' } : null;
      expect((await app.syncNow()).ok).toBe(false);
      const afterFailure = world.api.asked.length;
      expect((await app.syncNow()).ok).toBe(true);
      expect(figures(app.readSnapshot())).toEqual(figures(expected.readSnapshot()));
      // What was fetched before is not fetched again, but for the hours that may still change.
      expect(world.api.asked.length - afterFailure).toBeLessThanOrEqual(requests - failing + 7);
    }
  });
});

describe('T8: a back-fill that fails in its older part', () => {
  it('leaves this week fresh, names the gap and tells the failure', async () => {
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

describe('what the keychain says', () => {
  it.each<[Snapshot['connection']['state'], PlainKind]>([
    ['locked', 'keychain-locked'],
    ['locked', 'keychain-slow'],
    ['denied', 'keychain-denied'],
    ['no-keychain', 'keychain-absent'],
  ])('S13: the key is %s after %s, and the figures stay', async (state, kind) => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    const before = figures(app.readSnapshot());
    world.keys.readFailure = plainFailure(kind);
    await app.syncNow();
    expect(app.readSnapshot()).toMatchObject({
      glance: 'failing',
      connection: { state },
      sync: { failure: { kind } },
    });
    expect(figures(app.readSnapshot())).toEqual(before);
    world.keys.readFailure = null;
    await app.syncNow();
    expect(app.readSnapshot()).toMatchObject({ glance: 'fine', connection: { state: 'saved' } });
  });

  it('K6: a key removed by hand is gone, and the history stays', async () => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    world.keys.held = null;
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'key-gone' } });
    expect(app.readSnapshot()).toMatchObject({
      connection: { state: 'gone', organization: ORGANIZATION },
      week: { spent: { microcents: usd(45) } },
    });
  });

  it('S13: no key where none was ever saved is not a key that is gone', async () => {
    const app = createWorld().start();
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'no-key' } });
    expect(app.readSnapshot().connection.state).toBe('never-saved');
  });

  it.each(['', 'rubbish', 'sk-ant-short', '{"v":1,"key":"sk-ant-admin01-abcdefghijkl"}'])(
    'K10: rubbish in the keychain (%j) is invalid and sent nowhere',
    async (rubbish) => {
      const world = usedWorld();
      const app = await world.connect();
      const before = world.api.asked.length;
      world.keys.held = rubbish;
      expect(await app.syncNow()).toMatchObject({ failure: { kind: 'key-invalid' } });
      expect(app.readSnapshot().connection.state).toBe('invalid');
      expect(world.api.asked.length).toBe(before);
    },
  );
});

describe('trying and saving a key', () => {
  it('A1: a refused key saves nothing, anywhere', async () => {
    const world = createWorld();
    world.api.keys.clear();
    const app = world.start();
    expect(await app.tryKey(ADMIN_KEY)).toMatchObject({ failure: { kind: 'key-refused' } });
    expect(await app.saveKey()).toMatchObject({ failure: { kind: 'no-key' } });
    expect([world.keys.held, world.connections.read(), world.shelf.stores.size]).toEqual([
      null,
      null,
      0,
    ]);
  });

  it('W9: what is no key is not sent', async () => {
    const world = createWorld();
    const app = world.start();
    expect(await app.tryKey('hello')).toMatchObject({ failure: { kind: 'key-malformed' } });
    expect(await app.tryKey('ghp_abcdefghijklmnopqrstuvwxyz')).toMatchObject({
      failure: { kind: 'key-wrong-kind' },
    });
    expect(world.api.asked).toEqual([]);
  });

  it('a key that failed its trial does not save the one tried before it', async () => {
    const world = createWorld();
    const app = world.start();
    await app.tryKey(ADMIN_KEY);
    await app.tryKey(OTHER_KEY);
    expect((await app.saveKey()).ok).toBe(false);
    expect(world.keys.held).toBeNull();
  });

  it.each<PlainKind>(['keychain-unsaved', 'keychain-locked', 'keychain-absent'])(
    'K9: when the keychain fails with %s, saving says so and saves nothing',
    async (kind) => {
      const world = createWorld();
      world.keys.saveFailure = plainFailure(kind);
      const app = world.start();
      await app.tryKey(ADMIN_KEY);
      expect(await app.saveKey()).toEqual({ ok: false, failure: { kind } });
      expect([world.keys.held, world.connections.read(), world.shelf.stores.size]).toEqual([
        null,
        null,
        0,
      ]);
      expect(app.readSnapshot().connection.state).toBe('never-saved');
      world.keys.saveFailure = null;
      expect((await app.saveKey()).ok).toBe(true);
    },
  );

  it('a history that cannot be opened is told, and the key is saved all the same', async () => {
    const world = createWorld();
    world.shelf.openFailure = { kind: 'storage-unavailable' };
    const app = world.start();
    await app.tryKey(ADMIN_KEY);
    expect(await app.saveKey()).toMatchObject({ failure: { kind: 'storage-unavailable' } });
    expect(app.readSnapshot()).toMatchObject({
      glance: 'failing',
      sync: { failure: { kind: 'storage-unavailable' } },
    });
    world.shelf.openFailure = null;
    expect((await app.syncNow()).ok).toBe(true);
    expect(app.readSnapshot().sync.failure).toBeNull();
  });

  it('saving without a trial is refused', async () => {
    expect(await createWorld().start().saveKey()).toMatchObject({ failure: { kind: 'no-key' } });
  });
});

describe('A2: a key that is revoked after months', () => {
  async function revoked() {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    world.api.keys.clear();
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'key-refused' } });
    return { world, app };
  }

  it('is refused, and the history stays, also after a restart', async () => {
    const { world, app } = await revoked();
    for (const running of [app, world.start()]) {
      expect(running.readSnapshot()).toMatchObject({
        glance: 'failing',
        connection: { state: 'refused' },
        week: { spent: { microcents: usd(45) } },
      });
    }
  });

  it('a new key of the organization resumes where it stopped', async () => {
    const { world, app } = await revoked();
    world.api.keys.add(OTHER_KEY);
    await app.tryKey(OTHER_KEY);
    await app.saveKey();
    expect(app.readSnapshot()).toMatchObject({
      glance: 'fine',
      connection: { state: 'saved', lastFour: 'WxYz' },
      sync: { failure: null },
    });
    const before = world.api.asked.length;
    expect((await app.syncNow()).ok).toBe(true);
    expect(world.api.asked.length - before).toBe(3);
  });

  it('a new key after disconnecting counts as saved at once, not as the refused one', async () => {
    const { world, app } = await revoked();
    await app.disconnect(true);
    world.api.keys.add(OTHER_KEY);
    await app.tryKey(OTHER_KEY);
    await app.saveKey();
    expect(app.readSnapshot()).toMatchObject({
      connection: { state: 'saved' },
      sync: { failure: null },
      week: { spent: { microcents: usd(45) } },
    });
  });
});

describe('two organizations are never mixed', () => {
  const OTHER = { id: 'org-other', name: 'Other Works' };

  it('a key of another organization in the keychain is refused before anything is stored', async () => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    const before = figures(app.readSnapshot());
    world.keys.held = OTHER_KEY;
    world.api.keys.add(OTHER_KEY);
    world.api.organization = OTHER;
    world.api.uses.push({ at: EARLIER_TODAY, use: usageOf(9) });
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'other-organization' } });
    expect(figures(app.readSnapshot())).toEqual(before);
    expect(world.shelf.stores.has('org-other')).toBe(false);
  });

  it('connecting another one in the app opens a history of its own', async () => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    world.api.keys.add(OTHER_KEY);
    world.api.organization = OTHER;
    await app.tryKey(OTHER_KEY);
    await app.saveKey();
    expect(app.readSnapshot()).toMatchObject({
      glance: 'unknown',
      connection: { organization: OTHER },
      sync: { lastSuccessAt: null },
      week: { spent: { microcents: null } },
    });
    expect(world.shelf.stores.get('org-fjord')?.readSyncRecord().lastSuccessAt).toBe(world.now);
  });

  it('a sync under way for the first one ends before the second one is opened', async () => {
    const world = usedWorld();
    const app = await world.connect();
    world.api.keys.add(OTHER_KEY);
    const gate = createGate();
    world.api.disturb = ({ key }) => (key === ADMIN_KEY ? gate.passed : null);
    const running = app.syncNow();
    world.api.organization = OTHER;
    await app.tryKey(OTHER_KEY);
    const saving = app.saveKey();
    gate.open();
    expect(await running).toMatchObject({ failure: { kind: 'cancelled' } });
    expect((await saving).ok).toBe(true);
    expect(world.shelf.stores.get('org-other')?.readSyncRecord().lastSuccessAt).toBeNull();
    expect(world.shelf.stores.get('org-fjord')?.readCoverage().hours.size).toBe(0);
    expect(app.readSnapshot()).toMatchObject({ connection: { state: 'saved' }, glance: 'unknown' });
  });
});

describe('disconnecting', () => {
  it('forgets the key and keeps the history for the next time', async () => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    expect((await app.disconnect(true)).ok).toBe(true);
    expect([world.keys.held, world.connections.read()]).toEqual([null, null]);
    expect(app.readSnapshot()).toMatchObject({
      glance: 'unknown',
      connection: { state: 'never-saved', organization: null, lastFour: null },
      week: { spent: { microcents: null } },
    });
    await app.tryKey(ADMIN_KEY);
    await app.saveKey();
    expect(app.readSnapshot().week.spent.microcents).toBe(usd(45));
  });

  it('deletes the history when that is asked for', async () => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    expect((await app.disconnect(false)).ok).toBe(true);
    expect(world.shelf.stores.size).toBe(0);
    await app.tryKey(ADMIN_KEY);
    await app.saveKey();
    expect(app.readSnapshot().week.spent.microcents).toBeNull();
  });

  it('a keychain that does not let go of the key keeps the connection', async () => {
    const world = usedWorld();
    const app = await world.connect();
    world.keys.forgetFailure = { kind: 'keychain-locked' };
    expect(await app.disconnect(false)).toMatchObject({ failure: { kind: 'keychain-locked' } });
    expect(app.readSnapshot().connection.organization).toEqual(ORGANIZATION);
    expect(world.shelf.stores.size).toBe(1);
  });

  it.each([true, false])('ends a sync under way first (history kept: %s)', async (keepHistory) => {
    const world = usedWorld();
    const app = await world.connect();
    const gate = createGate();
    world.api.disturb = () => gate.passed;
    const running = app.syncNow();
    const disconnecting = app.disconnect(keepHistory);
    gate.open();
    expect(await running).toMatchObject({ failure: { kind: 'cancelled' } });
    expect((await disconnecting).ok).toBe(true);
    expect(app.readSnapshot().connection.state).toBe('never-saved');
    expect(world.shelf.stores.size).toBe(keepHistory ? 1 : 0);
  });
});

describe('A3: a report that the key may not read', () => {
  const refuseCost = (world: World) => {
    world.api.disturb = ({ what }) => (what === 'cost' ? { kind: 'permission-missing' } : null);
  };
  const costRequests = (world: World) => asked(world).filter((what) => what === 'cost').length;

  it('leaves usage and estimates alone, says so, and is no failure', async () => {
    const world = usedWorld();
    const app = await world.connect();
    refuseCost(world);
    expect(await app.syncNow()).toEqual({ ok: true, value: null });
    expect(app.readSnapshot()).toMatchObject({
      glance: 'fine',
      week: { spent: { microcents: usd(45), basis: 'estimated' } },
      sync: { lastSuccessAt: world.now, failure: { kind: 'permission-missing', mustAct: false } },
    });
  });

  it('is asked for again at most once a day, and the note stays meanwhile', async () => {
    const world = usedWorld();
    const app = await world.connect();
    refuseCost(world);
    const before = costRequests(world);
    for (let round = 0; round < 12; round += 1) {
      await app.syncNow();
      world.now += 2 * HOUR_MS - MINUTE_MS;
    }
    expect(costRequests(world) - before).toBe(1);
    expect(app.readSnapshot().sync.failure?.kind).toBe('permission-missing');
    world.now += HOUR_MS;
    world.api.disturb = () => null;
    await app.syncNow();
    expect(costRequests(world) - before).toBe(2);
    expect(app.readSnapshot().sync.failure).toBeNull();
  });

  it('a new key asks at once', async () => {
    const world = usedWorld();
    const app = await world.connect();
    refuseCost(world);
    await app.syncNow();
    world.api.disturb = () => null;
    world.api.keys.add(OTHER_KEY);
    await app.tryKey(OTHER_KEY);
    await app.saveKey();
    const before = costRequests(world);
    await app.syncNow();
    expect(costRequests(world)).toBeGreaterThan(before);
    expect(app.readSnapshot().sync.failure).toBeNull();
  });

  it('usage that may not be read makes the key useless here: refused', async () => {
    const world = usedWorld();
    const app = await world.connect();
    world.api.disturb = ({ what }) => (what === 'shares' ? { kind: 'permission-missing' } : null);
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'key-refused' } });
    expect(app.readSnapshot().connection.state).toBe('refused');
  });

  it.each<PlainKind>(['permission-missing', 'unexpected-response', 'bad-request', 'not-available'])(
    'names that cannot be read (%s) leave the figures fresh',
    async (kind) => {
      const world = usedWorld();
      const app = await world.connect();
      world.api.disturb = ({ what }) => (what === 'labels' ? plainFailure(kind) : null);
      expect((await app.syncNow()).ok).toBe(true);
      expect(app.readSnapshot()).toMatchObject({
        glance: 'fine',
        sync: { lastSuccessAt: world.now, failure: { kind } },
      });
    },
  );

  it('names are asked for once a day, or when a person asks', async () => {
    const world = usedWorld();
    const app = await world.connect();
    const names = () =>
      asked(world).filter((what) => what === 'labels').length / LABEL_KINDS.length;
    await app.syncNow();
    await app.syncNow();
    expect(names()).toBe(1);
    await app.syncNow({ withLabels: true });
    expect(names()).toBe(2);
    world.now += DAY_MS + 1;
    await app.syncNow();
    expect(names()).toBe(3);
  });
});

describe('A5: a span that the API refuses', () => {
  it('is left out and asked for again; the rest is fetched and fresh', async () => {
    const world = usedWorld();
    const app = await world.connect();
    const refusedFrom = at('2026-11-01T00:00:00Z');
    world.api.disturb = ({ what, to }) =>
      what === 'shares' && to !== null && to < refusedFrom ? { kind: 'bad-request' } : null;
    expect((await app.syncNow()).ok).toBe(true);
    const snapshot = app.readSnapshot();
    expect(snapshot.sync).toMatchObject({
      lastSuccessAt: world.now,
      failure: { kind: 'bad-request' },
    });
    expect(snapshot.sync.coverage.gaps).toHaveLength(1);
    world.api.disturb = () => null;
    await app.syncNow();
    expect(app.readSnapshot().sync).toMatchObject({ failure: null, coverage: { gaps: [] } });
  });

  it('is a failure when it is the newest: nothing would be fresh', async () => {
    const world = usedWorld();
    const app = await world.connect();
    failAll(world, 'bad-request');
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'bad-request' } });
    expect(app.readSnapshot().sync.lastSuccessAt).toBeNull();
  });
});

describe('answers that must not be stored', () => {
  it('A35: no buckets for a span that had data keep the data', async () => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    const before = figures(app.readSnapshot());
    world.api.spoil = () => [];
    expect((await app.syncNow()).ok).toBe(true);
    expect(figures(app.readSnapshot())).toEqual(before);
    expect(app.readSnapshot().sync.failure?.kind).toBe('source-empty');
    world.api.spoil = (_, buckets) => buckets;
    await app.syncNow();
    expect(app.readSnapshot().sync.failure).toBeNull();
  });

  it('a hole in an answer is not stored as hours without use', async () => {
    const world = usedWorld();
    const app = await world.connect();
    await app.syncNow();
    const before = figures(app.readSnapshot());
    world.api.spoil = (_, buckets) =>
      buckets.filter(({ start }) => start !== at('2026-11-21T09:00:00Z'));
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'incomplete' } });
    expect(figures(app.readSnapshot())).toEqual(before);
  });

  it('an answer that ends early leaves its end missing, to be asked for again', async () => {
    const world = usedWorld();
    const app = await world.connect();
    world.api.spoil = (what, buckets) => (what === 'minutes' ? buckets : buckets.slice(0, -2));
    await app.syncNow();
    const { coverage } = app.readSnapshot().sync;
    expect(coverage.gaps.at(-1)).toEqual({
      from: at('2026-11-21T13:00:00Z'),
      to: at('2026-11-21T15:00:00Z'),
    });
    expect(app.readSnapshot().last24Hours.at(-1)?.microcents).toBeNull();
    world.api.spoil = (_, buckets) => buckets;
    await app.syncNow();
    expect(app.readSnapshot().sync.coverage.gaps).toEqual([]);
  });

  it('use that arrives between the two usage answers is shown, unallocated', async () => {
    const world = usedWorld();
    const app = await world.connect();
    let isLate = false;
    world.api.disturb = ({ what }) => {
      if (what === 'priced' && !isLate) {
        isLate = true;
        world.api.uses.push({ at: EARLIER_TODAY, use: usageOf(1) });
      }
      return null;
    };
    await app.syncNow();
    expect(app.readSnapshot().week.spent.microcents).toBe(usd(60));
    const day = { from: dayAt('2026-11-21T00:00:00Z'), to: dayAt('2026-11-22T00:00:00Z') };
    const read = app.readHistory({ ...day, grain: 'day', by: 'workspace' });
    const rows = read.ok ? read.value.rows : [];
    expect(rows.map(({ group, tokens: { output } }) => [group.label, output])).toEqual(
      expect.arrayContaining([
        ['Default workspace', 1_000_000],
        ['Unallocated', 1_000_000],
      ]),
    );
  });

  it('shares of more use than was priced, hour after hour, are asked for twice, then refused', async () => {
    const world = usedWorld();
    const app = await world.connect();
    world.api.spoil = (what, buckets) =>
      what === 'priced' ? buckets.map((bucket) => ({ ...bucket, rows: [] })) : buckets;
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'reports-disagree' } });
    expect(asked(world).filter((what) => what === 'shares')).toHaveLength(2);
    expect(app.readSnapshot().week.spent.microcents).toBeNull();
  });
});

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
