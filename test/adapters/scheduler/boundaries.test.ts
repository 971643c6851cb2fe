import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { createRig } from './rig.js';

describe('boundaries', () => {
  test('a run follows five seconds after a boundary that comes before the interval ends', async () => {
    const { scheduler, runs, planned, pass, setBoundaries } = createRig();
    setBoundaries([7, 60]);
    void scheduler.runNow();
    await pass(13);
    const afterBoundary = 7 + 5 / 60;
    expect(runs).toEqual([0, 5, expect.closeTo(afterBoundary, 3), expect.closeTo(12.083, 3)]);
    expect(planned[1]).toBeCloseTo(afterBoundary, 6);
  });

  test('a run that a boundary fell into is followed by another', async () => {
    const { scheduler, runs, pass, setBoundaries } = createRig({ takesMs: MINUTE_MS });
    setBoundaries([0.5]);
    void scheduler.runNow();
    await pass(3);
    expect(runs).toEqual([0, 1]);
  });

  test('a boundary that the last run came after asks for nothing', async () => {
    const { scheduler, runs, pass, setBoundaries } = createRig();
    setBoundaries([-3, 0]);
    void scheduler.runNow();
    await pass(11);
    expect(runs).toEqual([0, 5, 10]);
  });

  test('M3: one that passed unseen, as the clock jumped, is made up for once', async () => {
    const { scheduler, runs, pass, time, setBoundaries } = createRig();
    setBoundaries([60]);
    void scheduler.runNow();
    await pass(2);
    time.moveWall(HOUR_MS);
    scheduler.checkClock();
    await pass(4);
    expect(runs).toEqual([0, 2]);
  });

  test('T1: one that the clock had passed before it was put right comes again', async () => {
    const { scheduler, runs, pass, time, setBoundaries } = createRig();
    setBoundaries([4]);
    time.moveWall(3 * HOUR_MS);
    void scheduler.runNow();
    await pass(1);
    time.moveWall(-3 * HOUR_MS);
    scheduler.checkClock();
    await pass(3.5);
    expect(runs).toEqual([0, expect.closeTo(4 + 5 / 60, 3)]);
  });
});
