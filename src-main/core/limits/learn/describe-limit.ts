import { type Belief, limitMass } from './belief.js';
import { smoothNormal } from './kernels.js';
import type { Interval } from './learned.js';
import { intervalOf, massWithin } from './quantiles.js';
import type { WindowLikelihood } from './window-likelihood.js';

/** The limit counts as known when it is within this factor. */
const NEAR = Math.log(1.2);
/** Share of the width of cut buckets that is alike in all windows: no number of windows averages it out. */
const COMMON_EDGE = 0.15;

export interface DescribedLimit {
  readonly limit: Interval;
  /** Chance that the limit is within 20 % of the median. */
  readonly confidence: number;
}

export function describeLimit(
  belief: Belief,
  steps: readonly { readonly likelihood: WindowLikelihood | null }[],
): DescribedLimit {
  const { grid } = belief;
  const cells = commonError(steps) / grid.step;
  const mass = limitMass(belief);
  const widened = cells > 0.05 ? smoothNormal(mass, cells) : mass;
  const limit = intervalOf(widened, grid);
  return {
    limit,
    confidence: massWithin(widened, grid, limit.median, NEAR),
  };
}

/** Of the logarithm of the limit. One window alone has it in its own likelihood. */
function commonError(steps: readonly { readonly likelihood: WindowLikelihood | null }[]): number {
  const edges = steps.flatMap(({ likelihood }) => likelihood?.edge ?? []);
  if (edges.length < 2) return 0;
  const mean = edges.reduce((sum, edge) => sum + edge, 0) / edges.length;
  return COMMON_EDGE * mean * (1 - 1 / edges.length);
}
