import { describe, expect, test } from 'vitest';
import { DAY_MS, floorDay, HOUR_MS, MINUTE_MS } from '../../src-main/shared/units.js';
import { LATER, sumOf } from './support/healthy-figures.js';
import { NOW, startService, startWorld, strike, type World } from './support/world.js';

const BOTH = ['legacy', 'analytics'] as const;

describe.each(BOTH)('bills that change, %s pair', (pair) => {
  const history = ({ parts }: World) => {
    const span = { from: floorDay(NOW) - 4 * DAY_MS, to: floorDay(NOW) + DAY_MS };
    const read = parts.tidemark.readHistory({ ...span, grain: 'day', by: 'none' });
    if (!read.ok) throw new Error(read.failure.kind);
    return read.value.rows;
  };

  test.each([
    [0, 1.1],
    [1, 1.07],
  ])(
    'A38 (play %i): a closed day that costs more is restated, and said to be',
    async (variant, factor) => {
      const world = await strike('A38', variant, { pair });
      const before = history(world);
      expect(await world.sync()).toBeNull();
      const { restatements, failure } = world.parts.tidemark.readSnapshot().sync;
      expect(failure).toBeNull();
      expect(restatements.length).toBeGreaterThan(0);
      for (const { day, before: was, after, at } of restatements) {
        expect((after ?? 0) / (was ?? 0)).toBeCloseTo(factor, 4);
        expect(day + DAY_MS).toBeLessThanOrEqual(LATER);
        expect(at).toBeLessThanOrEqual(LATER);
        const row = history(world).find(({ start }) => start === day);
        const old = before.find(({ start }) => start === day);
        expect(row).toMatchObject({
          reportedMicrocents: after,
          costMicrocents: after,
          basis: 'reported',
        });
        expect(old?.reportedMicrocents).toBe(was);
        expect(row?.estimatedMicrocents).toBe(old?.estimatedMicrocents);
      }
      // Told once: the next sync finds nothing new.
      world.clock.advance(MINUTE_MS);
      expect(await world.sync()).toBeNull();
      expect(world.parts.tidemark.readSnapshot().sync.restatements).toEqual(restatements);
    },
  );
});

test('A38 (play 2): use that shows up a day late is in the figures in the end', async () => {
  const late = await startService({ fault: 'A38', variant: 2 });
  // The same first day for both: three days later thirty days begin later.
  const since = floorDay(NOW) - 30 * DAY_MS;
  const world = startWorld(late.simulator, { since });
  late.now = world.clock.now;
  expect(await world.sync()).toBeNull();
  const early = sumOf(world, 'sum(output)', 'usage_hour');
  for (let day = 0; day < 3; day += 1) {
    world.clock.advance(25 * HOUR_MS);
    expect(await world.sync()).toBeNull();
  }
  const whole = startWorld(late.simulator, { now: world.clock.now(), since });
  expect(await whole.sync()).toBeNull();
  const closed = `usage_hour WHERE start < ${floorDay(NOW) + DAY_MS}`;
  expect(sumOf(world, 'sum(output)', closed)).toBe(sumOf(whole, 'sum(output)', closed));
  expect(sumOf(world, 'sum(output)', closed)).toBeGreaterThan(early);
  const bills = `cost_day WHERE start < ${floorDay(NOW) + DAY_MS}`;
  expect(sumOf(world, 'sum(amount)', bills)).toBe(sumOf(whole, 'sum(amount)', bills));
});

test('A38 (play 3): a bill that arrives after the day has closed is late, not restated', async () => {
  const service = await startService({ fault: 'A38', variant: 3 });
  const world = startWorld(service.simulator);
  service.now = world.clock.now;
  expect(await world.sync()).toBeNull();
  const { today } = world.parts.tidemark.readSnapshot();
  expect(today.utcDay.reportedMicrocents).toBeNull();
  expect(today.utcDay.estimatedMicrocents).toBeGreaterThan(0);
  expect(today.cost.basis).toBe('estimated');
  world.clock.advance(11 * HOUR_MS);
  expect(await world.sync()).toBeNull();
  const { sync } = world.parts.tidemark.readSnapshot();
  expect(sync.restatements).toEqual([]);
  const day = `cost_day WHERE start = ${floorDay(NOW)}`;
  expect(sumOf(world, 'sum(amount)', day)).toBeGreaterThan(0);
});
