import type { Instant } from '../../shared/units.js';
import { isWorthAsking, type Pace, planNext } from './plan-next.js';
import type { RunOutcome } from './run-outcome.js';

type Timer = NodeJS.Timeout | number;

export interface SchedulerParts {
  /** Never runs twice at once. */
  readonly run: () => Promise<RunOutcome>;
  readonly readPace: () => Pace;
  /** Instants after which the figures change by themselves: a reset, the end of a day. */
  readonly boundaries: () => readonly Instant[];
  readonly isOnline: () => boolean;
  /** The wall clock: for labels, and for instants that others name. It may jump. */
  readonly now: () => Instant;
  /** When the next run starts by the wall clock; null while nothing is planned. */
  readonly onPlanned: (at: Instant | null) => void;
  /** Milliseconds that nobody can set: every wait is measured in them. */
  readonly monotonic?: () => number;
  readonly setTimer?: (work: () => void, ms: number) => Timer;
  readonly clearTimer?: (timer: Timer) => void;
}

export interface Scheduler {
  /** Runs now, or joins the run under way; not while the API asked to be left alone (A6). */
  runNow(): Promise<void>;
  /** As runNow, but a run under way began too early to count: another follows it. */
  runAfresh(): Promise<void>;
  /** After sleep: runs once, unless it waits for a person or for the API. */
  wake(): void;
  /** The pace has changed: what is planned may come sooner. */
  replan(): void;
  /** The wall clock may have been set: what was announced must stay true. */
  checkClock(): void;
  /** Nothing is planned until the next runNow. Resolves when the run under way has ended. */
  pause(): Promise<void>;
  stop(): void;
}

/** Long waits go in steps: power and clocks are looked at, and no timer outgrows 31 bits. */
const LONGEST_STEP_MS = 60_000;
/** A step that ends this much too late: the computer slept and nobody said so. */
const SLEPT_MS = 30_000;
/** Systems tell of one sleep more than once. */
const SAME_WAKING_MS = 30_000;
/** A label within half a second of the truth shows the right second. */
const TRUE_WITHIN_MS = 500;

/** One moment on both clocks. */
interface Moment {
  readonly at: number;
  readonly wall: Instant;
}

const LONG_AGO: Moment = { at: Number.NEGATIVE_INFINITY, wall: Number.NEGATIVE_INFINITY };

const systemClock = () => performance.now();
const systemTimer = (work: () => void, ms: number): Timer => setTimeout(work, ms);
const clearSystemTimer = (timer: Timer) => clearTimeout(timer);

/** Asks for the next sync: waits by the monotonic clock, and says when in wall time. */
export function createScheduler(parts: SchedulerParts): Scheduler {
  const { run, onPlanned } = parts;
  const monotonic = parts.monotonic ?? systemClock;
  const setTimer = parts.setTimer ?? systemTimer;
  const clearTimer = parts.clearTimer ?? clearSystemTimer;

  let timer: Timer | null = null;
  let running: Promise<void> | null = null;
  let outcome: RunOutcome = { kind: 'done' };
  let failures = 0;
  let endedAt: number | null = null;
  let lookedAt = 0;
  /** Boundaries up to here lie before the last run began. */
  let coveredTo: Instant = 0;
  let heldUntil = LONG_AGO;
  let woken = LONG_AGO;
  let dueAt = 0;
  /** Undefined: a run has come since. */
  let announced: Instant | null | undefined;
  let isPaused = false;
  let isStopped = false;

  const moment = (): Moment => ({ at: monotonic(), wall: parts.now() });

  function disarm(): void {
    if (timer !== null) clearTimer(timer);
    timer = null;
  }

  function plan(): void {
    disarm();
    if (isStopped || running) return;
    const { at, wall } = moment();
    // After the clock went back, boundaries that it had passed come again.
    coveredTo = Math.min(coveredTo, wall);
    const waitMs = isPaused || endedAt === null ? null : waitFrom({ at, wall }, endedAt);
    if (waitMs === null) {
      announce(null);
      return;
    }
    dueAt = at + waitMs;
    announce(Math.round(wall + waitMs));
    const wakeUpAt = Math.min(dueAt, at + LONGEST_STEP_MS);
    timer = setTimer(() => endStep(wakeUpAt), wakeUpAt - at);
  }

  const waitFrom = ({ at, wall }: Moment, lastEndedAt: number) =>
    planNext({
      outcome: outcome.kind,
      failures,
      sinceEndMs: at - lastEndedAt,
      sinceLookMs: at - lookedAt,
      heldMs: heldUntil.at - at,
      pace: parts.readPace(),
      boundariesInMs: parts
        .boundaries()
        .filter((boundary) => boundary > coveredTo)
        .map((boundary) => boundary - wall),
    });

  const isStillTrue = (at: Instant) =>
    typeof announced === 'number' && Math.abs(at - announced) <= TRUE_WITHIN_MS;

  function announce(at: Instant | null): void {
    if (at === announced || (at !== null && isStillTrue(at))) return;
    announced = at;
    onPlanned(at);
  }

  function endStep(wakeUpAt: number): void {
    timer = null;
    const at = monotonic();
    if (at - wakeUpAt > SLEPT_MS) catchUp();
    else if (at < dueAt) plan();
    else begin();
  }

  function begin(): void {
    const sinceEndMs = monotonic() - (endedAt ?? 0);
    if (isWorthAsking({ outcome: outcome.kind, sinceEndMs }, parts.isOnline())) {
      void runNow();
      return;
    }
    lookedAt = monotonic();
    plan();
  }

  function catchUp(): void {
    const { at, wall } = moment();
    const isSame = at - woken.at < SAME_WAKING_MS && wall - woken.wall < SAME_WAKING_MS;
    if (!isSame) woken = { at, wall };
    // Where the monotonic clock stands still in sleep, the wall clock knows how long it was.
    const leftMs = Math.min(heldUntil.at - at, heldUntil.wall - wall);
    heldUntil = { ...heldUntil, at: at + leftMs };
    if (isSame || leftMs > 0) plan();
    else void runNow();
  }

  function settle(next: RunOutcome, begunAt: Instant): void {
    running = null;
    announced = undefined;
    isPaused = false;
    outcome = next;
    const { at, wall } = moment();
    endedAt = at;
    lookedAt = at;
    coveredTo = begunAt;
    if (next.kind === 'failed') failures += 1;
    if (next.kind === 'done') {
      failures = 0;
      heldUntil = LONG_AGO;
    }
    if (next.kind === 'rate-limited') {
      heldUntil = { at: at + next.retryAt - wall, wall: next.retryAt };
    }
    plan();
  }

  function start(): Promise<void> {
    const begunAt = parts.now();
    return run().then(
      (next) => settle(next, begunAt),
      (error: unknown) => {
        // A mistake of ours: told to who asked, and no reason to hurry.
        settle({ kind: 'failed' }, begunAt);
        throw error;
      },
    );
  }

  function runNow(): Promise<void> {
    if (isStopped) return Promise.resolve();
    disarm();
    running ??= start();
    return running;
  }

  function runUnlessHeld(): Promise<void> {
    const isHeld = heldUntil.at > monotonic();
    if (running || !isHeld) return runNow();
    plan();
    return Promise.resolve();
  }

  return {
    runNow: runUnlessHeld,
    async runAfresh() {
      // Who asked for that run is told how it ended.
      await running?.catch(() => undefined);
      await runUnlessHeld();
    },
    wake() {
      const isWaiting = endedAt !== null && !isPaused && outcome.kind !== 'needs-person';
      if (isWaiting && !isStopped) catchUp();
    },
    replan() {
      if (endedAt !== null) plan();
    },
    checkClock() {
      const { at, wall } = moment();
      if (timer !== null && !isStillTrue(wall + dueAt - at)) plan();
    },
    async pause() {
      await running;
      isPaused = true;
      // What comes next may be another organization's.
      heldUntil = LONG_AGO;
      plan();
    },
    stop() {
      isStopped = true;
      disarm();
    },
  };
}
