import { learnInSteps } from '../../src-main/core/limits/learn/learn.js';
import type { Evidence } from '../../src-main/shared/evidence.js';
import { DAY_MS } from '../../src-main/shared/units.js';

export interface Timed {
  readonly windows: number;
  readonly ms: number;
  readonly longestStepMs: number;
  /** Of a loop that is always the same: this machine's speed falls out. */
  readonly loops: number;
}

/** Learning of so many weeks with two units, a reading in each. */
export function timeLearner(windows: number): Timed {
  const evidence = weeks(windows);
  let longestStepMs = 0;
  const begun = performance.now();
  const steps = learnInSteps(evidence, { hours: [], running: [] }, windows * 7 * DAY_MS, {
    timeZone: 'UTC',
  });
  let before = begun;
  for (let step = steps.next(); !step.done; step = steps.next()) {
    longestStepMs = Math.max(longestStepMs, performance.now() - before);
    before = performance.now();
  }
  const ms = performance.now() - begun;
  return { windows, ms, longestStepMs, loops: ms / timeLoop() };
}

/** Twenty million roots. */
function timeLoop(): number {
  const begun = performance.now();
  let sum = 0;
  for (let i = 0; i < 2e7; i += 1) sum += Math.sqrt(i);
  return sum > 0 ? performance.now() - begun : Number.NaN;
}

const weeks = (count: number): Evidence[] =>
  Array.from({ length: count }, (_, week) => ({
    id: `week ${week}`,
    meter: 'plan',
    kind: 'reading',
    window: 'weekly',
    at: (week * 7 + 3) * DAY_MS,
    start: week * 7 * DAY_MS,
    end: (week + 1) * 7 * DAY_MS,
    used: { usd: [20 + (week % 7) / 10, 21 + (week % 7) / 10], ieq: [5 + (week % 5) / 10, 6] },
    settled: null,
    pct: 50,
    half: 0.5,
    since: null,
    source: 'entry',
    isExact: false,
    isPartlySeen: false,
    note: null,
    isIgnored: false,
  }));
