import { describe, expect, it } from 'vitest';
import { persist } from '../../../src-main/core/sync/persist.js';
import type { Failure } from '../../../src-main/shared/failure.js';
import { failed, ok } from '../../../src-main/shared/result.js';

const BUSY = failed({ kind: 'storage-busy' });
const noListener = { addEventListener: () => undefined, removeEventListener: () => undefined };

/** A store that somebody else writes to until `busyUntil`, and a clock that only waits move. */
function busyStore(busyUntil: number) {
  const state = { now: 0, writes: 0, aborted: false };
  return {
    state,
    write() {
      state.writes += 1;
      return state.now < busyUntil ? BUSY : ok(null);
    },
    wait: async (ms: number) => {
      state.now += ms;
    },
    signal: {
      ...noListener,
      get aborted() {
        return state.aborted;
      },
    },
  };
}

describe('F12: a history that another program writes to', () => {
  it('is written without a wait when it is free', async () => {
    const { state, write, wait, signal } = busyStore(0);
    expect(await persist(write, wait, signal)).toEqual(ok(null));
    expect(state).toMatchObject({ now: 0, writes: 1 });
  });

  it('busy for 300 ms, it is written as soon as it is free', async () => {
    const { state, write, wait, signal } = busyStore(300);
    expect(await persist(write, wait, signal)).toEqual(ok(null));
    expect(state.now).toBeLessThanOrEqual(400);
  });

  it('busy for longer than five seconds, it is said to be in use', async () => {
    const { state, write, wait, signal } = busyStore(60_000);
    expect(await persist(write, wait, signal)).toEqual(BUSY);
    expect(state.now).toBe(5_000);
  });

  it('who is cancelled while it waits ends at once, and is not told of the other program', async () => {
    const { state, write, wait, signal } = busyStore(60_000);
    const cancelled = await persist(
      write,
      async (ms) => {
        await wait(ms);
        if (state.now >= 200) state.aborted = true;
      },
      signal,
    );
    expect(cancelled).toEqual(failed({ kind: 'cancelled' }));
    expect(state.now).toBe(200);
  });

  it('any other trouble is told at once', async () => {
    for (const kind of ['storage-full', 'storage-read-only', 'storage-damaged'] as const) {
      const failure: Failure = { kind };
      const { state, wait, signal } = busyStore(0);
      expect(await persist(() => failed(failure), wait, signal)).toEqual(failed(failure));
      expect(state.now).toBe(0);
    }
  });
});
