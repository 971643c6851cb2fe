import { type Evidence, halfOf, type LimitUnit, type UseRange } from '../../../shared/evidence.js';
import type { Instant } from '../../../shared/units.js';
import { hourUse, intervalOfDraws, LEAST_ACTIVE_HOURS, recentActiveHours } from './active-hours.js';
import { advanceBelief, type Pause, windowMass } from './belief.js';
import { drawHoursLeft } from './hours-left.js';
import type { UnitPosterior } from './learn-kind.js';
import { learnRhythmOfWeek } from './learn-rhythm-of-week.js';
import type { ByUnit, Interval, LearnUsage, LimitNow } from './learned.js';
import { quantiles } from './quantiles.js';
import { forecastRunOut } from './run-out.js';
import { type Running, ratioOf } from './running-window.js';
import { likelihoodOfWindow, multiplyLikelihoods } from './window-likelihood.js';

/** Within a window the mix of work moves so much that a reading is no closer than this. */
const READING_SD = 0.1;
const DRAWS = 200;
const SHARES = Array.from({ length: DRAWS }, (_, index) => (index + 0.5) / DRAWS);
/** With less confidence than this no hours are told. */
const TELLS_HOURS = 0.5;
const SPENT: Interval = { median: 0, low: 0, high: 0 };

export interface NowParts {
  readonly running: Running;
  readonly learned: UnitPosterior;
  /** Since the newest evidence. */
  readonly pause: Pause;
  /** Of the limit; null: not known yet. */
  readonly confidence: number | null;
  readonly usage: LearnUsage;
  readonly timeZone: string;
  readonly now: Instant;
}

export function describeNow(parts: NowParts): LimitNow {
  const { running, learned, usage, now } = parts;
  const { unit } = learned;
  const limits = drawLimits(parts);
  const stop = certainHit(running);
  const percents = limits.map((limit, index) =>
    stop ? 100 : percentOf(limit, shuffled(index), running, unit),
  );
  const remaining = limits.map((limit, index) =>
    Math.max(0, limit * (1 - (percents[index] ?? 0) / 100)),
  );
  const left = intervalOfDraws(remaining);
  const spread = intervalOfDraws(percents);
  const active = recentActiveHours(usage.hours, unit);
  const isTold = (parts.confidence ?? 0) >= TELLS_HOURS && active.length >= LEAST_ACTIVE_HOURS;
  const percent = { ...spread, median: Math.min(100, Math.max(0, spread.median)) };
  const { newest } = running.said ?? { newest: null };
  return {
    window: { start: running.start, end: running.end },
    percent,
    reading: newest && newest.pct !== null ? { pct: newest.pct, at: newest.at } : null,
    remaining: inEveryUnit(left, parts),
    hoursLeft: isTold ? drawHoursLeft(remaining, active) : null,
    hours: isTold ? hoursOf(percent.median, drawHoursLeft(limits, active).median) : null,
    ...(isTold
      ? forecastRunOut(
          remaining,
          learnRhythmOfWeek(usage.hours, unit, parts.timeZone, now),
          now,
          running.end,
        )
      : { runsOutAt: null, runOutChance: null }),
    ...(stop ? { hoursLeft: SPENT, runsOutAt: stop.at, runOutChance: 1 } : {}),
  };
}

/** Equally likely limits of the running window itself, ascending. */
function drawLimits({ running, learned, pause }: NowParts): number[] {
  const { unit, belief, expected } = learned;
  const { grid } = belief;
  if (!running.said) return quantiles(windowMass(advanceBelief(belief, pause)), grid, SHARES);
  const mass = windowMass(expected);
  const said = likelihoodOfWindow(running.said, unit, grid, READING_SD);
  if (!said) return quantiles(mass, grid, SHARES);
  const likelihood = multiplyLikelihoods(said, grid);
  return quantiles(
    mass.map((value, i) => value * (likelihood[i] ?? 0)),
    grid,
    SHARES,
  );
}

/** A recorded hit stops the window, unless a later reading says that it goes on. */
function certainHit({ said }: Running): Evidence | null {
  if (!said?.hit || said.hit.source === 'manual') return null;
  const { newest, hit } = said;
  return newest && newest.at > hit.at && (newest.pct ?? 0) < 100 ? null : hit;
}

/** `place` in 0..1 stands for where use and the reading lie between their ends. */
function percentOf(limit: number, place: number, { used, said }: Running, unit: LimitUnit): number {
  const use = used[unit] ?? [0, 0];
  const newest = said?.newest;
  if (!newest || newest.pct === null) return (100 * between(use, place)) / limit;
  const half = newest.half ?? halfOf(newest.pct, newest.since !== null);
  const since = usedSince(use, newest.used?.[unit]);
  const more = (100 * between(since, place)) / limit;
  return Math.max(0, newest.pct + half * (2 * place - 1) + more);
}

/** The window's start is cut alike at both times, so low is compared with low. */
function usedSince(use: UseRange, before: UseRange | undefined): UseRange {
  if (!before) return [0, 0];
  const ends = [Math.max(0, use[0] - before[0]), Math.max(0, use[1] - before[1])];
  return [Math.min(...ends), Math.max(...ends)];
}

const between = ([low, high]: UseRange, place: number) => low + place * (high - low);

/** Every place once, in an order that has nothing to do with the order of the limits. */
const shuffled = (index: number) => (((index * 73) % DRAWS) + 0.5) / DRAWS;

function inEveryUnit(left: Interval, { learned, usage, running }: NowParts): ByUnit<Interval> {
  const sums = sumsOf(usage);
  const all: Partial<Record<LimitUnit, Interval>> = {};
  for (const unit of ['usd', 'ieq', 'tokens'] as const) {
    const ratio = ratioOf(unit, learned.unit, sums, running.used);
    if (ratio === null) continue;
    all[unit] = { median: left.median * ratio, low: left.low * ratio, high: left.high * ratio };
  }
  return { ...all, [learned.unit]: left };
}

/** The ratio of units is that of the last hours. */
const RATIO_HOURS = 80;

function sumsOf({ hours }: LearnUsage): ByUnit<number> {
  const recent = hours.slice(-RATIO_HOURS);
  const sum = (unit: LimitUnit) => recent.reduce((total, hour) => total + hourUse(hour, unit), 0);
  return { usd: sum('usd'), ieq: sum('ieq'), tokens: sum('tokens'), hours: sum('hours') };
}

/** The whole limit at the pace that what is left is counted at, so that the two add up. */
const hoursOf = (percent: number, inLimit: number) => ({
  used: (percent / 100) * inLimit,
  inLimit,
});
