import { describe, expect, test } from 'vitest';
import { MINUTE_MS } from '../../../src-main/shared/units.js';
import { createRig, DONE } from './rig.js';

describe('the schedule', () => {
  test('P10: the next run follows an interval after the last one ended', async () => {
    const { scheduler, runs, planned, pass } = createRig({ takesMs: 2 * MINUTE_MS });
    void scheduler.runNow();
    await pass(20);
    expect(runs).toEqual([0, 7, 14]);
    expect(planned).toEqual([7, 14, 21]);
  });

  test('P10: a run longer than the interval never overlaps with another', async () => {
    const { scheduler, runs, most, pass } = createRig({ takesMs: 12 * MINUTE_MS });
    void scheduler.runNow();
    await pass(40);
    expect(runs).toEqual([0, 17, 34]);
    expect(most()).toBe(1);
  });

  test('asking while it runs joins that run', async () => {
    const { scheduler, runs, most, pass } = createRig({ takesMs: MINUTE_MS });
    const [first, second] = [scheduler.runNow(), scheduler.runNow()];
    expect(second).toBe(first);
    await pass(1);
    await first;
    expect(runs).toEqual([0]);
    expect(most()).toBe(1);
  });

  test('asking afresh while it runs adds one run after it, however often', async () => {
    const { scheduler, runs, most, pass } = createRig({ takesMs: MINUTE_MS });
    void scheduler.runNow();
    await pass(0.5);
    void scheduler.runAfresh();
    void scheduler.runAfresh();
    await pass(5);
    expect(runs).toEqual([0, 1]);
    expect(most()).toBe(1);
  });

  test('asking in between runs at once and moves what was planned', async () => {
    const { scheduler, runs, pass } = createRig();
    void scheduler.runNow();
    await pass(3);
    void scheduler.runNow();
    await pass(6);
    expect(runs).toEqual([0, 3, 8]);
  });

  test('it is faster while somebody looks, and slower again afterwards', async () => {
    const { scheduler, runs, pass, setPace } = createRig();
    void scheduler.runNow();
    await pass(0.5);
    setPace({ isVisible: true });
    await pass(2);
    expect(runs).toEqual([0, 1, 2]);
    setPace({ isVisible: false });
    await pass(5);
    expect(runs).toEqual([0, 1, 2, 7]);
  });

  test('a window that opens on old figures is given new ones at once', async () => {
    const { scheduler, runs, pass, setPace } = createRig();
    void scheduler.runNow();
    await pass(3);
    setPace({ isVisible: true });
    await pass(0);
    expect(runs).toEqual([0, 3]);
  });

  test('unplugged during a wait it goes slower without being told', async () => {
    const { scheduler, runs, pass, setPace } = createRig();
    void scheduler.runNow();
    await pass(1);
    setPace({ isOnBattery: true });
    await pass(19);
    expect(runs).toEqual([0, 10, 20]);
  });

  test('replan before the first run and during one plans nothing of its own', async () => {
    const { scheduler, runs, most, pass } = createRig({ takesMs: 2 * MINUTE_MS });
    scheduler.replan();
    await pass(60);
    expect(runs).toEqual([]);
    void scheduler.runNow();
    scheduler.replan();
    await pass(1);
    expect(runs).toEqual([60]);
    expect(most()).toBe(1);
  });

  test('pause clears what is planned, and asking goes on', async () => {
    const { scheduler, runs, planned, pass } = createRig();
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
    const { scheduler, runs, planned, pass } = createRig({ takesMs: 2 * MINUTE_MS });
    void scheduler.runNow();
    await pass(1);
    void scheduler.pause();
    await pass(60);
    expect(runs).toEqual([0]);
    expect(planned.at(-1)).toBeNull();
  });

  test('stop ends everything: no run, no plan, no timer', async () => {
    const { scheduler, runs, planned, pass, time } = createRig({ takesMs: MINUTE_MS });
    void scheduler.runNow();
    scheduler.stop();
    await pass(60);
    await scheduler.runNow();
    scheduler.replan();
    scheduler.wake();
    expect(runs).toEqual([0]);
    expect(planned).toEqual([]);
    expect(time.timerCount()).toBe(0);
  });

  test('a run that throws is told to who asked, and the next one comes in its time', async () => {
    let isBroken = true;
    const { scheduler, runs, pass } = createRig({
      outcome() {
        if (isBroken) throw new Error('a mistake');
        return DONE;
      },
    });
    await expect(scheduler.runNow()).rejects.toThrow('a mistake');
    isBroken = false;
    await pass(6);
    expect(runs).toEqual([0, 5]);
  });
});
