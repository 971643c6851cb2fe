import { describe, expect, test } from 'vitest';
import { createRig, DONE, outcomes } from './rig.js';

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
