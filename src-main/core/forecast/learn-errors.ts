import { expectUntil, learnExpectation } from './expect-costs.js';
import { type HourlyCosts, sumHeld, WEEK_HOURS } from './hourly-costs.js';
import { type Weighed, weighedQuantile } from './quantile.js';

/** Below and above these shares of past errors: the middle 80 %. */
const LOW_SHARE = 0.1;
const HIGH_SHARE = 0.9;
/** Errors of shorter horizons tell of this one too, the less the shorter they are. */
const HORIZON_SHARES = [1, 0.5, 0.25];
const SHORTEST_BORROWED_HOURS = 72;
/** A moment is judged by only when so much history lies before it. */
const LEAST_HOURS_BEFORE = 240;
/** How many moments are looked back on; those of long horizons lie some days apart. */
const MOST_MOMENTS = 80;
/** Share of the hours that must be held to know what really was. */
const LEAST_KNOWN = 0.9;
/** Share of the average hour added to both sides, so that idle hours have finite errors. */
const FLOOR = 0.02;
/** What is believed without any past error weighs as much as this many independent ones. */
const PRIOR_WEIGHT = 4;
/** Scatter of one day, and of the level; logarithms, as simulated organizations had them. */
const DAY_SCATTER = 0.5;
const LEVEL_SCATTER = 0.3;
const SHORTEST_DAY = 0.3;
/** Ten equally likely standard normal values. */
const NORMAL_TENTHS = [-1.645, -1.036, -0.674, -0.385, -0.126, 0.126, 0.385, 0.674, 1.036, 1.645];

/** Between these factors of (expected cost + floor) lies what really was, 8 times in 10. */
export interface ErrorRange {
  readonly low: number;
  readonly high: number;
  /** Microcents an hour. */
  readonly floor: number;
}

const usualScatter = (hours: number) =>
  Math.sqrt(DAY_SCATTER ** 2 / Math.max(hours / 24, SHORTEST_DAY) + LEVEL_SCATTER ** 2);

interface Horizon {
  /** Of the hours asked for. */
  readonly share: number;
  readonly hours: number;
}

/** How wrong it was about so many hours to come, at this time of earlier days, since `first`. */
export function learnErrors(
  costs: HourlyCosts,
  first: number,
  end: number,
  hours: number,
): ErrorRange {
  const held = sumHeld(costs, first, end);
  const floor = held.heldHours > 0 ? (FLOOR * Math.max(0, held.microcents)) / held.heldHours : 0;
  const errors: Weighed[] = NORMAL_TENTHS.map((value) => ({
    value,
    weight: PRIOR_WEIGHT / NORMAL_TENTHS.length,
  }));
  const horizons = shortestFirst(hours);
  const step = 24 * Math.ceil(hours / WEEK_HOURS);
  const newest = end - Math.ceil((horizons[0]?.hours ?? hours) / 24) * 24;
  const oldest = Math.max(first + LEAST_HOURS_BEFORE, newest - MOST_MOMENTS * step);
  for (let moment = newest; moment >= oldest; moment -= step) {
    const known = horizons.filter((horizon) => moment + horizon.hours <= end);
    errors.push(...errorsAt(costs, moment, known, floor, step));
  }
  const scatter = usualScatter(hours);
  return {
    low: Math.exp(scatter * weighedQuantile(errors, LOW_SHARE)),
    high: Math.exp(scatter * weighedQuantile(errors, HIGH_SHARE)),
    floor,
  };
}

const shortestFirst = (hours: number): Horizon[] =>
  HORIZON_SHARES.map((share) => ({ share, hours: Math.round(hours * share) }))
    .filter((horizon) => horizon.share === 1 || horizon.hours >= SHORTEST_BORROWED_HOURS)
    .reverse();

/** Logarithms of what was / what was expected, in usual scatters of their horizon. */
function errorsAt(
  costs: HourlyCosts,
  moment: number,
  horizons: readonly Horizon[],
  floor: number,
  step: number,
): Weighed[] {
  const untils = horizons.map(({ hours }) => moment + hours);
  const expected = expectUntil(learnExpectation(costs, moment), untils);
  return horizons.flatMap(({ share, hours }, position) => {
    const real = sumHeld(costs, moment, moment + hours);
    if (real.heldHours < LEAST_KNOWN * hours) return [];
    const least = floor * hours;
    const whole = (real.microcents / real.heldHours) * hours;
    const error = Math.log((Math.max(whole, 0) + least) / ((expected[position] ?? 0) + least));
    // Without any use so far there is nothing to be wrong about.
    if (!Number.isFinite(error)) return [];
    // Moments in a row see mostly the same hours: together they count as one.
    return [{ value: error / usualScatter(hours), weight: share * Math.min(1, step / hours) }];
  });
}
