import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { createRig, DONE, outcomes, START } from './rig.js';

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

describe('offline', () => {
  test('M2: it looks every twenty seconds and asks nothing while the system is offline', async () => {
    const { scheduler, runs, planned, pass, setOnline } = createRig({
      outcome: outcomes({ kind: 'offline' }),
    });
    setOnline(false);
    void scheduler.runNow();
    await pass(20);
    expect(runs).toEqual([0]);
    expect(planned).toHaveLength(61);
    setOnline(true);
    await pass(0.5);
    expect(runs).toHaveLength(2);
    await pass(4);
    expect(runs).toHaveLength(2);
  });

  test('M2: a network that fails though the system is online is asked every twenty seconds', async () => {
    let isReachable = false;
    const { scheduler, runs, pass } = createRig({
      outcome: () => (isReachable ? DONE : { kind: 'offline' }),
    });
    void scheduler.runNow();
    await pass(60.1);
    expect(runs).toHaveLength(181);
    isReachable = true;
    await pass(4);
    expect(runs).toHaveLength(182);
  });

  test('M2: a system that is wrong about it is asked past twice an hour', async () => {
    const { scheduler, runs, pass, setOnline } = createRig({
      outcome: () => ({ kind: 'offline' }),
    });
    setOnline(false);
    void scheduler.runNow();
    await pass(91);
    expect(runs).toEqual([0, 30, 60, 90]);
  });
});

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
