import type { Instant } from '../../shared/units.js';
import type { ComparedLine } from './compare-lines.js';
import { isAlmostNothing, isHundredfold } from './is-hundredfold.js';

/** Bills that stand in one proportion to list prices, day after day. */
export interface Discount {
  /** Bill / list price over the days that show it. */
  readonly ratio: number;
  /** The same of each day that shows it. */
  readonly days: ReadonlyMap<Instant, number>;
  /** Billed days that were looked at. */
  readonly seenDays: number;
  /** The only models that show it while others contradict; null: it is on all of them. */
  readonly ofModels: readonly string[] | null;
  /** The one model that it was seen on, though no other contradicts. */
  readonly seenOn: string | null;
  /** Nothing else was used on the days that show it. */
  readonly isOneModel: boolean;
}

/** Ratios this near each other are one: bills round, and late use arrives. */
const TOGETHER = 0.02;
/** Ratios of different days may lie further apart: so may the prices that the table misses. */
const TOGETHER_DAYS = 0.03;
const LEAST_DISCOUNT = 0.005;
/** Of what was used in a day, as estimated. */
const AGREEING_SHARE = 0.8;
/** A model with less of the estimate contradicts nothing. */
const NOTICEABLE_SHARE = 0.02;
export const RECENT_DAYS = 7;
export const PERSISTENT_DAYS = 3;

/** Null: on too few days. `days`: billed ones, in order. */
export function findDiscount(
  lines: readonly ComparedLine[],
  days: readonly Instant[],
): Discount | null {
  const ofAll = findProportion(lines, days);
  if (ofAll) return ofAll;
  // The models do not agree: one of them may have a proportion of its own, the largest first.
  const estimated = sumEstimates(lines);
  for (const model of modelsOf(lines)) {
    const ofModel = lines.filter((line) => line.model === model);
    if (sumEstimates(ofModel) <= NOTICEABLE_SHARE * estimated) break;
    const own = findProportion(ofModel, days);
    if (own) return { ...own, ofModels: [model] };
  }
  return null;
}

function findProportion(lines: readonly ComparedLine[], days: readonly Instant[]): Discount | null {
  const judged = days.flatMap((day) => judgeDay(lines.filter((line) => line.day === day)) ?? []);
  const below = judged.filter(({ ratio }) => ratio <= 1 - LEAST_DISCOUNT);
  const above = judged.filter(({ ratio }) => ratio >= 1 + LEAST_DISCOUNT);
  const alike = below.length >= above.length ? below : above;
  const usual = weighedMedianOf(alike.map(({ ratio }) => ({ value: ratio, weight: 1 })));
  const showing = alike.filter(({ ratio }) => isNear(ratio, usual, TOGETHER_DAYS));
  const recent = days.slice(-RECENT_DAYS);
  if (showing.filter(({ day }) => recent.includes(day)).length < PERSISTENT_DAYS) return null;
  const sum = (pick: (day: JudgedDay) => number) =>
    showing.reduce((all, day) => all + pick(day), 0);
  const ratio = sum((day) => day.reported) / sum((day) => day.estimated);
  const ratios = new Map(showing.map((day) => [day.day, day.ratio]));
  const shown = lines.filter(({ day }) => ratios.has(day));
  const agreeing = new Set(showing.flatMap(({ models }) => models));
  const [seenOn = null] = agreeing.size === 1 ? agreeing : [];
  const contradicting = findContradicting(shown, ratio);
  return {
    ratio,
    days: ratios,
    seenDays: days.length,
    ofModels:
      contradicting.size === 0
        ? null
        : modelsOf(shown).filter((model) => agreeing.has(model) && !contradicting.has(model)),
    seenOn,
    isOneModel: seenOn !== null && modelsOf(shown).length === 1,
  };
}

/** Whether a line is billed in the proportion, but for what the whole day does not feel. */
export function isInProportion(line: ComparedLine, ratio: number, dayBill: number): boolean {
  const expected = (line.estimated ?? 0) * ratio;
  return Math.abs(line.reported - expected) <= TOGETHER * expected + Math.abs(dayBill) * 0.0005;
}

/** Models with noticeable money that are billed in another proportion. */
function findContradicting(lines: readonly ComparedLine[], ratio: number): ReadonlySet<string> {
  const sums = new Map<string, { reported: number; estimated: number; dear: number }>();
  let all = 0;
  for (const { model, state, estimated, estimatedHigh, reported } of lines) {
    if (state !== 'priced' || estimated === null || estimated <= 0) continue;
    all += estimated;
    const sum = sums.get(model) ?? { reported: 0, estimated: 0, dear: 0 };
    sum.reported += reported;
    sum.estimated += estimated;
    sum.dear += estimatedHigh ?? estimated;
    sums.set(model, sum);
  }
  const contradicting = new Set<string>();
  for (const [model, { reported, estimated, dear }] of sums) {
    if (model === '' || estimated <= NOTICEABLE_SHARE * all) continue;
    const own = reported / estimated;
    if (isHundredfold(own) || isAlmostNothing(own) || isNear(own, ratio, TOGETHER_DAYS)) continue;
    const isAtList = Math.abs(own - 1) < LEAST_DISCOUNT;
    const isWithinBands = own > ratio && reported <= dear * ratio;
    if (isAtList || !isWithinBands) contradicting.add(model);
  }
  return contradicting;
}

interface JudgedDay {
  readonly day: Instant;
  readonly ratio: number;
  readonly reported: number;
  readonly estimated: number;
  readonly models: readonly string[];
}

function judgeDay(ofDay: readonly ComparedLine[]): JudgedDay | null {
  const priced = ofDay.flatMap((line) => {
    const { estimated, reported, state } = line;
    if (state !== 'priced' || estimated === null || estimated <= 0) return [];
    const ratio = reported / estimated;
    return isHundredfold(ratio) || isAlmostNothing(ratio) ? [] : [{ ...line, estimated, ratio }];
  });
  const plain = priced.filter(({ estimatedHigh }) => estimatedHigh === null);
  // A bill below the cheaper band cannot come from the bands.
  const judges = plain.length > 0 ? plain : priced.filter(({ ratio }) => ratio < 1);
  const [first] = judges;
  if (!first) return null;
  const middle = weighedMedianOf(
    judges.map(({ ratio, estimated }) => ({ value: ratio, weight: estimated })),
  );
  const agreeing = judges.filter(({ ratio }) => isNear(ratio, middle, TOGETHER));
  const sum = (pick: 'reported' | 'estimated', of = agreeing) =>
    of.reduce((all, line) => all + line[pick], 0);
  const estimated = sum('estimated');
  if (estimated < AGREEING_SHARE * sum('estimated', judges)) return null;
  const reported = sum('reported');
  const models = [...new Set(agreeing.map(({ model }) => model).filter((model) => model !== ''))];
  return { day: first.day, ratio: reported / estimated, reported, estimated, models };
}

/** Those with a name, the largest estimate first. */
function modelsOf(lines: readonly ComparedLine[]): readonly string[] {
  const sizes = new Map<string, number>();
  for (const { model, estimated } of lines) {
    if (model !== '') sizes.set(model, (sizes.get(model) ?? 0) + (estimated ?? 0));
  }
  return [...sizes].sort((a, b) => b[1] - a[1]).map(([model]) => model);
}

const sumEstimates = (lines: readonly ComparedLine[]) =>
  lines.reduce((sum, { estimated }) => sum + (estimated ?? 0), 0);

const isNear = (a: number, b: number, within: number) => Math.abs(a - b) <= within * b;

/** The value with half of the weight on either side. */
function weighedMedianOf(
  values: readonly { readonly value: number; readonly weight: number }[],
): number {
  const sorted = [...values].sort((a, b) => a.value - b.value);
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const { value, weight } of sorted) {
    sum += weight;
    if (sum >= half) return value;
  }
  return 1;
}
