import { expect, test } from 'vitest';
import { formatWeekdayTime } from '../../src-main/shared/format.js';
import type { Settings } from '../../src-main/shared/settings.js';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../../src-main/shared/units.js';
import { at } from '../fakes/figures.js';
import { startSchedule } from './support/schedule.js';
import { startAt, syncAt } from './support/start-at.js';
import { estimateOf, sumIn } from './support/sum-in.js';
import { NOW, type Service } from './support/world.js';

const minutesAsked = ({ simulator }: Pick<Service, 'simulator'>) =>
  simulator.requests.filter(({ query }) => /(time_)?bucket_width=1m/.test(query)).length;

const RESET: Partial<Settings> = { weeklyResetWeekday: 3, weeklyResetTime: '10:30' };

test('T4: a weekly reset inside an hour is split by its minutes, which are asked for once', async () => {
  const options = {
    since: NOW - 9 * DAY_MS,
    settings: RESET,
    // Without limits nothing else is asked for by the minute.
    service: { faults: ['forbidden-cost', 'forbidden-limits'] as const },
  };
  const { world, simulator } = await startAt(NOW, options);
  const reset = at('2026-11-18T10:30:00Z');
  const { week } = await syncAt(world, NOW);
  expect(week.window).toEqual({ from: reset, to: reset + 7 * DAY_MS });
  expect(week.spent).toMatchObject({ basis: 'estimated', provenance: { isComplete: true } });
  expect(week.spent.microcents).toBe(estimateOf(world, { from: reset, to: NOW + HOUR_MS }));
  const hour = { from: at('2026-11-18T10:00:00Z'), to: at('2026-11-18T11:00:00Z') };
  const before = sumIn(world, 'usage_minute', { ...hour, to: reset });
  const after = sumIn(world, 'usage_minute', { ...hour, from: reset });
  expect(before + after).toBe(sumIn(world, 'usage_hour', hour));
  expect(before).toBeGreaterThan(0);
  expect(after).toBeGreaterThan(0);
  // Of this week's reset, and of the one that the last week is compared by.
  expect(minutesAsked({ simulator })).toBe(2);
  for (const minutes of [5, 60, 300]) await syncAt(world, NOW + minutes * MINUTE_MS);
  expect(minutesAsked({ simulator })).toBe(2);
});

test('T4: the hour of the reset itself is asked for until it is final, and then no more', async () => {
  const reset = at('2026-11-25T10:30:00Z');
  const { world, simulator } = await startAt(reset - 10 * MINUTE_MS, {
    since: reset - 2 * DAY_MS,
    settings: RESET,
    service: { faults: ['forbidden-limits'] },
  });
  expect((await syncAt(world, reset - 10 * MINUTE_MS)).week.window.to).toBe(reset);
  // The reset a week ago lies beyond what is held, and is split all the same.
  const earlier = minutesAsked({ simulator });
  expect((await syncAt(world, reset + 5_000)).week.window.from).toBe(reset);
  await syncAt(world, reset + 10 * MINUTE_MS);
  await syncAt(world, reset + 61 * MINUTE_MS);
  const settled = minutesAsked({ simulator });
  expect(settled).toBe(earlier + 3);
  await syncAt(world, reset + 120 * MINUTE_MS);
  await syncAt(world, reset + DAY_MS);
  expect(minutesAsked({ simulator })).toBe(settled);
});

test.each([
  ['2027-03-28T01:00:00Z', 'a time that is skipped', 'Sun 03:00'],
  ['2027-10-31T00:30:00Z', 'a time that comes twice', 'Sun 02:30'],
])('T5: reset at %s, %s: one reset, at the stated time', async (text, _, stated) => {
  const reset = at(text);
  const { world } = await startAt(reset - 2 * HOUR_MS, {
    since: reset - 2 * DAY_MS,
    timeZone: 'Europe/Oslo',
    settings: {
      weeklyResetWeekday: 0,
      weeklyResetTime: '02:30',
      weeklyResetZone: 'Europe/Oslo',
      weeklyLimitMicrocents: 100_000_000_000,
    },
  });
  const schedule = startSchedule(world);
  const resets = new Set<Instant>();
  world.parts.tidemark.onSnapshot(({ week }) => {
    resets.add(week.window.from);
    resets.add(week.window.to);
  });
  await schedule.scheduler.runNow();
  const first = world.parts.tidemark.readSnapshot().week.window;
  expect(formatWeekdayTime(first.to, 'Europe/Oslo')).toBe(stated);
  await schedule.pass(6 * HOUR_MS);
  const { week } = world.parts.tidemark.readSnapshot();
  expect(week.window.from).toBe(reset);
  expect([...resets].sort()).toEqual([first.from, reset, week.window.to]);
  const read = world.parts.tidemark.readHistory({
    from: reset - DAY_MS,
    to: reset + DAY_MS,
    grain: 'hour',
    by: 'none',
  });
  expect(read).toMatchObject({ ok: true, value: { resets: [reset] } });
  // The new week begins at its first run: five seconds after the reset.
  expect(schedule.runs.filter((run) => run >= reset)[0]).toBeLessThanOrEqual(reset + MINUTE_MS);
});
