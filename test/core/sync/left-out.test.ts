import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { at } from '../../fakes/figures.js';
import { plainFailure } from '../../fakes/plain-failure.js';
import { failAll, figures, usedWorld } from '../used-world.js';
import { billedWorld } from './billed-world.js';

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

  it('is left out, asked again in the next cycle, then ever more rarely', async () => {
    const { world, app } = await billedWorld();
    const refusedTo = at('2026-11-01T00:00:00Z');
    let asked = 0;
    world.api.disturb = ({ what, to }) => {
      if (what !== 'shares' || to === null || to > refusedTo) return null;
      asked += 1;
      return plainFailure('bad-request');
    };
    const askedAt: number[] = [];
    const from = world.now;
    for (; world.now < from + 12 * HOUR_MS; world.now += 5 * MINUTE_MS) {
      const before = asked;
      expect((await app.syncNow()).ok).toBe(true);
      if (asked > before) askedAt.push((world.now - from) / MINUTE_MS);
    }
    expect(askedAt.slice(0, 4)).toEqual([0, 5, 15, 35]);
    const pauses = askedAt.slice(1).map((when, index) => when - (askedAt[index] ?? 0));
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(asked / askedAt.length).toBeLessThanOrEqual(2);
    expect(app.readSnapshot().sync.coverage.gaps.length).toBeGreaterThan(0);
    world.api.disturb = () => null;
    world.now += DAY_MS;
    await app.syncNow();
    expect(app.readSnapshot().sync).toMatchObject({ failure: null, coverage: { gaps: [] } });
  });
});

describe('an answer with a part missing', () => {
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
});
