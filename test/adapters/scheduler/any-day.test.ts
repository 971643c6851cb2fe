import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunOutcome } from '../../../src-main/adapters/scheduler/run-outcome.js';
import { createScheduler } from '../../../src-main/adapters/scheduler/scheduler.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { createVirtualTime } from '../../fakes/virtual-time.js';
import { START } from './rig.js';

const TICK_MS = 1_000;
const LABEL_MS = 1_000;
const BOUNDARY_MS = 6 * HOUR_MS;

type Network = 'up' | 'down' | 'system-says-down' | 'broken' | 'limiting';
type Happening =
  | { readonly kind: 'network'; readonly is: Network }
  | { readonly kind: 'window'; readonly isVisible: boolean }
  | { readonly kind: 'battery'; readonly isOnBattery: boolean }
  | { readonly kind: 'clock'; readonly byMs: number }
  | { readonly kind: 'sleep'; readonly ms: number; readonly isMonotonicAwake: boolean }
  | { readonly kind: 'ask' };

interface Run {
  readonly at: number;
  readonly wall: number;
  readonly label: number | null;
  readonly isAsked: boolean;
  readonly isOnline: boolean;
}

/** Lives through a day: after each pause something happens; what the schedule did is written down. */
function createDay({ runMs = 0, hasBoundaries = true } = {}) {
  const time = createVirtualTime(START);
  const runs: Run[] = [];
  const faults: string[] = [];
  let network: Network = 'up';
  let boundaries = [Math.ceil(START / BOUNDARY_MS) * BOUNDARY_MS];
  const pace = { isVisible: false, isOnBattery: false, hiddenMs: 5 * MINUTE_MS };
  let label: number | null = null;
  let heldUntil = 0;
  let isAsked = true;
  let running = 0;
  const offset = () => time.now() - time.monotonic();
  let checkedOffset = offset();

  async function run(): Promise<RunOutcome> {
    running += 1;
    if (running > 1) faults.push('two runs at once');
    // A person may ask at any time; the schedule may not.
    if (!isAsked && time.monotonic() < heldUntil - 1) faults.push('before the API allows');
    const isLabelSeen = Math.abs(offset() - checkedOffset) < 1;
    runs.push({
      at: time.monotonic(),
      wall: time.now(),
      label: isLabelSeen ? label : null,
      isAsked,
      isOnline: network === 'up',
    });
    isAsked = false;
    await time.wait(runMs);
    running -= 1;
    boundaries = [Math.ceil((time.now() + 1) / BOUNDARY_MS) * BOUNDARY_MS];
    if (network === 'up') {
      heldUntil = 0;
      return { kind: 'done' };
    }
    if (network === 'broken') return { kind: 'failed' };
    if (network !== 'limiting') return { kind: 'offline' };
    heldUntil = time.monotonic() + 7 * MINUTE_MS;
    return { kind: 'rate-limited', retryAt: time.now() + 7 * MINUTE_MS };
  }

  const scheduler = createScheduler({
    run,
    readPace: () => pace,
    boundaries: () => (hasBoundaries ? boundaries : []),
    isOnline: () => network !== 'system-says-down',
    now: time.now,
    onPlanned: (at) => {
      label = at;
    },
    monotonic: time.monotonic,
    setTimer: time.setTimer,
    clearTimer: time.clearTimer,
  });

  function check(): void {
    scheduler.checkClock();
    checkedOffset = offset();
  }
  function tick(): void {
    check();
    time.setTimer(tick, TICK_MS);
  }

  return {
    time,
    runs,
    faults,
    /** The clock of an open window, which checks the label each second. */
    startTicking: tick,
    ask() {
      isAsked = true;
      void scheduler.runNow();
    },
    happen(happening: Happening): void {
      if (happening.kind === 'network') network = happening.is;
      if (happening.kind === 'clock') time.moveWall(happening.byMs);
      if (happening.kind === 'ask') this.ask();
      if (happening.kind === 'window') pace.isVisible = happening.isVisible;
      if (happening.kind === 'battery') pace.isOnBattery = happening.isOnBattery;
      if (happening.kind === 'window' || happening.kind === 'battery') scheduler.replan();
      if (happening.kind === 'sleep') {
        time.sleep(happening.ms, happening.isMonotonicAwake);
        // Asleep, the wait that the API asked for goes on.
        if (!happening.isMonotonicAwake) heldUntil -= happening.ms;
        isAsked = running === 0;
        scheduler.wake();
        check();
      }
    },
  };
}

const networks = fc.constantFrom<Network>('up', 'down', 'system-says-down', 'broken', 'limiting');
const clockSet = fc.record({
  kind: fc.constant('clock' as const),
  byMs: fc.integer({ min: -30 * DAY_MS, max: 30 * DAY_MS }),
});
const happenings: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ kind: fc.constant('network' as const), is: networks }),
  fc.record({ kind: fc.constant('window' as const), isVisible: fc.boolean() }),
  fc.record({ kind: fc.constant('battery' as const), isOnBattery: fc.boolean() }),
  clockSet,
  fc.constant({ kind: 'ask' } as const),
);
const pauses = fc.integer({ min: 1, max: 20 * MINUTE_MS });
const lives = (one: fc.Arbitrary<Happening>) =>
  fc.array(fc.tuple(pauses, one), { minLength: 1, maxLength: 25 });

describe('whatever happens in a day', () => {
  test('P10, A6: never two runs at once, and none by itself before the API allows it', async () => {
    await fc.assert(
      fc.asyncProperty(lives(happenings), fc.nat(15 * MINUTE_MS), async (life, runMs) => {
        const day = createDay({ runMs });
        day.ask();
        for (const [pauseMs, happening] of life) {
          await day.time.pass(pauseMs);
          day.happen(happening);
        }
        await day.time.pass(HOUR_MS);
        expect(day.faults).toEqual([]);
        expect(day.runs.length).toBeGreaterThan(1);
      }),
      { numRuns: 60 },
    );
  });

  test('the time announced is the time it starts, whatever is done to the wall clock', async () => {
    await fc.assert(
      fc.asyncProperty(lives(happenings), async (life) => {
        const day = createDay({ runMs: 2_000 });
        day.startTicking();
        day.ask();
        for (const [pauseMs, happening] of life) {
          await day.time.pass(pauseMs);
          day.happen(happening);
        }
        await day.time.pass(10 * MINUTE_MS);
        const planned = day.runs.filter(({ isAsked, label }) => !isAsked && label !== null);
        for (const { wall, label } of planned) {
          expect(Math.abs(wall - (label ?? 0))).toBeLessThanOrEqual(LABEL_MS);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('M2: offline for hours and then online is one catch-up within half a minute', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<Network>('down', 'system-says-down'),
        fc.integer({ min: MINUTE_MS, max: 9 * HOUR_MS }),
        fc.boolean(),
        async (is, offlineMs, isVisible) => {
          const day = createDay({ hasBoundaries: false });
          day.ask();
          await day.time.pass(20 * MINUTE_MS);
          day.happen({ kind: 'network', is });
          day.happen({ kind: 'window', isVisible });
          // The failure that tells us so comes with the next usual run.
          await day.time.pass(Math.max(offlineMs, 6 * MINUTE_MS));
          const before = day.runs.length;
          day.happen({ kind: 'network', is: 'up' });
          await day.time.pass(30_000);
          expect(day.runs.slice(before).filter(({ isOnline }) => isOnline)).toHaveLength(1);
          await day.time.pass(29_000);
          expect(day.runs.slice(before)).toHaveLength(1);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('T8: a day in the tray is at most 288 syncs and one for each boundary', async () => {
    await fc.assert(
      fc.asyncProperty(lives(clockSet), async (life) => {
        const day = createDay();
        day.ask();
        const end = day.time.monotonic() + DAY_MS;
        for (const [pauseMs, happening] of life) {
          await day.time.pass(pauseMs);
          day.happen(happening);
        }
        await day.time.pass(Math.max(0, end - day.time.monotonic()));
        const inDay = day.runs.filter(({ at }) => at < end);
        expect(inDay.length).toBeLessThanOrEqual(288 + 4 + life.length);
        expect(inDay.length).toBeGreaterThanOrEqual(288 - 4);
      }),
      { numRuns: 15 },
    );
  });

  test('M3: a night’s sleep is one run, whichever clocks slept and whoever tells of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 10 * MINUTE_MS, max: 3 * DAY_MS }),
        fc.boolean(),
        async (ms, isMonotonicAwake) => {
          const day = createDay({ hasBoundaries: false });
          day.ask();
          await day.time.pass(12 * MINUTE_MS);
          const before = day.runs.length;
          day.happen({ kind: 'sleep', ms, isMonotonicAwake });
          await day.time.pass(MINUTE_MS);
          expect(day.runs).toHaveLength(before + 1);
        },
      ),
      { numRuns: 40 },
    );
  });
});
