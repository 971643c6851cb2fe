import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatInstant, formatWeekdayTime } from '../../src-main/shared/format.js';
import type { Settings } from '../../src-main/shared/settings.js';
import {
  DAY_MS,
  floorDay,
  floorHour,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  type Span,
} from '../../src-main/shared/units.js';

import { rowsIn } from './support/figures-in.js';
import { startFront } from './support/front.js';
import { startSchedule } from './support/schedule.js';
import {
  NOW,
  type Service,
  startService,
  startWorld,
  strike,
  syncedFolder,
  undisturbed,
  type World,
} from './support/world.js';

const BOTH = ['legacy', 'analytics'] as const;
const at = (text: string) => Date.parse(text);

/** A service and a world that agree on the time. */
async function startAt(
  now: Instant,
  options: Parameters<typeof startWorld>[1] & {
    readonly service?: Parameters<typeof startService>[0];
  },
) {
  const service = await startService(options.service);
  const world = startWorld(service.simulator, { ...options, now });
  service.now = world.clock.now;
  return { service, world, simulator: service.simulator };
}

async function syncAt(world: World, instant: Instant) {
  world.clock.advance(instant - world.clock.now());
  expect(await world.sync()).toBeNull();
  return world.parts.tidemark.readSnapshot();
}

const COST = [
  'uncached_input',
  'cache_creation_5m',
  'cache_creation_1h',
  'cache_read',
  'output',
  'web_search',
]
  .map((kind) => `coalesce(cost_${kind}, 0)`)
  .join(' + ');

const sumIn = ({ folder }: World, table: string, { from, to }: Span, expression = COST) =>
  Number(
    rowsIn(
      folder,
      `SELECT coalesce(sum(${expression}), 0) AS n FROM ${table} WHERE start >= ${from} AND start < ${to}`,
    )[0]?.n,
  );

/** The estimate of a span, added up here: whole hours, less the minutes of the first before it. */
function estimateOf(world: World, { from, to }: Span): number {
  const hour = floorHour(from);
  return (
    sumIn(world, 'usage_hour', { from: hour, to }) -
    sumIn(world, 'usage_minute', { from: hour, to: from })
  );
}

/** What the reports were asked for, oldest bound first. */
const spansAsked = ({ simulator }: Pick<Service, 'simulator'>, report = /./) =>
  simulator.requests
    .filter(({ path }) => report.test(path))
    .map(({ query }) => new URLSearchParams(query))
    .filter((query) => query.has('ending_at'))
    .map((query) => ({
      from: at(query.get('starting_at') ?? ''),
      to: at(query.get('ending_at') ?? ''),
    }));

describe.each(BOTH)('T1: a clock three hours off, %s pair', (pair) => {
  test.each([
    ['behind', -3 * HOUR_MS],
    ['ahead', 3 * HOUR_MS],
  ])(
    'T1: %s, it is seen in the date of an answer, told, and set right for every question',
    async (_, offMs) => {
      const truth = NOW + 6 * HOUR_MS;
      const folder = await syncedFolder(pair);
      const service = await startService();
      const world = startWorld(service.simulator, {
        folder,
        now: truth + offMs,
        correctsClock: true,
      });
      service.now = () => world.clock.now() - offMs;
      expect(await world.sync()).toBeNull();
      const { sync, generatedAt } = world.parts.tidemark.readSnapshot();
      expect(Math.abs(sync.clockOffsetMs + offMs)).toBeLessThan(1_000);
      expect(Math.abs(generatedAt - truth)).toBeLessThan(1_000);
      expect(Math.abs((sync.lastSuccessAt ?? 0) - truth)).toBeLessThan(1_000);
      expect(sync.isStale).toBe(false);
      for (const { from, to } of spansAsked(service)) {
        expect(from).toBeLessThanOrEqual(truth);
        expect(to).toBeLessThanOrEqual(floorDay(truth) + DAY_MS);
      }
      expect(world.figures(pair)).toEqual(await undisturbed(pair, truth));
    },
  );
});

test('T1: a clock that is right again is believed again', async () => {
  const folder = await syncedFolder('legacy');
  const service = await startService();
  const world = startWorld(service.simulator, {
    folder,
    now: NOW - 3 * HOUR_MS,
    correctsClock: true,
  });
  let offMs = 3 * HOUR_MS;
  service.now = () => world.clock.now() + offMs;
  expect(await world.sync()).toBeNull();
  expect(world.parts.tidemark.readSnapshot().sync.clockOffsetMs).not.toBe(0);
  world.clock.sleep(3 * HOUR_MS + 5 * MINUTE_MS, false);
  offMs = 0;
  expect(await world.sync()).toBeNull();
  expect(world.parts.tidemark.readSnapshot().sync).toMatchObject({
    clockOffsetMs: 0,
    isStale: false,
  });
  expect(world.figures('legacy')).toEqual(await undisturbed('legacy', world.clock.now()));
});

describe('T1: what was learned of the clock', () => {
  /** A computer that goes on running from one start of the app to the next. */
  async function computer() {
    const folder = await syncedFolder('legacy');
    const service = await startService();
    let machine = NOW + 3 * HOUR_MS;
    let upMs = 5 * DAY_MS;
    let offMs = 3 * HOUR_MS;
    service.now = () => machine - offMs;
    const start = () =>
      startWorld(service.simulator, {
        folder,
        now: machine,
        correctsClock: true,
        upMs: () => upMs,
      });
    return {
      start,
      truth: () => machine - offMs,
      pass(ms: number) {
        machine += ms;
        upMs += ms;
      },
      setRight() {
        machine -= offMs;
        offMs = 0;
      },
      startAnew() {
        upMs = 0;
      },
    };
  }
  const shown = (world: World) => {
    const { generatedAt, sync } = world.parts.tidemark.readSnapshot();
    return { generatedAt, offsetMs: sync.clockOffsetMs, lastSuccessAt: sync.lastSuccessAt };
  };

  test('T1: is known to the next start, which asks nobody', async () => {
    const own = await computer();
    const first = own.start();
    expect(await first.sync()).toBeNull();
    await first.close();
    own.pass(DAY_MS);
    const { generatedAt, offsetMs, lastSuccessAt } = shown(own.start());
    expect(Math.abs(offsetMs + 3 * HOUR_MS)).toBeLessThan(1_000);
    expect(Math.abs(generatedAt - own.truth())).toBeLessThan(1_000);
    expect(Math.abs(generatedAt - DAY_MS - (lastSuccessAt ?? 0))).toBeLessThan(1_000);
  });

  test.each([
    ['the clock was set right', (own: Awaited<ReturnType<typeof computer>>) => own.setRight()],
    [
      'the clock was set right, hours ago',
      (own) => {
        own.setRight();
        own.pass(9 * HOUR_MS);
      },
    ],
    ['the computer was started anew', (own) => own.startAnew()],
  ] as const satisfies readonly (readonly [
    string,
    (own: Awaited<ReturnType<typeof computer>>) => void,
  ])[])('T1: is not believed once %s', async (_, change) => {
    const own = await computer();
    const first = own.start();
    expect(await first.sync()).toBeNull();
    await first.close();
    own.pass(MINUTE_MS);
    change(own);
    const next = own.start();
    expect(shown(next).offsetMs).toBe(0);
    expect(await next.sync()).toBeNull();
    expect(Math.abs(shown(next).generatedAt - own.truth())).toBeLessThan(1_000);
  });

  test('T1: is forgotten with the first answer that says otherwise', async () => {
    const own = await computer();
    const first = own.start();
    expect(await first.sync()).toBeNull();
    const read = () => JSON.parse(readFileSync(join(first.folder, 'settings.json'), 'utf8')).clock;
    expect(read()).toMatchObject({ offsetMs: expect.any(Number) });
    first.clock.sleep(-3 * HOUR_MS, false);
    own.setRight();
    expect(await first.sync()).toBeNull();
    expect(read()).toBeUndefined();
  });
});

/** Local noon of the day of the clock change, and the hours of that day. */
const nights = [
  ['Europe/Oslo', 'spring', '2027-03-28T10:00:00Z', 23],
  ['Europe/Oslo', 'autumn', '2027-10-31T11:00:00Z', 25],
  ['Australia/Lord_Howe', 'autumn, by half an hour', '2027-04-04T01:30:00Z', 24.5],
  ['Australia/Lord_Howe', 'spring, by half an hour', '2027-10-03T01:00:00Z', 23.5],
  ['America/Santiago', 'spring, at midnight', '2027-09-05T15:00:00Z', 23],
  ['America/Santiago', 'autumn, at midnight', '2027-04-03T15:00:00Z', 25],
  ['Africa/Cairo', 'spring, at midnight', '2027-04-30T09:00:00Z', 23],
  ['Africa/Cairo', 'autumn, at midnight', '2027-10-28T09:00:00Z', 25],
] as const;

describe('T2: the clock changes', () => {
  test.each(nights)(
    'T2: %s, %s: no hour twice or lost, and the day is the sum of its hours',
    async (timeZone, _, noon, hours) => {
      const { world } = await startAt(at(noon) - DAY_MS, {
        timeZone,
        since: at(noon) - 2 * DAY_MS,
        // Without a bill every figure is the sum of estimates.
        service: { faults: ['forbidden-cost'] },
      });
      const windows: Span[] = [];
      for (const noonOf of [at(noon) - DAY_MS, at(noon), at(noon) + DAY_MS]) {
        const { today, last24Hours } = await syncAt(world, noonOf);
        windows.push(today.window);
        expect(today.cost.microcents).toBeGreaterThan(0);
        const sum = estimateOf(world, { from: today.window.from, to: noonOf });
        // Minutes are priced, and rounded, each by itself.
        expect(Math.abs((today.cost.microcents ?? 0) - sum)).toBeLessThanOrEqual(1);
        const starts = last24Hours.map(({ start }) => start);
        expect(starts.map((start) => (start - (starts[0] ?? 0)) / HOUR_MS)).toEqual([
          ...Array(24).keys(),
        ]);
        for (const { start, microcents } of last24Hours) {
          expect(microcents).toBe(sumIn(world, 'usage_hour', { from: start, to: start + HOUR_MS }));
        }
      }
      expect(windows.map(({ from, to }) => (to - from) / HOUR_MS)).toEqual([24, hours, 24]);
      expect(windows[1]?.from).toBe(windows[0]?.to);
      expect(windows[2]?.from).toBe(windows[1]?.to);
    },
  );

  test('T2: the day of a bill by the hour is the sum of its hours too', async () => {
    const now = at('2027-10-31T22:59:59Z');
    const { world } = await startAt(now, {
      timeZone: 'Europe/Oslo',
      since: now - 2 * DAY_MS,
      settings: { reportPair: 'analytics' },
      service: { analyticsVisibleAfterMs: 0 },
    });
    const { today } = await syncAt(world, now);
    expect(today.window).toEqual({
      from: at('2027-10-30T22:00:00Z'),
      to: at('2027-10-31T23:00:00Z'),
    });
    const billed = sumIn(
      world,
      'cost_hour',
      { ...today.window, to: at('2027-10-31T22:00:00Z') },
      'amount',
    );
    const running = sumIn(world, 'usage_hour', { from: at('2027-10-31T22:00:00Z'), to: now });
    expect(today.cost.microcents).toBe(billed + running);
  });
});

describe('T3: odd days of the calendar', () => {
  const rowsOf = (world: World, span: Span, grain: 'day' | 'week' | 'month') => {
    const read = world.parts.tidemark.readHistory({ ...span, grain, by: 'none' });
    if (!read.ok) throw new Error(read.failure.kind);
    return read.value;
  };
  const day = (instant: Instant) => formatInstant(instant).slice(0, 10);

  test('T3: 29 February has its own day, in its month and its week', async () => {
    const now = at('2028-03-01T08:00:00Z');
    const { world } = await startAt(now, { since: at('2028-02-26T00:00:00Z') });
    const { month } = await syncAt(world, now);
    expect(day(month.window.from)).toBe('2028-03-01');
    const span = { from: at('2028-02-26T00:00:00Z'), to: at('2028-03-02T00:00:00Z') };
    const days = rowsOf(world, span, 'day');
    expect(days.buckets.map(({ from }) => day(from))).toEqual([
      '2028-02-26',
      '2028-02-27',
      '2028-02-28',
      '2028-02-29',
      '2028-03-01',
    ]);
    const tokens = (start: string) =>
      days.rows.find((row) => day(row.start) === start)?.tokens.output;
    expect(tokens('2028-02-29')).toBe(
      sumIn(
        world,
        'usage_hour',
        { from: at('2028-02-29T00:00:00Z'), to: at('2028-03-01T00:00:00Z') },
        'output',
      ),
    );
    expect(tokens('2028-02-29')).toBeGreaterThan(0);
    expect(
      rowsOf(world, span, 'month').buckets.map(({ from, to }) => [day(from), day(to)]),
    ).toEqual([
      ['2028-02-01', '2028-03-01'],
      ['2028-03-01', '2028-04-01'],
    ]);
  });

  test('T3: ISO week 53 runs over new year as one week', async () => {
    const now = at('2027-01-05T08:00:00Z');
    const { world } = await startAt(now, { since: at('2026-12-28T00:00:00Z') });
    const { month, week } = await syncAt(world, now);
    expect(day(month.window.from)).toBe('2027-01-01');
    expect(formatInstant(week.window.from)).toBe('2027-01-03T10:59:00Z');
    const span = { from: at('2026-12-28T00:00:00Z'), to: at('2027-01-06T00:00:00Z') };
    const weeks = rowsOf(world, span, 'week');
    expect(weeks.buckets.map(({ from, to, state }) => [day(from), day(to), state])).toEqual([
      ['2026-12-28', '2027-01-04', 'closed'],
      ['2027-01-04', '2027-01-11', 'open'],
    ]);
    const days = rowsOf(world, span, 'day').rows;
    const ofWeek = days.filter(({ start }) => start < at('2027-01-04T00:00:00Z'));
    expect(ofWeek).toHaveLength(7);
    expect(weeks.rows[0]?.tokens.output).toBe(
      ofWeek.reduce((sum, { tokens }) => sum + tokens.output, 0),
    );
    expect(weeks.rows[0]?.costMicrocents).toBe(
      ofWeek.reduce((sum, { costMicrocents }) => sum + (costMicrocents ?? 0), 0),
    );
  });
});

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

describe.each(BOTH)('T6, T7, T8: %s pair', (pair) => {
  test('T6: nothing is asked for that begins in the future or ends after the open interval', async () => {
    const world = await strike('A1', 0, { pair, after: 10_000 });
    expect(await world.sync()).toBeNull();
    const now = world.clock.now();
    const spans = spansAsked(world.service);
    expect(spans.length).toBeGreaterThan(2);
    for (const { from, to } of spans) {
      expect(from).toBeLessThan(to);
      expect(from).toBeLessThanOrEqual(now);
      expect(to).toBeLessThanOrEqual(floorDay(now) + DAY_MS);
    }
    const asked = world.service.simulator.requests.length;
    const { tidemark } = world.parts;
    const backwards = tidemark.readHistory({ from: now, to: now, grain: 'hour', by: 'none' });
    expect(backwards).toMatchObject({ ok: false, failure: { kind: 'invalid-input' } });
    const future = { from: now + 1, to: now + 2 * DAY_MS };
    const detail = 'The time asked for lies in the future.';
    for (const answer of [
      tidemark.readHistory({ ...future, grain: 'hour', by: 'none' }),
      tidemark.readCosts(future),
      tidemark.readCache({ ...future, grain: 'day' }),
    ]) {
      expect(answer).toEqual({ ok: false, failure: { kind: 'invalid-input', detail } });
    }
    // Hours to come are missing, not zero.
    const begun = tidemark.readHistory({ ...future, from: now, grain: 'hour', by: 'none' });
    if (!begun.ok) throw new Error(begun.failure.kind);
    const [running, ...toCome] = begun.value.buckets;
    if (pair === 'legacy') expect(running).toMatchObject({ state: 'open' });
    expect(new Set(toCome.map(({ state }) => state))).toEqual(new Set(['missing']));
    expect(begun.value.rows.filter(({ start }) => start > now)).toEqual([]);
    expect(world.service.simulator.requests).toHaveLength(asked);
  });

  test('T7: the running hour is shown as running and asked for until it is final', async () => {
    const folder = await syncedFolder(pair);
    const service = { visibleAfterMs: 5 * MINUTE_MS };
    const { world } = await startAt(NOW, { folder, service });
    const { last24Hours } = await syncAt(world, NOW);
    const hour = last24Hours.at(-1);
    expect(hour).toMatchObject({ start: at('2026-11-21T20:00:00Z'), isOpen: true });
    expect(last24Hours.filter(({ isOpen }) => isOpen)).toHaveLength(1);
    const read = () => {
      const history = world.parts.tidemark.readHistory({
        from: hour?.start ?? 0,
        to: (hour?.start ?? 0) + HOUR_MS,
        grain: 'hour',
        by: 'none',
      });
      return history.ok ? history.value : null;
    };
    if (pair === 'legacy') expect(read()?.buckets).toMatchObject([{ state: 'open' }]);
    else expect(read()?.buckets).toMatchObject([{ state: 'missing' }]);
    const young = read()?.rows[0]?.tokens.output ?? 0;
    await syncAt(world, NOW + 50 * MINUTE_MS);
    await syncAt(world, NOW + 10 * HOUR_MS);
    expect(read()?.buckets).toMatchObject([{ state: 'closed' }]);
    const final = read()?.rows[0]?.tokens.output;
    expect(final).toBeGreaterThan(young);
    const whole = await startAt(NOW + 10 * HOUR_MS, { service, settings: { reportPair: pair } });
    await syncAt(whole.world, NOW + 10 * HOUR_MS);
    const hourOf = { from: hour?.start ?? 0, to: (hour?.start ?? 0) + HOUR_MS };
    expect(final).toBe(sumIn(whole.world, 'usage_hour', hourOf, 'output'));
  });

  test('T8: forty days not run are filled in parts, one question at a time, and can be stopped', async () => {
    const later = NOW + 40 * DAY_MS;
    const folder = await syncedFolder(pair);
    const service = await startService();
    let inFlight = 0;
    let most = 0;
    const line = await startFront(service.simulator, {
      ask() {
        inFlight += 1;
        most = Math.max(most, inFlight);
        return undefined;
      },
      answer(text) {
        inFlight -= 1;
        return text;
      },
    });
    const world = startWorld(line, { folder, now: later });
    service.now = world.clock.now;
    const { tidemark } = world.parts;
    const { requests } = service.simulator;
    const seen: { done: number; total: number }[] = [];
    const stop = tidemark.onSnapshot(({ sync, week }) => {
      if (sync.progress) seen.push(sync.progress);
      // What is shown now comes first; then the person stops the rest.
      const isFresh = sync.lastSuccessAt === later && week.spent.microcents !== null;
      if (isFresh && !tidemark.readSettings().isBackfillPaused)
        tidemark.updateSettings({ isBackfillPaused: true });
    });
    const schedule = startSchedule(world);
    await schedule.scheduler.runNow();
    await schedule.settled();
    stop();
    expect(schedule.outcomes).toEqual(['done']);
    const paused = tidemark.readSnapshot().sync;
    expect(paused.backfill).toMatchObject({ isPaused: true });
    expect(paused.backfill?.partsLeft).toBeGreaterThan(2);
    expect(paused).toMatchObject({ isStale: false, failure: null });
    expect(seen.length).toBeGreaterThan(2);
    seen.forEach(({ done, total }, index) => {
      expect(done).toBeGreaterThanOrEqual(seen[index - 1]?.done ?? 0);
      expect(done).toBeLessThanOrEqual(total);
    });
    const first = requests.length;
    for (const { from, to } of spansAsked(service, /messages$|analytics\/usage$/)) {
      expect(to - from).toBeLessThanOrEqual(7 * DAY_MS);
      // A fortnight is current; the part under way when the person stops is read to its end.
      expect(from).toBeGreaterThan(later - 22 * DAY_MS);
    }
    await schedule.pass(11 * MINUTE_MS);
    // Young figures alone, twice.
    expect(requests.length - first).toBeLessThan(10);

    tidemark.updateSettings({ isBackfillPaused: false });
    for (let run = 0; run < 3; run += 1) await schedule.scheduler.runAfresh();
    await schedule.settled();
    const { sync } = tidemark.readSnapshot();
    expect(sync).toMatchObject({ backfill: null, failure: null });
    // The analytics know nothing yet of the last hours.
    const openFrom = pair === 'legacy' ? world.clock.now() : later - 5 * HOUR_MS;
    expect(sync.coverage.gaps.filter(({ from }) => from < openFrom)).toEqual([]);
    expect(most).toBe(1);
    const backfill = requests.filter(({ path }) =>
      /usage_report\/messages$|analytics\/usage$/.test(path),
    );
    expect(backfill.length).toBeLessThan(40);
    expect(requests.length).toBeLessThan(120);
    expect(new Set(requests.map(({ status }) => status))).toEqual(new Set([200, 400]));

    const whole = await startAt(world.clock.now(), {
      settings: { reportPair: pair },
      since: NOW - 9 * DAY_MS,
    });
    await whole.world.sync();
    const all = { from: NOW, to: later };
    for (const table of ['usage_hour', 'share_hour'] as const) {
      expect(sumIn(world, table, all, 'output')).toBe(sumIn(whole.world, table, all, 'output'));
    }
    expect(sumIn(world, 'cost_day', all, 'amount')).toBe(
      sumIn(whole.world, 'cost_day', all, 'amount'),
    );
  });
});
