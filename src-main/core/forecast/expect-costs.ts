import { type HourlyCosts, WEEK_HOURS } from './hourly-costs.js';
import { type Level, learnLevel } from './learn-level.js';
import { learnRhythm } from './learn-rhythm.js';

/** Growth fades: after a month a third of it is left. */
const GROWTH_LEFT_PER_DAY = 0.97;

/** What the hours before `end` say of other hours. */
export interface Expectation extends Level {
  readonly end: number;
  readonly rhythm: Float64Array;
}

export function learnExpectation(costs: HourlyCosts, end: number): Expectation {
  const rhythm = learnRhythm(costs, end);
  return { end, rhythm, ...learnLevel(costs, rhythm, end) };
}

/** One hour at the level of `end`; it may lie before all that is held. */
export function expectHour({ rhythm, factor }: Expectation, index: number): number {
  const hourOfWeek = ((index % WEEK_HOURS) + WEEK_HOURS) % WEEK_HOURS;
  return Math.max(0, rhythm[hourOfWeek] ?? 0) * factor;
}

/** The microcents of the hours from `end` up to each of `untils`, which ascend. */
export function expectUntil(expectation: Expectation, untils: readonly number[]): number[] {
  const { end, weeklyGrowth } = expectation;
  let sum = 0;
  let grown = 0;
  let dailyGrowth = weeklyGrowth / 7;
  let index = end;
  return untils.map((until) => {
    for (; index < until; index += 1) {
      if ((index - end) % 24 === 0) {
        grown += dailyGrowth;
        dailyGrowth *= GROWTH_LEFT_PER_DAY;
      }
      sum += expectHour(expectation, index) * Math.exp(grown);
    }
    return sum;
  });
}
