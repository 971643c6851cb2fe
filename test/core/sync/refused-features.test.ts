import { describe, expect, it } from 'vitest';
import type { Feature } from '../../../src-main/shared/snapshot.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { OTHER_KEY } from '../../fakes/app.js';
import type { Question } from '../../fakes/fake-admin-api.js';
import { usd } from '../../fakes/figures.js';
import { type PlainKind, plainFailure } from '../../fakes/plain-failure.js';
import { countOf, usedWorld } from '../used-world.js';
import { billedWorld, features, refuse } from './billed-world.js';

describe('A3, A4: a feature that the key may not read', () => {
  const CASES: readonly (readonly [Feature, Question])[] = [
    ['cost', 'cost'],
    ['labels', 'labels'],
    ['limits', 'rate-limits'],
    ['spend-limits', 'spend-limits'],
    ['claude-code', 'claude-code'],
  ];

  it.each(
    CASES.flatMap(([feature, question]) =>
      (['permission-missing', 'not-available'] as const).map(
        (kind) => [feature, question, kind] as const,
      ),
    ),
  )('%s (%s: %s) is named, the rest works, and it is asked for once a day', async (...names) => {
    const [feature, question, kind] = names;
    const { world, app } = await billedWorld();
    refuse(world, kind, question);
    expect((await app.syncNow()).ok).toBe(true);
    const { week, sync } = app.readSnapshot();
    expect(week.spent.microcents).toBe(feature === 'cost' ? usd(15) : usd(14));
    expect(sync).toMatchObject({
      lastSuccessAt: world.now,
      refusals: [{ feature, failure: { kind, mustAct: false, at: world.now } }],
    });
    const refusedAt = world.now;
    const once = countOf(world, question);
    while (world.now < refusedAt + DAY_MS - MINUTE_MS) {
      world.now += 97 * MINUTE_MS;
      if (world.now < refusedAt + DAY_MS) await app.syncNow({ withLabels: true });
    }
    expect(countOf(world, question)).toBe(once);
    expect(features(app)).toEqual([feature]);
    world.now = refusedAt + DAY_MS + MINUTE_MS;
    refuse(world, null);
    await app.syncNow();
    expect(countOf(world, question)).toBeGreaterThan(once);
    expect(features(app)).toEqual([]);
  });

  it('is still known after a restart, and asked for at once when a key is saved anew', async () => {
    const { world, app } = await billedWorld();
    refuse(world, 'permission-missing', 'cost');
    await app.syncNow();
    await app.stop();
    const again = world.start();
    expect(features(again)).toEqual(['cost']);
    const before = countOf(world, 'cost');
    await again.syncNow();
    expect(countOf(world, 'cost')).toBe(before);
    await again.tryKey('sk-ant-admin01-marked-fake-for-tests-AbCd');
    await again.saveKey();
    const tried = countOf(world, 'cost');
    await again.syncNow();
    expect(countOf(world, 'cost')).toBeGreaterThan(tried);
  });

  it('that only has trouble is asked again an hour later', async () => {
    const { world, app } = await billedWorld();
    refuse(world, 'service-trouble', 'rate-limits');
    await app.syncNow();
    refuse(world, null);
    world.now += HOUR_MS - 1;
    await app.syncNow();
    expect(features(app)).toEqual(['limits']);
    world.now += 1;
    await app.syncNow();
    expect(features(app)).toEqual([]);
  });

  it('Claude Code refused is not asked for day by day', async () => {
    const { world, app } = await billedWorld();
    refuse(world, 'not-available', 'claude-code');
    await app.syncNow();
    expect(countOf(world, 'claude-code')).toBe(1);
  });

  it('leaves usage and estimates alone, says so, and is no failure', async () => {
    const world = usedWorld();
    const app = await world.connect();
    refuse(world, 'permission-missing', 'cost');
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
    refuse(world, 'permission-missing', 'cost');
    const before = countOf(world, 'cost');
    for (let round = 0; round < 12; round += 1) {
      await app.syncNow();
      world.now += 2 * HOUR_MS - MINUTE_MS;
    }
    expect(countOf(world, 'cost') - before).toBe(1);
    expect(app.readSnapshot().sync.failure?.kind).toBe('permission-missing');
    world.now += HOUR_MS;
    world.api.disturb = () => null;
    await app.syncNow();
    // A day more than fits one page is due by now.
    expect(countOf(world, 'cost') - before).toBe(3);
    expect(app.readSnapshot().sync.failure).toBeNull();
  });

  it('a new key asks at once', async () => {
    const world = usedWorld();
    const app = await world.connect();
    refuse(world, 'permission-missing', 'cost');
    await app.syncNow();
    world.api.disturb = () => null;
    world.api.keys.add(OTHER_KEY);
    await app.tryKey(OTHER_KEY);
    await app.saveKey();
    const before = countOf(world, 'cost');
    await app.syncNow();
    expect(countOf(world, 'cost')).toBeGreaterThan(before);
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
});
