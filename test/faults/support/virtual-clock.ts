import type { Instant } from '../../../src-main/shared/units.js';

interface Timer {
  readonly at: number;
  readonly work: () => void;
}

export interface VirtualClock {
  now(): Instant;
  monotonic(): number;
  /** Time goes on while something waits; no timer fires. */
  advance(ms: number): void;
  /** No timer fires, and the monotonic clock may stand still too. */
  sleep(ms: number, isMonotonicAwake: boolean): void;
  setTimer(work: () => void, ms: number): number;
  clearTimer(timer: unknown): void;
  /** Fires what falls due within so much time; `settled` ends when what a timer began has ended. */
  pass(ms: number, settled: () => Promise<unknown>): Promise<void>;
}

/** Both clocks of one computer and its timers: a month passes as fast as its work is done. */
export function createVirtualClock(startsAt: Instant): VirtualClock {
  let wall = startsAt;
  let monotonic = 5_000;
  let lastTimer = 0;
  const timers = new Map<number, Timer>();
  const advance = (ms: number) => {
    wall += ms;
    monotonic += ms;
  };
  const next = () => [...timers].sort(([, a], [, b]) => a.at - b.at)[0];

  return {
    now: () => Math.round(wall),
    monotonic: () => monotonic,
    advance,
    sleep(ms, isMonotonicAwake) {
      wall += ms;
      if (isMonotonicAwake) monotonic += ms;
    },
    setTimer(work, ms) {
      lastTimer += 1;
      timers.set(lastTimer, { at: monotonic + Math.max(0, ms), work });
      return lastTimer;
    },
    clearTimer: (timer) => void timers.delete(Number(timer)),
    async pass(ms, settled) {
      const end = monotonic + ms;
      await settled();
      for (let due = next(); due && due[1].at <= end; due = next()) {
        timers.delete(due[0]);
        advance(Math.max(0, due[1].at - monotonic));
        due[1].work();
        await settled();
      }
      advance(Math.max(0, end - monotonic));
    },
  };
}
