import type { Grid } from './grid.js';
import { laplaceRatio, mixLaplace, smoothNormal } from './kernels.js';

/** How much windows differ by themselves, as an sd of the logarithm, and how likely each is. */
const SCATTERS = [0.02, 0.045, 0.09, 0.18, 0.36] as const;
const SCATTER_WEIGHTS = [0.1, 0.21, 0.29, 0.25, 0.15] as const;
/** How far the limit itself wanders in a week. */
const DRIFTS = [0.01, 0.06, 0.14] as const;
const DRIFT_WEIGHTS = [0.45, 0.33, 0.22] as const;
/** Chance of a jump in a week, and its scale. */
const JUMP_RATE = 0.06;
const JUMP_SCALE = 0.45;
/** Chance of a jump where the person says that the plan changed. */
const SAID_JUMP = 0.9;
/** A plan hint is worth this much, and never rules anything out. */
const HINT_SD = 1.4;
const HINT_FLOOR = 2e-3;

const PAIRS = SCATTERS.length * DRIFTS.length;

/** Joint chances of the limit, the scatter and the drift. */
export interface Belief {
  readonly grid: Grid;
  /** One run of the grid for each pair: by scatter, then by drift. */
  readonly chances: Float64Array;
  /** Log of the chance of everything seen so far. */
  readonly logEvidence: number;
}

export function startBelief(grid: Grid, hint: number | null): Belief {
  const prior = new Float64Array(grid.size);
  for (let i = 0; i < grid.size; i += 1) {
    const away = hint === null ? 0 : (grid.start + i * grid.step - Math.log(hint)) / HINT_SD;
    prior[i] = Math.exp(-0.5 * away * away) + (hint === null ? 0 : HINT_FLOOR);
  }
  const sum = sumOf(prior, 0, grid.size);
  const chances = new Float64Array(PAIRS * grid.size);
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const weight = (SCATTER_WEIGHTS[scatterOf(pair)] ?? 0) * (DRIFT_WEIGHTS[driftOf(pair)] ?? 0);
    const own = prior.map((value) => (value * weight) / sum);
    chances.set(own, pair * grid.size);
  }
  return { grid, chances, logEvidence: 0 };
}

const scatterOf = (pair: number) => Math.floor(pair / DRIFTS.length);
const driftOf = (pair: number) => pair % DRIFTS.length;

/** Time between two windows. */
export interface Pause {
  readonly days: number;
  /** The person says that the plan changed meanwhile. */
  readonly saidJump: boolean;
}

/** Forgets as much as the pause asks for: the limit may have wandered or jumped. */
export function advanceBelief(belief: Belief, pause: Pause): Belief {
  if (pause.days <= 0 && !pause.saidJump) return belief;
  const { chances, grid } = belief;
  const next = new Float64Array(chances.length);
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const from = pair * grid.size;
    const row = chances.subarray(from, from + grid.size);
    next.set(advanceRow(row, DRIFTS[driftOf(pair)] ?? 0, pause, grid), from);
  }
  return { ...belief, chances: next };
}

/** The same for one drift. The kernels are symmetric: it goes backwards in time as well. */
export function advanceRow(
  row: Float64Array,
  drift: number,
  { days, saidJump }: Pause,
  { step }: Grid,
): Float64Array {
  const weeks = Math.max(0, days) / 7;
  return mixLaplace(
    row,
    laplaceRatio((drift / step) ** 2 * weeks),
    laplaceRatio(2 * (JUMP_SCALE / step) ** 2),
    saidJump ? SAID_JUMP : 1 - Math.exp(-JUMP_RATE * weeks),
  );
}

/** What a window says of its own limit, carried to the limit behind it: once for each scatter. */
export const blurByScatter = (likelihood: Float64Array, grid: Grid): readonly Float64Array[] =>
  SCATTERS.map((scatter) => smoothNormal(likelihood, scatter / grid.step));

/** Belief after a window whose likelihood is given for each scatter. */
export function updateBelief(belief: Belief, blurred: readonly Float64Array[]): Belief {
  const { chances, grid } = belief;
  const { size } = grid;
  const next = new Float64Array(chances.length);
  let sum = 0;
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const likelihood = blurred[scatterOf(pair)];
    if (!likelihood) continue;
    const from = pair * size;
    for (let i = 0; i < size; i += 1) {
      const value = (chances[from + i] ?? 0) * (likelihood[i] ?? 0);
      next[from + i] = value;
      sum += value;
    }
  }
  // What is impossible everywhere teaches nothing.
  if (!(sum > 0)) return belief;
  for (let i = 0; i < next.length; i += 1) next[i] = (next[i] ?? 0) / sum;
  return { ...belief, chances: next, logEvidence: belief.logEvidence + Math.log(sum) };
}

/** Chances of the limit alone. */
export const limitMass = ({ chances, grid }: Belief): Float64Array =>
  addRuns(chances, grid.size, 0, PAIRS);

function addRuns(chances: Float64Array, size: number, first: number, end: number): Float64Array {
  const mass = new Float64Array(size);
  for (let pair = first; pair < end; pair += 1) {
    const from = pair * size;
    for (let i = 0; i < size; i += 1) mass[i] = (mass[i] ?? 0) + (chances[from + i] ?? 0);
  }
  return mass;
}

/** Chances of what one window would let through: the limit and the scatter together. */
export function windowMass({ chances, grid }: Belief): Float64Array {
  const mass = new Float64Array(grid.size);
  SCATTERS.forEach((scatter, index) => {
    const first = index * DRIFTS.length;
    const own = addRuns(chances, grid.size, first, first + DRIFTS.length);
    const blurred = smoothNormal(own, scatter / grid.step);
    for (let i = 0; i < grid.size; i += 1) mass[i] = (mass[i] ?? 0) + (blurred[i] ?? 0);
  });
  return mass;
}

function sumOf(values: Float64Array, from: number, end: number): number {
  let sum = 0;
  for (let i = from; i < end; i += 1) sum += values[i] ?? 0;
  return sum;
}

const shareOf = ({ chances, grid }: Belief, pair: number) =>
  sumOf(chances, pair * grid.size, (pair + 1) * grid.size);

/** The scatter and the drift that are believed most. */
export function likeliestPair(belief: Belief): {
  readonly scatter: number;
  readonly drift: number;
} {
  let best = 0;
  for (let pair = 1; pair < PAIRS; pair += 1) {
    if (shareOf(belief, pair) > shareOf(belief, best)) best = pair;
  }
  return { scatter: SCATTERS[scatterOf(best)] ?? 0, drift: DRIFTS[driftOf(best)] ?? 0 };
}

export function meanScatter(belief: Belief): number {
  let mean = 0;
  for (let pair = 0; pair < PAIRS; pair += 1) {
    mean += (SCATTERS[scatterOf(pair)] ?? 0) * shareOf(belief, pair);
  }
  return mean;
}
