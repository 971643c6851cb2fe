import { describe, expect, it } from 'vitest';
import {
  isWorthAsking,
  planNext,
  type Situation,
} from '../../../src-main/adapters/scheduler/plan-next.js';
import { runOutcome } from '../../../src-main/adapters/scheduler/run-outcome.js';
import type { FailureKind } from '../../../src-main/shared/failure.js';
import { failed, ok } from '../../../src-main/shared/result.js';
import { HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';

const TRAY: Situation = {
  outcome: 'done',
  failures: 0,
  sinceEndMs: 0,
  sinceLookMs: 0,
  heldMs: Number.NEGATIVE_INFINITY,
  pace: { isVisible: false, isOnBattery: false, hiddenMs: 5 * MINUTE_MS },
  boundariesInMs: [],
};
const WINDOW: Situation = { ...TRAY, pace: { ...TRAY.pace, isVisible: true } };
const BATTERY = { isOnBattery: true } as const;

describe('the next sync', () => {
  it('comes after the setting in the tray, after a minute while somebody looks', () => {
    expect(planNext(TRAY)).toBe(5 * MINUTE_MS);
    expect(planNext(WINDOW)).toBe(MINUTE_MS);
    expect(planNext({ ...TRAY, sinceEndMs: 4 * MINUTE_MS })).toBe(MINUTE_MS);
    expect(planNext({ ...TRAY, sinceEndMs: HOUR_MS })).toBe(0);
  });

  it('takes twice as long on battery, unless somebody looks', () => {
    expect(planNext({ ...TRAY, pace: { ...TRAY.pace, ...BATTERY } })).toBe(10 * MINUTE_MS);
    expect(planNext({ ...WINDOW, pace: { ...WINDOW.pace, ...BATTERY } })).toBe(MINUTE_MS);
  });

  it('comes five seconds after a boundary, unless the interval ends before', () => {
    expect(planNext({ ...TRAY, boundariesInMs: [2 * MINUTE_MS, MINUTE_MS] })).toBe(65_000);
    expect(planNext({ ...TRAY, boundariesInMs: [HOUR_MS] })).toBe(5 * MINUTE_MS);
    expect(planNext({ ...TRAY, boundariesInMs: [-MINUTE_MS] })).toBe(0);
  });

  it('T8: backs off with each failure, to half an hour in the tray and five minutes on screen', () => {
    const waits = (situation: Situation) =>
      [1, 2, 3, 4, 5, 2000].map((failures) => planNext({ ...situation, failures }));
    const minutes = (...counts: readonly number[]) => counts.map((count) => count * MINUTE_MS);
    expect(waits(TRAY)).toEqual(minutes(5, 10, 20, 30, 30, 30));
    expect(waits(WINDOW)).toEqual(minutes(1, 2, 4, 5, 5, 5));
  });

  it('T8: backing off never makes a long interval shorter', () => {
    const hourly = { ...TRAY, pace: { ...TRAY.pace, hiddenMs: HOUR_MS, ...BATTERY } };
    expect(planNext({ ...hourly, failures: 3 })).toBe(2 * HOUR_MS);
  });

  it('A6: is never sooner than the API asked for', () => {
    const held = { heldMs: 10 * MINUTE_MS, boundariesInMs: [MINUTE_MS] };
    for (const outcome of ['rate-limited', 'failed', 'offline', 'done'] as const) {
      expect(planNext({ ...WINDOW, ...held, outcome })).toBe(10 * MINUTE_MS);
    }
  });

  it('M2: offline is looked at again after twenty seconds, seen or not', () => {
    expect(planNext({ ...TRAY, outcome: 'offline', sinceLookMs: 2_000 })).toBe(18_000);
    expect(planNext({ ...WINDOW, outcome: 'offline', boundariesInMs: [1] })).toBe(20_000);
  });

  it('A2: waits for a person where asking again cannot help', () => {
    expect(planNext({ ...WINDOW, outcome: 'needs-person', boundariesInMs: [0] })).toBeNull();
  });
});

describe('asking the network', () => {
  it('M2: is left until the system is online, once we know that we are offline', () => {
    expect(isWorthAsking({ outcome: 'offline', sinceEndMs: MINUTE_MS }, false)).toBe(false);
    expect(isWorthAsking({ outcome: 'offline', sinceEndMs: MINUTE_MS }, true)).toBe(true);
    expect(isWorthAsking({ outcome: 'offline', sinceEndMs: 30 * MINUTE_MS }, false)).toBe(true);
  });

  it('does not depend on what the system thinks while all goes well', () => {
    expect(isWorthAsking({ outcome: 'done', sinceEndMs: 0 }, false)).toBe(true);
    expect(isWorthAsking({ outcome: 'failed', sinceEndMs: 0 }, false)).toBe(true);
  });
});

describe('what a result means for the next run', () => {
  it('success and the API’s own wait', () => {
    expect(runOutcome(ok(null))).toEqual({ kind: 'done' });
    expect(runOutcome(failed({ kind: 'rate-limited', retryAt: 7 }))).toEqual({
      kind: 'rate-limited',
      retryAt: 7,
    });
  });

  it('A13 an answer that breaks off is no reason to look every few seconds', () => {
    const outcomeOf = (detail: string) => runOutcome(failed({ kind: 'offline', detail })).kind;
    expect(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].map(outcomeOf)).toEqual(
      Array(3).fill('failed'),
    );
    expect(['ECONNREFUSED', 'ENOTFOUND', 'ENETUNREACH'].map(outcomeOf)).toEqual(
      Array(3).fill('offline'),
    );
  });

  it.each([
    ['offline', 'offline'],
    ['service-trouble', 'failed'],
    ['timed-out', 'failed'],
    ['storage-busy', 'failed'],
    ['key-refused', 'needs-person'],
    ['keychain-locked', 'needs-person'],
    ['no-key', 'needs-person'],
    ['other-organization', 'needs-person'],
    ['storage-newer', 'needs-person'],
  ] satisfies [Exclude<FailureKind, 'rate-limited' | 'invalid-input'>, string][])(
    '%s is %s',
    (kind, outcome) => {
      expect(runOutcome(failed({ kind })).kind).toBe(outcome);
    },
  );
});
