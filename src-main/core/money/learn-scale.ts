import type { LearnedScale } from '../../shared/snapshot.js';
import { DAY_MS, type Instant } from '../../shared/units.js';
import { type BilledDay, sumReported } from './billed-day.js';
import { type ExpectedExtra, expectExtras } from './expect-extras.js';

/** What bills teach about the days that have none yet. */
export interface Scale {
  /** What a microcent of estimate comes to on the bill; null: unpriced, and no bill names it. */
  ratioOf(key: string, isPriced: boolean): number | null;
  /** What is expected besides tokens and searches, by its kind. */
  readonly extras: ReadonlyMap<string, ExpectedExtra>;
  /** Null: no bill to learn from. */
  readonly overall: LearnedScale | null;
}

export const scaleKey = (model: string, serviceTier: string) => `${model}\n${serviceTier}`;
/** The bill lists searches without a model. */
export const SEARCHES = 'web_search';

/**
 * Contracts and prices change from one day to the next: a bill counts half as much as one two days
 * younger. Longer forgets a new discount too late, shorter gains nothing (bench:accuracy).
 */
const HALF_LIFE_DAYS = 2;
/** A model's own bills count against those of all: as much as a tenth of a day of it. */
const PRIOR_DAYS = 0.1;
/** Fewer bills before it than this, and a prediction says nothing about the method. */
const LEAST_DAYS = 3;
/** Half of the 80 % of a normal distribution, in standard deviations. */
const HALF_80 = 1.2816;
/** Bills round, and late use arrives: never surer than this. */
const LEAST_DEVIATION = 0.001;
const LEAST_SHARE = 0.01;

const UNLEARNED: Scale = {
  ratioOf: (_key, isPriced) => (isPriced ? 1 : null),
  extras: new Map(),
  overall: null,
};

/** From settled days, oldest first. */
export function learnScale(days: readonly BilledDay[]): Scale {
  const last = days.at(-1);
  if (!last) return UNLEARNED;
  const { ratioOf, extras, usual } = learnRatios(days, last.day + DAY_MS);
  return { ratioOf, extras, overall: judgeScale(days, usual) };
}

interface Ratios extends Omit<Scale, 'overall'> {
  /** Reported / estimated over all that has a price, recent bills first. */
  readonly usual: number | null;
}

function learnRatios(days: readonly BilledDay[], now: Instant): Ratios {
  const sums = new Map<
    string,
    { measure: number; reported: number; weight: number; isPriced: boolean }
  >();
  const all = { measure: 0, reported: 0 };
  for (const day of days) {
    const weight = 0.5 ** ((now - day.day) / DAY_MS / HALF_LIFE_DAYS);
    for (const [key, { measure, reported, isPriced }] of day.figures) {
      const sum = sums.get(key);
      // A model that was priced in between starts afresh.
      const known =
        sum?.isPriced === isPriced ? sum : { measure: 0, reported: 0, weight: 0, isPriced };
      known.measure += weight * measure;
      known.reported += weight * reported;
      known.weight += weight;
      sums.set(key, known);
      if (!isPriced) continue;
      all.measure += weight * measure;
      all.reported += weight * reported;
    }
  }
  const usual = all.measure > 0 ? all.reported / all.measure : null;
  return {
    usual,
    ratioOf(key, isPriced) {
      const sum = sums.get(key);
      const own = sum?.isPriced === isPriced && sum.measure > 0 ? sum : null;
      if (!isPriced) return own ? own.reported / own.measure : null;
      if (!own) return usual ?? 1;
      const prior = (PRIOR_DAYS * own.measure) / own.weight;
      return (own.reported + prior * (usual ?? 1)) / (own.measure + prior);
    },
    extras: expectExtras(days),
  };
}

/** What would have been expected of a day by the bills before it; null: there are none. */
export function expectDay(before: readonly BilledDay[], day: BilledDay): number | null {
  if (before.length === 0) return null;
  const { ratioOf, extras } = learnRatios(before, day.day);
  let expected = 0;
  for (const [key, { measure, isPriced }] of day.figures) {
    expected += measure * (ratioOf(key, isPriced) ?? 0);
  }
  let onTop = 0;
  for (const extra of extras.values()) onTop += extra.perDay + extra.share * expected;
  return Math.round(expected + onTop);
}

/** How well each day's bill could be told from those before it. */
function judgeScale(days: readonly BilledDay[], ratio: number | null): LearnedScale | null {
  if (ratio === null) return null;
  const errors = days.flatMap((day, index) => {
    const expected = index < LEAST_DAYS ? null : expectDay(days.slice(0, index), day);
    // A bill of nothing is far off, not infinitely.
    return expected && expected > 0
      ? [Math.log(Math.max(sumReported(day) / expected, LEAST_SHARE))]
      : [];
  });
  if (errors.length < LEAST_DAYS) return { ratio, low: null, high: null, days: days.length };
  const spread = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
  // Few errors tell little of the next one.
  const reach = (HALF_80 + 2 / errors.length) * Math.max(spread, LEAST_DEVIATION);
  return { ratio, low: Math.exp(-reach), high: Math.exp(reach), days: days.length };
}
