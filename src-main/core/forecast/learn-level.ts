import { medianOf } from '../median.js';
import { costAt, type HourlyCosts, sumHeld, WEEK_HOURS } from './hourly-costs.js';
import { RHYTHM_WEEKS } from './learn-rhythm.js';

const DECAY_PER_DAY = 0.5 ** (1 / 10);
/** Average days that weigh for "as the rhythm has it", and how old the rhythm is. */
const PRIOR_DAYS = 2;
const RHYTHM_AGE_DAYS = 30;
/** A day counts as no more than this many ordinary ones: a spike is no new level. */
const MOST_ORDINARY_DAYS = 2;
/** A day of hardly any expected use is measured by this share of an average day. */
const LEAST_OF_DAY = 0.3;
/** How much of a measured growth is believed, and how steep it may be in a week (logarithm). */
const BELIEF = 0.7;
const DOUBT = 3;
const STEEPEST = 0.1;
/** The level is that of days past; growth since then is caught up with, for so many weeks. */
const MOST_WEEKS_BEHIND = 4;

/** How the days before a moment compare with the rhythm. */
export interface Level {
  /** Times the rhythm, now. */
  readonly factor: number;
  /** Logarithm of the growth in a week. */
  readonly weeklyGrowth: number;
}

interface Day {
  readonly cost: number;
  readonly expected: number;
}

export function learnLevel(costs: HourlyCosts, rhythm: Float64Array, end: number): Level {
  const average = rhythm.reduce((sum, cost) => sum + cost, 0) / 7;
  if (average <= 0) return { factor: 0, weeklyGrowth: 0 };
  const days = ordinaryDays(daysBefore(costs, rhythm, end), average);
  const weeklyGrowth = learnGrowth(days, average);
  let cost = PRIOR_DAYS * average;
  let expected = PRIOR_DAYS * average;
  let ages = expected * RHYTHM_AGE_DAYS;
  let weight = 1;
  days.forEach((day, age) => {
    cost += weight * day.cost;
    expected += weight * day.expected;
    ages += weight * day.expected * age;
    weight *= DECAY_PER_DAY;
  });
  const weeksBehind = Math.min(MOST_WEEKS_BEHIND, ages / expected / 7);
  const factor = Math.max(0, cost / expected) * Math.exp(weeklyGrowth * weeksBehind);
  return { factor, weeklyGrowth };
}

/** Newest first; each ends at the hour of day of `end`. Hours not held are in neither sum. */
function daysBefore(costs: HourlyCosts, rhythm: Float64Array, end: number): Day[] {
  const count = Math.min(Math.ceil(end / 24), RHYTHM_WEEKS * 7);
  const wholeDays = new Map<number, number>();
  return Array.from({ length: count }, (_, age) => {
    const from = end - 24 * (age + 1);
    const { microcents: cost, heldHours } = sumHeld(costs, from, from + 24);
    if (heldHours < 24) return { cost, expected: expectedOfHeld(costs, rhythm, from) };
    const begins = from % WEEK_HOURS;
    const expected = wholeDays.get(begins) ?? expectedOfHeld(costs, rhythm, from);
    wholeDays.set(begins, expected);
    return { cost, expected };
  });
}

function expectedOfHeld(costs: HourlyCosts, rhythm: Float64Array, from: number): number {
  let sum = 0;
  for (let index = from; index < from + 24; index += 1) {
    if (!Number.isNaN(costAt(costs, index))) sum += rhythm[index % WEEK_HOURS] ?? 0;
  }
  return sum;
}

/** Spikes cut off; several days in a row of the last week are no spike but a new level. */
function ordinaryDays(days: readonly Day[], average: number): Day[] {
  const measure = (day: Day) => Math.max(day.expected, LEAST_OF_DAY * average);
  const recent = medianOf(days.slice(0, 7).map((day) => day.cost / measure(day))) ?? 1;
  const most = MOST_ORDINARY_DAYS * Math.max(1, recent);
  return days.map((day) => ({ ...day, cost: Math.min(day.cost, most * measure(day)) }));
}

/** The middle of the slopes between all pairs of weeks, shrunk by how much they scatter. */
function learnGrowth(days: readonly Day[], average: number): number {
  const weeks: { readonly age: number; readonly level: number }[] = [];
  for (let age = 0; 7 * (age + 1) <= days.length; age += 1) {
    const week = days.slice(7 * age, 7 * age + 7);
    const cost = week.reduce((sum, day) => sum + day.cost, 0);
    const expected = week.reduce((sum, day) => sum + day.expected, 0);
    if (expected < 2 * average) continue;
    // A third of a day keeps the logarithm of an idle week finite.
    const level = Math.log((Math.max(cost, 0) + average / 3) / (expected + average / 3));
    weeks.push({ age, level });
  }
  if (weeks.length < 3) return 0;
  const slopes = weeks.flatMap((later, index) =>
    weeks.slice(index + 1).map((older) => (later.level - older.level) / (older.age - later.age)),
  );
  const slope = medianOf(slopes) ?? 0;
  const doubt = DOUBT * squaredErrorOf(slope, weeks);
  const believed = BELIEF * slope * (slope ** 2 / (slope ** 2 + doubt));
  return Math.min(Math.max(believed, -STEEPEST), STEEPEST);
}

/** Of a line through the weeks with this slope; never quite zero. */
function squaredErrorOf(
  slope: number,
  weeks: readonly { readonly age: number; readonly level: number }[],
): number {
  const age = weeks.reduce((sum, week) => sum + week.age, 0) / weeks.length;
  const level = weeks.reduce((sum, week) => sum + week.level, 0) / weeks.length;
  let squares = 0.01;
  let spread = 0;
  for (const week of weeks) {
    squares += (week.level - level + slope * (week.age - age)) ** 2;
    spread += (week.age - age) ** 2;
  }
  return squares / (weeks.length - 2) / spread;
}
