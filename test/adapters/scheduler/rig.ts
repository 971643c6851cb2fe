import type { Pace } from '../../../src-main/adapters/scheduler/plan-next.js';
import type { RunOutcome } from '../../../src-main/adapters/scheduler/run-outcome.js';
import { createScheduler } from '../../../src-main/adapters/scheduler/scheduler.js';
import { MINUTE_MS } from '../../../src-main/shared/units.js';
import { createVirtualTime } from '../../fakes/virtual-time.js';

export const START = Date.parse('2026-11-21T20:00:00Z');
export const DONE: RunOutcome = { kind: 'done' };

export interface RigOptions {
  readonly takesMs?: number;
  /** Called when a run ends. */
  readonly outcome?: () => RunOutcome;
}

/** A schedule of five minutes in the tray, on virtual time; minutes since the start throughout. */
export function createRig({ takesMs = 0, outcome = () => DONE }: RigOptions = {}) {
  const time = createVirtualTime(START);
  const begun = time.monotonic();
  const minutes = () => Math.round((time.monotonic() - begun) / 10) / 6000;
  const runs: number[] = [];
  const planned: (number | null)[] = [];
  let pace: Pace = { isVisible: false, isOnBattery: false, hiddenMs: 5 * MINUTE_MS };
  let boundaries: readonly number[] = [];
  let isOnline = true;
  let running = 0;
  let most = 0;
  const scheduler = createScheduler({
    async run() {
      runs.push(minutes());
      running += 1;
      most = Math.max(most, running);
      if (takesMs > 0) await time.wait(takesMs);
      running -= 1;
      return outcome();
    },
    readPace: () => pace,
    boundaries: () => boundaries,
    isOnline: () => isOnline,
    now: time.now,
    onPlanned: (at) => void planned.push(at === null ? null : (at - START) / MINUTE_MS),
    monotonic: time.monotonic,
    setTimer: time.setTimer,
    clearTimer: time.clearTimer,
  });
  return {
    scheduler,
    time,
    runs,
    planned,
    minutes,
    most: () => most,
    pass: (count: number) => time.pass(count * MINUTE_MS),
    setPace(change: Partial<Pace>) {
      pace = { ...pace, ...change };
      scheduler.replan();
    },
    setBoundaries(inMinutes: readonly number[]) {
      boundaries = inMinutes.map((minute) => START + minute * MINUTE_MS);
    },
    setOnline(value: boolean) {
      isOnline = value;
    },
  };
}

/** The given outcomes one by one, then "done". */
export function outcomes(...given: readonly RunOutcome[]): () => RunOutcome {
  const left = [...given];
  return () => left.shift() ?? DONE;
}
