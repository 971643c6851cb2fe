import { expect, test } from 'vitest';
import type { CostFigure } from '../../src-main/shared/snapshot.js';
import {
  DAY_MS,
  floorHour,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  type Span,
} from '../../src-main/shared/units.js';
import { rowsIn } from './support/figures-in.js';
import { startFront } from './support/front.js';
import { startService, startWorld, type World, type WorldOptions } from './support/world.js';

const at = (text: string) => Date.parse(text);
const RESET = at('2026-11-25T10:30:00Z');
const LIMIT = 2_000 * 100_000_000;
const WEEKLY = {
  weeklyResetWeekday: 3,
  weeklyResetTime: '10:30',
  weeklyLimitMicrocents: LIMIT,
} as const;

/** All figures are estimates, so that what is told can be added up here. */
async function startAt(now: Instant, options: WorldOptions & { hasMinutes?: boolean } = {}) {
  const service = await startService({ faults: ['forbidden-cost', 'forbidden-limits'] });
  const body = { type: 'error', error: { type: 'api_error', message: 'no minutes' } };
  const front = await startFront(service.simulator, {
    ask: ({ search }) =>
      options.hasMinutes === false && search.includes('bucket_width=1m')
        ? { status: 404, body }
        : undefined,
  });
  const world = startWorld(front, { since: now - 9 * DAY_MS, ...options, now });
  service.now = world.clock.now;
  return world;
}

const COST = ['uncached_input', 'cache_creation_5m', 'cache_creation_1h', 'cache_read', 'output']
  .map((kind) => `coalesce(cost_${kind}, 0)`)
  .join(' + ');
const ALL = `${COST} + coalesce(cost_web_search, 0)`;
const sumIn = ({ folder }: World, table: 'usage_hour' | 'usage_minute', span: Span, what = ALL) =>
  Number(
    rowsIn(
      folder,
      `SELECT coalesce(sum(${what}), 0) AS n FROM ${table} WHERE start >= ${span.from} AND start < ${span.to}`,
    )[0]?.n,
  );
/** All that is held of a span that begins inside an hour held by the minute. */
const heldOf = (world: World, { from, to }: Span, what = ALL) =>
  sumIn(world, 'usage_hour', { from: floorHour(from), to }, what) -
  sumIn(world, 'usage_minute', { from: floorHour(from), to: from }, what);

/** The snapshot of this instant, without asking the API anything. */
function look(world: World, instant: Instant) {
  world.clock.advance(instant - world.clock.now());
  world.parts.tidemark.setNextSyncAt(null);
  const { tidemark } = world.parts;
  tidemark.updateSettings({ weeklyResetTime: tidemark.readSettings().weeklyResetTime });
  return tidemark.readSnapshot();
}

function expectCostsEqual(world: World, { microcents, provenance }: CostFigure): void {
  const { from, to, isComplete } = provenance;
  const read = world.parts.tidemark.readCosts({ from, to });
  if (!read.ok) throw new Error(read.failure.kind);
  expect(read.value).toMatchObject({ total: { microcents }, provenance: { isComplete } });
}

test('T4: in the hour in which the week ends nothing is missing: before the reset, right after it, and once it is fetched', async () => {
  const world = await startAt(RESET - 6 * MINUTE_MS, { settings: WEEKLY });
  expect(await world.sync()).toBeNull();
  const hour = floorHour(RESET);
  const last = { from: RESET - 7 * DAY_MS, to: RESET };
  const spent = heldOf(world, last);
  const young = sumIn(world, 'usage_hour', { from: hour, to: RESET });
  expect(young).toBeGreaterThan(0);

  const before = look(world, RESET - 5 * MINUTE_MS).week;
  expect(before.window).toEqual(last);
  expect(before.spent).toMatchObject({ microcents: spent, provenance: { isComplete: true } });
  expect(before.percent).toBe((spent / LIMIT) * 100);
  expect(before.tokens?.output).toBe(heldOf(world, last, 'output'));
  expectCostsEqual(world, before.spent);

  const after = look(world, RESET + 20_000).week;
  expect(after.window.from).toBe(RESET);
  // Use of the last minutes was never read, nor any of the new week: that is no zero.
  expect(after.previous.spent).toMatchObject({
    microcents: spent,
    provenance: { isComplete: false },
  });
  expect(after.spent).toMatchObject({ microcents: null, provenance: { isComplete: false } });
  expect(after).toMatchObject({ percent: null, tokens: null });
  for (const figure of [after.spent, after.previous.spent]) expectCostsEqual(world, figure);

  world.clock.advance(5 * MINUTE_MS);
  expect(await world.sync()).toBeNull();
  const { week } = world.parts.tidemark.readSnapshot();
  const fresh = sumIn(world, 'usage_minute', { from: RESET, to: hour + HOUR_MS });
  expect(fresh).toBeGreaterThan(0);
  expect(week.spent).toMatchObject({ microcents: fresh, provenance: { isComplete: true } });
  expect(week.previous.spent).toMatchObject({
    microcents: heldOf(world, { ...last, to: hour + HOUR_MS }) - fresh,
    provenance: { isComplete: true },
  });
  for (const figure of [week.spent, week.previous.spent]) expectCostsEqual(world, figure);
});

test('T4: an hour whose minutes cannot be had is shared by the time that had passed, and says so', async () => {
  const world = await startAt(RESET - 6 * MINUTE_MS, { settings: WEEKLY, hasMinutes: false });
  await world.sync();
  const hour = floorHour(RESET);
  const spent = look(world, RESET - 5 * MINUTE_MS).week.spent.microcents ?? 0;
  const young = sumIn(world, 'usage_hour', { from: hour, to: RESET });
  world.clock.advance(10 * MINUTE_MS);
  await world.sync();
  const { week } = world.parts.tidemark.readSnapshot();
  const known = sumIn(world, 'usage_hour', { from: hour, to: RESET });
  // Fetched five minutes after the reset at half past.
  const old = Math.round((known * 30) / 35);
  expect(known).toBeGreaterThan(young);
  expect(week.spent.microcents).toBe(known - old);
  expect(week.previous.spent.microcents).toBe(spent - young + old);
  for (const figure of [week.spent, week.previous.spent]) {
    expect(figure.provenance).toMatchObject({
      isComplete: false,
      formula: expect.stringContaining('shared by time'),
    });
    expectCostsEqual(world, figure);
  }
});

test('T5: the last quarter of an hour of a day in Kathmandu counts whole', async () => {
  const end = at('2026-11-19T18:15:00Z');
  const world = await startAt(end - 3 * MINUTE_MS, { timeZone: 'Asia/Kathmandu' });
  expect(await world.sync()).toBeNull();
  const day = { from: end - DAY_MS, to: end };
  const cost = heldOf(world, day);
  expect(sumIn(world, 'usage_hour', { from: floorHour(end), to: end })).toBeGreaterThan(0);
  for (const minutes of [3, 1]) {
    const { today } = look(world, end - minutes * MINUTE_MS);
    expect(today.window).toEqual(day);
    expect(today.cost).toMatchObject({ microcents: cost, provenance: { isComplete: true } });
    // What is to come of the UTC day is not missing either.
    expect(today.utcDay.provenance.isComplete).toBe(true);
    expectCostsEqual(world, today.cost);
  }
  const { today } = look(world, end + 20_000);
  expect(today.cost.microcents).toBeNull();
  expect(today.previous.spent).toMatchObject({
    microcents: cost,
    provenance: { isComplete: false },
  });
});
