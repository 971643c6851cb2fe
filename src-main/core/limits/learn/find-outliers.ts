import { advanceRow, likeliestPair } from './belief.js';
import { smoothNormal } from './kernels.js';
import type { LearnedStep, UnitPosterior } from './learn-kind.js';
import { multiplyLikelihoods, type WeighedRecord } from './window-likelihood.js';

/**
 * Records that are more likely mistaken than not, judged by all windows before and behind theirs.
 * The likeliest scatter and drift stand for all of them.
 */
export function* findOutliers({ belief, steps }: UnitPosterior): Generator<void, string[]> {
  const { grid } = belief;
  const { scatter, drift } = likeliestPair(belief);
  const blur = (values: Float64Array) => smoothNormal(values, scatter / grid.step);
  const seen: (Float64Array | null)[] = [];
  const behind: Float64Array[] = [];
  let later: Float64Array = new Float64Array(grid.size).fill(1);
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    behind[index] = later;
    const step = steps[index];
    seen[index] = step?.likelihood ? blur(multiplyLikelihoods(step.likelihood, grid)) : null;
    if (step) later = advanceRow(normal(times(later, seen[index])), drift, step.pause, grid);
    yield;
  }
  const outliers: string[] = [];
  let before: Float64Array = new Float64Array(grid.size).fill(1 / grid.size);
  for (const [index, step] of steps.entries()) {
    if (index > 0) before = advanceRow(before, drift, step.pause, grid);
    const ownLimit = blur(times(before, behind[index]));
    outliers.push(...mistakenOf(step, ownLimit));
    before = normal(times(before, seen[index]));
    yield;
  }
  return outliers;
}

function mistakenOf({ likelihood }: LearnedStep, expected: Float64Array): string[] {
  if (!likelihood) return [];
  return likelihood.records
    .filter((record) => {
      const others = multiplyWithout(record, likelihood, expected);
      const sound = dot(others, record.likelihood.sound);
      return dot(others, record.likelihood.mistaken) > sound;
    })
    .map(({ id }) => id);
}

function multiplyWithout(
  { id }: WeighedRecord,
  likelihood: NonNullable<LearnedStep['likelihood']>,
  expected: Float64Array,
): Float64Array {
  const rest = { ...likelihood, records: likelihood.records.filter((other) => other.id !== id) };
  return times(expected, multiplyLikelihoods(rest, { size: expected.length }));
}

const times = (values: Float64Array, factors: Float64Array | null | undefined) =>
  factors ? values.map((value, i) => value * (factors[i] ?? 0)) : values;

const dot = (one: Float64Array, other: Float64Array) =>
  one.reduce((sum, value, i) => sum + value * (other[i] ?? 0), 0);

/** So that long products stay in range. */
function normal(values: Float64Array): Float64Array {
  const sum = values.reduce((total, value) => total + value, 0);
  return sum > 0 ? values.map((value) => value / sum) : values.map(() => 1 / values.length);
}
