import { costAt, type HourlyCosts, WEEK_HOURS } from './hourly-costs.js';

/** Weeks that are looked back on, and after how many of them one counts half. */
export const RHYTHM_WEEKS = 12;
const DECAY_PER_WEEK = 0.5 ** (1 / 4);
/** How many held weeks weigh as much as what other hours say of this one. */
const PRIOR_WEEKS = 1;

/** Expected microcents of each UTC hour of the week, from the hours before `end`. */
export function learnRhythm(costs: HourlyCosts, end: number): Float64Array {
  const sums = new Float64Array(WEEK_HOURS);
  const weights = new Float64Array(WEEK_HOURS);
  const first = Math.max(0, end - RHYTHM_WEEKS * WEEK_HOURS);
  let weight = 1;
  for (let weekEnd = end; weekEnd > first; weekEnd -= WEEK_HOURS) {
    for (let index = Math.max(first, weekEnd - WEEK_HOURS); index < weekEnd; index += 1) {
      const cost = costAt(costs, index);
      if (Number.isNaN(cost)) continue;
      const hour = index % WEEK_HOURS;
      sums[hour] = at(sums, hour) + weight * cost;
      weights[hour] = at(weights, hour) + weight;
    }
    weight *= DECAY_PER_WEEK;
  }
  return shrink(sums, weights);
}

/** Where little is held, an hour of the week leans on the same hour of all days x its weekday. */
function shrink(sums: Float64Array, weights: Float64Array): Float64Array {
  const hours = new Float64Array(24);
  for (let hour = 0; hour < 24; hour += 1) {
    let sum = 0;
    let weight = 0;
    for (let cell = hour; cell < WEEK_HOURS; cell += 24) {
      sum += at(sums, cell);
      weight += at(weights, cell);
    }
    hours[hour] = weight > 0 ? sum / weight : 0;
  }
  // Half an average day, so that one weekday held once is not taken for all of its kind.
  const halfDay = (hours.reduce((sum, cost) => sum + cost, 0) / 2) * PRIOR_WEEKS;
  const rhythm = new Float64Array(WEEK_HOURS);
  for (let day = 0; day < WEEK_HOURS; day += 24) {
    let sum = halfDay;
    let expected = halfDay;
    for (let hour = 0; hour < 24; hour += 1) {
      sum += at(sums, day + hour);
      expected += at(weights, day + hour) * at(hours, hour);
    }
    const factor = expected > 0 ? sum / expected : 0;
    for (let hour = 0; hour < 24; hour += 1) {
      const cell = day + hour;
      rhythm[cell] =
        (at(sums, cell) + PRIOR_WEEKS * factor * at(hours, hour)) /
        (at(weights, cell) + PRIOR_WEEKS);
    }
  }
  return rhythm;
}

/** Only for indices within the array. */
const at = (array: Float64Array, index: number) => array[index] ?? 0;
