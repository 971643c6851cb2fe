import { onTestFinished } from 'vitest';
import { boundariesOf } from '../../../src-main/adapters/scheduler/boundaries-of.js';
import { type RunOutcome, runOutcome } from '../../../src-main/adapters/scheduler/run-outcome.js';
import { createScheduler } from '../../../src-main/adapters/scheduler/scheduler.js';
import { type Instant, MINUTE_MS } from '../../../src-main/shared/units.js';
import type { World } from './world.js';

export interface Schedule {
  /** Virtual instants at which a run began. */
  readonly runs: readonly Instant[];
  readonly outcomes: readonly RunOutcome['kind'][];
  readonly alerts: readonly string[];
  isOnline: boolean;
  readonly scheduler: ReturnType<typeof createScheduler>;
  pass(ms: number): Promise<void>;
  /** Ends when the run under way has ended. */
  settled(): Promise<void>;
}

/** The schedule as the desktop joins it to these parts: every five minutes, or every one if seen. */
export function startSchedule({ parts, clock }: World, isVisible = false): Schedule {
  const { tidemark } = parts;
  const runs: Instant[] = [];
  const outcomes: RunOutcome['kind'][] = [];
  const alerts: string[] = [];
  let running: Promise<unknown> = Promise.resolve();
  const schedule: Schedule & { settled(): Promise<void> } = {
    runs,
    outcomes,
    alerts,
    isOnline: true,
    scheduler: createScheduler({
      run() {
        runs.push(clock.now());
        const run = tidemark.syncNow().then(runOutcome);
        running = run.then(({ kind }) => outcomes.push(kind));
        return run;
      },
      readPace: () => ({
        isVisible,
        isOnBattery: false,
        hiddenMs: tidemark.readSettings().refreshMinutes * MINUTE_MS,
      }),
      boundaries: () => boundariesOf(tidemark.readSnapshot()),
      isOnline: () => schedule.isOnline,
      now: () => parts.now(),
      onPlanned: (at) => tidemark.setNextSyncAt(at),
      monotonic: clock.monotonic,
      setTimer: clock.setTimer,
      clearTimer: clock.clearTimer,
    }),
    async settled() {
      await running;
      await new Promise((resolve) => setImmediate(resolve));
    },
    pass: (ms: number) => clock.pass(ms, schedule.settled),
  };
  tidemark.onAlert((alert) => {
    alerts.push(alert.title);
    tidemark.noteAlertOutcome(alert, 'shown');
  });
  onTestFinished(() => schedule.scheduler.stop());
  return schedule;
}
