import { describe, expect, it } from 'vitest';
import { DAY_MS, floorHour, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { historyOf, type World } from '../../fakes/app.js';
import { at, dayAt, usd } from '../../fakes/figures.js';
import { asked, EARLIER_TODAY, usageOf, usedWorld } from '../used-world.js';
import { billedWorld, YESTERDAY } from './billed-world.js';

describe('an hour that the two usage reports tell in two ways', () => {
  const ODD = floorHour(YESTERDAY);
  const tellTwice = (world: World, ...odd: readonly number[]) => {
    world.api.spoil = (what, buckets) =>
      what === 'priced'
        ? buckets.map((bucket) => (odd.includes(bucket.start) ? { ...bucket, rows: [] } : bucket))
        : buckets;
  };
  const heldHours = (world: World) => historyOf(world).readCoverage().hours;

  it('is left out alone: the rest is stored, it is told, and what was held stays', async () => {
    const { world, app } = await billedWorld();
    world.api.uses.push({ at: YESTERDAY - DAY_MS, use: usageOf(1) });
    tellTwice(world, ODD);
    expect((await app.syncNow()).ok).toBe(true);
    const { week, sync } = app.readSnapshot();
    expect(sync.failure).toMatchObject({ kind: 'reports-disagree', mustAct: false });
    expect(sync.failure?.detail).toBe('2026-11-20T09:00:00Z');
    expect(sync.lastSuccessAt).toBe(world.now);
    expect(sync.coverage.gaps).toEqual([{ from: ODD, to: ODD + HOUR_MS }]);
    expect(week.spent).toMatchObject({ provenance: { isComplete: false } });
    expect(heldHours(world).has(ODD - DAY_MS)).toBe(true);

    tellTwice(world);
    world.now += MINUTE_MS;
    await app.syncNow();
    expect(app.readSnapshot().sync).toMatchObject({ failure: null, coverage: { gaps: [] } });
    const right = app.readHistory({ from: ODD, to: ODD + HOUR_MS, grain: 'hour', by: 'none' });
    tellTwice(world, ODD);
    world.now += DAY_MS + HOUR_MS;
    await app.syncNow();
    expect(app.readSnapshot().sync.failure).toMatchObject({ kind: 'reports-disagree' });
    expect(app.readHistory({ from: ODD, to: ODD + HOUR_MS, grain: 'hour', by: 'none' })).toEqual(
      right,
    );
  });

  it('is all the use there is: it is left out all the same', async () => {
    const { world, app } = await billedWorld();
    tellTwice(world, ODD);
    expect((await app.syncNow()).ok).toBe(true);
    expect(app.readSnapshot().sync.coverage.gaps).toEqual([{ from: ODD, to: ODD + HOUR_MS }]);
  });

  it('A35: beside an answer that is empty where there was use, wipes nothing', async () => {
    const { world, app } = await billedWorld();
    world.api.uses.push({ at: YESTERDAY - HOUR_MS, use: usageOf(1) });
    await app.syncNow();
    const held = () => historyOf(world).readHourTotals({ from: ODD - HOUR_MS, to: ODD + HOUR_MS });
    const before = held();
    expect(before).toHaveLength(2);
    world.api.uses.pop();
    tellTwice(world, ODD);
    world.now += DAY_MS + HOUR_MS;
    expect((await app.syncNow()).ok).toBe(true);
    expect(app.readSnapshot().sync.failure).toMatchObject({ kind: 'source-empty' });
    expect(held()).toEqual(before);
  });

  it('and all others too: nothing is fresh, and the run says so', async () => {
    const { world, app } = await billedWorld();
    world.api.uses.push({ at: YESTERDAY - HOUR_MS, use: usageOf(1) });
    tellTwice(world, ODD, ODD - HOUR_MS);
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'reports-disagree' } });
    expect(app.readSnapshot().sync.lastSuccessAt).toBeNull();
    expect(heldHours(world).size).toBe(0);
  });

  it('long ago, is asked for ever more rarely and holds up nothing older', async () => {
    const { world, app } = await billedWorld();
    const old = at('2026-11-05T09:00:00Z');
    for (const hour of [old - HOUR_MS, old, old - 3 * HOUR_MS])
      world.api.uses.push({ at: hour, use: usageOf(1) });
    tellTwice(world, old, old - HOUR_MS);
    await app.syncNow();
    expect(app.readSnapshot().sync.coverage.gaps).toEqual([
      { from: old - HOUR_MS, to: old + HOUR_MS },
    ]);
    expect(heldHours(world).has(old - 3 * HOUR_MS)).toBe(true);
    const askedFor = () =>
      world.api.asked.filter(({ what, from }) => what === 'shares' && from === old - HOUR_MS)
        .length;
    const counts: number[] = [];
    for (let step = 0; step < 6; step += 1) {
      const before = askedFor();
      world.now += 5 * MINUTE_MS;
      expect((await app.syncNow()).ok).toBe(true);
      counts.push(askedFor() - before);
    }
    expect(counts).toEqual([2, 0, 2, 0, 0, 0]);
  });
});

describe('usage reports that do not fit together', () => {
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
