import type { Instant } from '../../src-main/shared/units.js';

export interface VirtualTime {
  readonly monotonic: () => number;
  readonly now: () => Instant;
  readonly setTimer: (work: () => void, ms: number) => number;
  readonly clearTimer: (timer: unknown) => void;
  /** Resolves after so much virtual time. */
  wait(ms: number): Promise<void>;
  /** Lets time pass: timers fire in their order, and what they start goes on in between. */
  pass(ms: number): Promise<void>;
  /** Somebody sets the wall clock. */
  moveWall(ms: number): void;
  /** Sleep: no timer fires, and it may be that the monotonic clock stands still too. */
  sleep(ms: number, isMonotonicAwake: boolean): void;
  timerCount(): number;
}

interface Timer {
  readonly at: number;
  readonly id: number;
  readonly work: () => void;
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Both clocks and the timers of a test: a day passes in milliseconds. */
export function createVirtualTime(wallAtStart: Instant): VirtualTime {
  let monotonic = 12_345.678;
  let wall = wallAtStart;
  let lastId = 0;
  const timers = new Map<number, Timer>();

  const nextOf = () =>
    [...timers.values()].sort((one, other) => one.at - other.at || one.id - other.id)[0];
  const go = (ms: number) => {
    monotonic += ms;
    wall += ms;
  };
  const setTimer = (work: () => void, ms: number) => {
    lastId += 1;
    timers.set(lastId, { id: lastId, at: monotonic + Math.max(0, ms), work });
    return lastId;
  };

  return {
    monotonic: () => monotonic,
    now: () => Math.round(wall),
    setTimer,
    clearTimer: (timer) => {
      for (const { id } of timers.values()) if (id === timer) timers.delete(id);
    },
    wait: (ms) => new Promise((resolve) => setTimer(resolve, ms)),
    async pass(ms) {
      const end = monotonic + ms;
      await settle();
      for (let next = nextOf(); next && next.at <= end; next = nextOf()) {
        timers.delete(next.id);
        go(Math.max(0, next.at - monotonic));
        next.work();
        await settle();
      }
      go(end - monotonic);
    },
    moveWall(ms) {
      wall += ms;
    },
    sleep(ms, isMonotonicAwake) {
      wall += ms;
      if (isMonotonicAwake) monotonic += ms;
    },
    timerCount: () => timers.size,
  };
}
