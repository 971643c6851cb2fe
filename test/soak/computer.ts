import process from 'node:process';
import type { Instant } from '../../src-main/shared/units.js';
import type { Activity } from './activity.js';
import type { TellTrouble } from './control.js';
import type { Entry } from './journal.js';
import type { PlannedTrouble } from './plan-troubles.js';
import { openSharedClock } from './shared-clock.js';
import { createTimeline, type Timeline } from './timeline.js';

export interface ComputerParts {
  readonly troubles: readonly PlannedTrouble[];
  readonly tellOutside: TellTrouble;
  readonly note: (entry: Entry) => void;
  /** The system tells that it woke up. */
  readonly onWake: () => void;
  readonly onPerson: () => void;
}

export interface Computer {
  readonly timeline: Timeline;
  readonly trueNow: () => Instant;
  readonly wallNow: () => Instant;
  readonly monotonic: () => number;
  /** What the system believes. */
  readonly isOnline: () => boolean;
  /** Time goes on only while nothing is under way. */
  liveUntil(end: Instant, activity: Activity): Promise<void>;
}

type Sleep = Extract<PlannedTrouble, { kind: 'asleep' }>;

/** The computer of the app: its clocks, its sleep and its end, all as planned. */
export function createComputer(clockFile: string, parts: ComputerParts): Computer {
  const { troubles, note } = parts;
  const clock = openSharedClock(clockFile);
  const bootedAt = clock.now();
  let sleptMs = 0;
  let sleep: Sleep | null = null;
  let isPersonWaiting = false;
  let looksLeft = Number.POSITIVE_INFINITY;
  let wallOffsetMs = 0;
  let isOnline = true;
  for (const trouble of troubles.slice(0, clock.met())) feel(trouble);

  const monotonic = () => clock.now() - bootedAt - sleptMs;
  const timeline = createTimeline(monotonic);

  /** What outlives the process: a new one finds it so. */
  function feel(trouble: PlannedTrouble): void {
    if (trouble.kind === 'wall-clock') wallOffsetMs = trouble.offsetMs;
    if (trouble.kind === 'line') isOnline = trouble.is === 'up' || !trouble.isKnown;
  }

  async function meet(trouble: PlannedTrouble): Promise<void> {
    note(trouble);
    clock.setMet(clock.met() + 1);
    feel(trouble);
    await parts.tellOutside(trouble);
    if (trouble.kind === 'killed') looksLeft = trouble.afterLooks;
    if (trouble.kind === 'asleep' && !sleep) sleep = trouble;
    if (trouble.kind === 'person') {
      if (sleep) isPersonWaiting = true;
      else parts.onPerson();
    }
  }

  function wakeUp({ forMs, isMonotonicAwake, isTold }: Sleep): void {
    sleep = null;
    if (!isMonotonicAwake) sleptMs += forMs;
    if (isTold) parts.onWake();
    if (isPersonWaiting) parts.onPerson();
    isPersonWaiting = false;
  }

  function look(): Instant {
    if (looksLeft <= 0) process.kill(process.pid, 'SIGKILL');
    looksLeft -= 1;
    return clock.now() + wallOffsetMs;
  }

  return {
    timeline,
    trueNow: clock.now,
    wallNow: look,
    monotonic,
    isOnline: () => isOnline,
    async liveUntil(end, activity) {
      for (;;) {
        await activity.ended();
        const trouble = troubles[clock.met()];
        const asleep: Sleep | null = sleep;
        const ownAt = asleep ? asleep.at + asleep.forMs : bootedAt + sleptMs + timeline.nextAt();
        const at = Math.max(clock.now(), Math.min(end, ownAt, trouble?.at ?? end));
        // A wall clock tells whole milliseconds.
        clock.set(Math.ceil(at));
        if (trouble && trouble.at <= Math.min(end, ownAt)) await meet(trouble);
        else if (ownAt > end) return;
        else if (asleep) wakeUp(asleep);
        else timeline.fireNext();
      }
    },
  };
}
