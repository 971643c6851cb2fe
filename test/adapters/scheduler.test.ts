import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createScheduler, type SchedulerParts } from '../../src-main/adapters/scheduler.js';

const START = Date.parse('2026-11-21T20:00:00Z');
const MINUTE = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

type Outcome = Awaited<ReturnType<SchedulerParts['run']>>;
const FINE: Outcome = { notBefore: null, isPaused: false };

/** A schedule of five minutes whose runs take as long as the test says. */
function schedule(takesMs = 0, outcome: () => Outcome = () => FINE) {
  const runs: number[] = [];
  const planned: (number | null)[] = [];
  let running = 0;
  let most = 0;
  let intervalMs = 5 * MINUTE;
  const scheduler = createScheduler({
    run: async () => {
      runs.push((Date.now() - START) / MINUTE);
      running += 1;
      most = Math.max(most, running);
      if (takesMs > 0) await new Promise((resolve) => setTimeout(resolve, takesMs));
      running -= 1;
      return outcome();
    },
    intervalMs: () => intervalMs,
    now: Date.now,
    onPlanned: (at) => void planned.push(at === null ? null : (at - START) / MINUTE),
  });
  const setInterval = (minutes: number) => {
    intervalMs = minutes * MINUTE;
  };
  return { scheduler, runs, planned, setInterval, most: () => most };
}

const pass = (minutes: number) => vi.advanceTimersByTimeAsync(minutes * MINUTE);

describe('the schedule', () => {
  test('P10: the next run follows an interval after the last one ended', async () => {
    const { scheduler, runs, planned } = schedule(2 * MINUTE);
    void scheduler.runNow();
    await pass(20);
    expect(runs).toEqual([0, 7, 14]);
    expect(planned).toEqual([7, 14, 21]);
  });

  test('P10: a run longer than the interval never overlaps with another', async () => {
    const { scheduler, runs, most } = schedule(12 * MINUTE);
    void scheduler.runNow();
    await pass(40);
    expect(runs).toEqual([0, 17, 34]);
    expect(most()).toBe(1);
  });

  test('asking while it runs joins that run', async () => {
    const { scheduler, runs, most } = schedule(MINUTE);
    const [first, second] = [scheduler.runNow(), scheduler.runNow()];
    expect(second).toBe(first);
    await pass(1);
    await first;
    expect(runs).toEqual([0]);
    expect(most()).toBe(1);
  });

  test('asking in between runs at once and moves what was planned', async () => {
    const { scheduler, runs } = schedule();
    void scheduler.runNow();
    await pass(3);
    void scheduler.runNow();
    await pass(6);
    expect(runs).toEqual([0, 3, 8]);
  });

  test('A6: nothing runs before the time that the API asked for', async () => {
    const until = START + 30 * MINUTE;
    const outcomes = [{ notBefore: until, isPaused: false }];
    const { scheduler, runs, planned } = schedule(0, () => outcomes.shift() ?? FINE);
    void scheduler.runNow();
    await pass(36);
    expect(runs).toEqual([0, 30, 35]);
    expect(planned).toEqual([30, 35, 40]);
  });

  test('A6: a time sooner than the interval does not hurry it', async () => {
    const { scheduler, runs } = schedule(0, () => ({
      notBefore: Date.now() + MINUTE,
      isPaused: false,
    }));
    void scheduler.runNow();
    await pass(6);
    expect(runs).toEqual([0, 5]);
  });

  test('A2: a run that must not be repeated pauses until somebody asks', async () => {
    const outcomes = [{ notBefore: null, isPaused: true }];
    const { scheduler, runs, planned } = schedule(0, () => outcomes.shift() ?? FINE);
    void scheduler.runNow();
    await pass(60);
    expect(runs).toEqual([0]);
    expect(planned).toEqual([null]);
    void scheduler.runNow();
    await pass(6);
    expect(runs).toEqual([0, 60, 65]);
  });

  test('pause clears what is planned, and asking goes on', async () => {
    const { scheduler, runs, planned } = schedule();
    void scheduler.runNow();
    await pass(1);
    await scheduler.pause();
    await pass(60);
    expect(runs).toEqual([0]);
    expect(planned.at(-1)).toBeNull();
    void scheduler.runNow();
    await pass(5);
    expect(runs).toEqual([0, 61, 66]);
  });

  test('pause during a run holds after it', async () => {
    const { scheduler, runs, planned } = schedule(2 * MINUTE);
    void scheduler.runNow();
    await pass(1);
    void scheduler.pause();
    await pass(60);
    expect(runs).toEqual([0]);
    expect(planned.at(-1)).toBeNull();
  });

  test('replan: a shorter interval counts from the end of the last run', async () => {
    const { scheduler, runs, setInterval } = schedule();
    void scheduler.runNow();
    await pass(3);
    setInterval(2);
    scheduler.replan();
    await pass(0);
    expect(runs).toEqual([0, 3]);
    await pass(2);
    expect(runs).toEqual([0, 3, 5]);
  });

  test('replan: a longer one moves the next run away', async () => {
    const { scheduler, runs, setInterval } = schedule();
    void scheduler.runNow();
    await pass(3);
    setInterval(30);
    scheduler.replan();
    await pass(26);
    expect(runs).toEqual([0]);
    await pass(1);
    expect(runs).toEqual([0, 30]);
  });

  test('replan before the first run and during one plans nothing of its own', async () => {
    const { scheduler, runs, most } = schedule(2 * MINUTE);
    scheduler.replan();
    await pass(60);
    expect(runs).toEqual([]);
    void scheduler.runNow();
    scheduler.replan();
    await pass(1);
    expect(runs).toEqual([60]);
    expect(most()).toBe(1);
  });

  test('stop ends everything: no run, no plan, no timer', async () => {
    const { scheduler, runs, planned } = schedule(MINUTE);
    void scheduler.runNow();
    scheduler.stop();
    await pass(60);
    await scheduler.runNow();
    scheduler.replan();
    expect(runs).toEqual([0]);
    expect(planned).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('M3: a clock that jumped ahead runs once at once, not once per missed interval', async () => {
    const { scheduler, runs } = schedule();
    void scheduler.runNow();
    await pass(1);
    vi.setSystemTime(START + 600 * MINUTE);
    scheduler.replan();
    await pass(0);
    expect(runs).toHaveLength(2);
    await pass(4);
    expect(runs).toHaveLength(2);
  });

  test('A6: a wait of months is kept, though no timer holds that long', async () => {
    const months = 60 * 24 * 60;
    let isFirst = true;
    const { scheduler, runs } = schedule(0, () => {
      const outcome = isFirst ? { notBefore: START + months * MINUTE, isPaused: false } : FINE;
      isFirst = false;
      return outcome;
    });
    void scheduler.runNow();
    await pass(months - 1);
    expect(runs).toEqual([0]);
    await pass(2);
    expect(runs).toEqual([0, months]);
  });
});
