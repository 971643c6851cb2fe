import type { LimitUnit } from '../../../shared/evidence.js';

/** Logarithms of the limits that are thought possible, evenly spaced. */
export interface Grid {
  readonly start: number;
  readonly step: number;
  readonly size: number;
}

const STEP = 0.02;
/** $0.02 to $200,000 and a margin: belief at the very edge has nowhere to go. */
const HALF_LENGTH = 8.6;
/** Middles of what is possible. The lengths are equal, so that evidence in two units compares. */
const CENTRES: Readonly<Record<LimitUnit, number>> = {
  usd: Math.log(63.2),
  ieq: Math.log(63.2 / 5),
  tokens: Math.log(63.2e6),
  hours: Math.log(20),
};

export function gridOf(unit: LimitUnit): Grid {
  const size = Math.ceil((2 * HALF_LENGTH) / STEP) + 1;
  return { start: CENTRES[unit] - HALF_LENGTH, step: STEP, size };
}
