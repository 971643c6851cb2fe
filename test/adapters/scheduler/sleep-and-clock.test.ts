import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { createRig, outcomes, START } from './rig.js';

describe('sleep', () => {
  test('M3: a sleep that the system tells of is followed by one run', async () => {
    const { scheduler, runs, pass, time } = createRig();
    void scheduler.runNow();
    await pass(2);
    time.sleep(8 * HOUR_MS, false);
    scheduler.wake();
    scheduler.wake();
    await pass(3);
    scheduler.checkClock();
    expect(runs).toEqual([0, 2]);
    await pass(2);
    expect(runs).toEqual([0, 2, 7]);
  });

  test('M3: a sleep that nobody tells of is found out, and told too late it changes nothing', async () => {
    const { scheduler, runs, pass, time } = createRig();
    void scheduler.runNow();
    await pass(2);
    time.sleep(3 * MINUTE_MS - 10_000, true);
    await pass(0);
    expect(runs).toHaveLength(2);
    scheduler.wake();
    await pass(4);
    expect(runs).toHaveLength(2);
  });

  test('M3: a second sleep right after the first is told from a second message about it', async () => {
    const { scheduler, runs, pass, time } = createRig();
    void scheduler.runNow();
    await pass(2);
    time.sleep(HOUR_MS, false);
    scheduler.wake();
    await pass(0.1);
    time.sleep(HOUR_MS, false);
    scheduler.wake();
    await pass(0);
    expect(runs).toHaveLength(3);
  });

  test('A6: what the API asked for is over after a night, whatever clock slept', async () => {
    const { scheduler, runs, pass, time } = createRig({
      outcome: outcomes({ kind: 'rate-limited', retryAt: START + 4 * HOUR_MS }),
    });
    void scheduler.runNow();
    await pass(2);
    time.sleep(DAY_MS, false);
    scheduler.wake();
    await pass(0);
    expect(runs).toEqual([0, 2]);
  });

  test('before the first run a waking computer starts nothing', async () => {
    const { scheduler, runs, pass } = createRig();
    scheduler.wake();
    await pass(10);
    expect(runs).toEqual([]);
  });
});

describe('a wall clock that is set', () => {
  test('does not move the next run, only what is said about it', async () => {
    const { scheduler, runs, planned, pass, time } = createRig();
    void scheduler.runNow();
    await pass(2);
    time.moveWall(-3 * HOUR_MS);
    scheduler.checkClock();
    expect(planned).toEqual([5, 5 - 180]);
    await pass(4);
    expect(runs).toEqual([0, 5]);
  });

  test('by less than anybody sees is not told again', async () => {
    const { scheduler, planned, pass, time } = createRig();
    void scheduler.runNow();
    await pass(2);
    time.moveWall(300);
    scheduler.checkClock();
    expect(planned).toEqual([5]);
  });

  test('is noticed within a minute even when nobody looks', async () => {
    const { scheduler, planned, pass, time } = createRig();
    void scheduler.runNow();
    await pass(2.5);
    time.moveWall(HOUR_MS);
    await pass(1);
    expect(planned).toEqual([5, 65]);
  });
});
