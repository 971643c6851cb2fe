import { describe, expect, test } from 'vitest';
import { MINUTE_MS } from '../../../src-main/shared/units.js';
import { createRig, DONE, outcomes, START } from './rig.js';

describe('what the API and the person decide', () => {
  test('A6: nothing runs before the time that the API asked for', async () => {
    const { scheduler, runs, planned, pass } = createRig({
      outcome: outcomes({ kind: 'rate-limited', retryAt: START + 30 * MINUTE_MS }),
    });
    void scheduler.runNow();
    await pass(36);
    expect(runs).toEqual([0, 30, 35]);
    expect(planned).toEqual([30, 35, 40]);
  });

  test('A6: a time sooner than the interval does not hurry it', async () => {
    const { scheduler, runs, time, pass } = createRig({
      outcome: () => ({ kind: 'rate-limited', retryAt: time.now() + MINUTE_MS }),
    });
    void scheduler.runNow();
    await pass(6);
    expect(runs).toEqual([0, 5]);
  });

  test('A6: neither a boundary nor a waking computer cuts that wait short', async () => {
    const { scheduler, runs, pass, setBoundaries } = createRig({
      outcome: outcomes({ kind: 'rate-limited', retryAt: START + 30 * MINUTE_MS }),
    });
    setBoundaries([10]);
    void scheduler.runNow();
    await pass(20);
    scheduler.wake();
    await pass(9);
    expect(runs).toEqual([0]);
    await pass(2);
    expect(runs).toEqual([0, 30]);
  });

  test('A6: a wait of months is kept, though no timer holds that long', async () => {
    const months = 60 * 24 * 60;
    const { scheduler, runs, pass } = createRig({
      outcome: outcomes({ kind: 'rate-limited', retryAt: START + months * MINUTE_MS }),
    });
    void scheduler.runNow();
    await pass(months - 1);
    expect(runs).toEqual([0]);
    await pass(2);
    expect(runs).toEqual([0, months]);
  });

  test('A2: a run that must not be repeated waits until somebody asks', async () => {
    const { scheduler, runs, planned, pass, setPace } = createRig({
      outcome: outcomes({ kind: 'needs-person' }),
    });
    void scheduler.runNow();
    await pass(30);
    setPace({ isVisible: true });
    scheduler.wake();
    await pass(30);
    expect(runs).toEqual([0]);
    expect(planned).toEqual([null]);
    void scheduler.runNow();
    await pass(1);
    expect(runs).toEqual([0, 60, 61]);
  });

  test('T8: failures that repeat are asked for less and less, and success forgets them', async () => {
    let isBroken = true;
    const { scheduler, runs, pass } = createRig({
      outcome: () => (isBroken ? { kind: 'failed' } : DONE),
    });
    void scheduler.runNow();
    await pass(100);
    expect(runs).toEqual([0, 5, 15, 35, 65, 95]);
    isBroken = false;
    await pass(30);
    isBroken = true;
    await pass(20);
    expect(runs.slice(6)).toEqual([125, 130, 135, 140, 150]);
  });
});
