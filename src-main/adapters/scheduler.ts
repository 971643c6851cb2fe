import type { Instant } from '../shared/units.js';

export interface SchedulerParts {
  /** Never runs twice at once; answers when it may run again: null follows the interval. */
  readonly run: () => Promise<{ readonly notBefore: Instant | null; readonly isPaused: boolean }>;
  readonly intervalMs: () => number;
  readonly now: () => Instant;
  /** Null while nothing is planned. */
  readonly onPlanned: (at: Instant | null) => void;
}

export interface Scheduler {
  /** Runs now, or joins the run under way. */
  runNow(): Promise<void>;
  /** After sleep: runs now, unless it waits for a person. */
  wake(): void;
  /** The interval has changed: what is planned may come sooner. */
  replan(): void;
  /** Nothing is planned until the next runNow. Resolves when the run under way has ended. */
  pause(): Promise<void>;
  stop(): void;
}

/** Node's timers hold 31 bits of milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Asks for the next sync an interval after the last one ended. */
export function createScheduler({ run, intervalMs, now, onPlanned }: SchedulerParts): Scheduler {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let endedAt: Instant | null = null;
  let notBefore: Instant = 0;
  let isPaused = false;
  let isStopped = false;

  function plan(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (isStopped || running) return;
    if (isPaused) {
      onPlanned(null);
      return;
    }
    const at = Math.max((endedAt ?? now()) + intervalMs(), notBefore, now());
    const delayMs = at - now();
    // A longer timer would fire at once: it is set again when this one ends.
    timer =
      delayMs > LONGEST_TIMER_MS
        ? setTimeout(plan, LONGEST_TIMER_MS)
        : setTimeout(() => void runNow(), delayMs);
    onPlanned(at);
  }

  function runNow(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    if (isStopped) return Promise.resolve();
    running ??= run()
      .then((outcome) => {
        notBefore = outcome.notBefore ?? 0;
        isPaused = outcome.isPaused;
      })
      .finally(() => {
        running = null;
        endedAt = now();
        plan();
      });
    return running;
  }

  return {
    runNow,
    wake() {
      if (!isPaused) void runNow();
    },
    replan() {
      if (endedAt !== null) plan();
    },
    async pause() {
      await running;
      isPaused = true;
      plan();
    },
    stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}
