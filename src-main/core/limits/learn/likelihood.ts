import type { EvidenceSource, UseRange } from '../../../shared/evidence.js';
import type { Grid } from './grid.js';
import { spreadUp } from './kernels.js';
import { normalCdf } from './normal-cdf.js';

/** Use is measured this well, as an sd of the logarithm. */
const MEASURED_SD = 0.02;
/** A record that is mistaken may be off by this much. */
const MISTAKEN_SD = 0.9;
/** A claimed hit that was none: mostly short of the limit, by this much on the mean. */
const CLAIM_BELOW = 0.85;
const CLAIM_REACH = 1;
const CLAIM_SD = 0.1;
/** How often a record of each source is mistaken. */
const MISTAKEN: Readonly<Record<EvidenceSource, number>> = {
  record: 0.02,
  text: 0.05,
  manual: 0.25,
  statusline: 0.01,
  entry: 0.05,
  window: 0.05,
};
/** Use stops at the limit most of the time; else the limit fell somewhere in the bucket. */
const STOPS_AT_LIMIT = 0.75;
/** How far use goes on behind the limit, as a logarithm, on the mean. */
const BEHIND_REACH = 0.5;
const SHORTEST = 2.5 * MEASURED_SD;
/**
 * A 5-hour window mostly begins with the first use after an idle gap: then all of the bucket it
 * begins in is its own, and use is near the high end.
 */
const NEAR_HIGH_END = 0.5;
/** Use from nothing on tells no more than use from a hundredth on. */
const LONGEST = Math.log(100);
/** A quiet window may still have been over the limit. */
const MISSED_HIT = 0.03;
const MISSED_HIT_PARTLY_SEEN = 0.5;

/** Logarithms between which the limit lies; an end may be infinite. */
interface Reach {
  readonly from: number;
  readonly to: number;
}

/** What a record says of the window's own limit: well measured, or mistaken. */
export interface RecordLikelihood {
  readonly sound: Float64Array;
  readonly mistaken: Float64Array;
}

export interface ReadingOfUse {
  readonly used: UseRange;
  readonly pct: number;
  readonly half: number;
}

export function readingLikelihood(
  { used: [low, high], pct, half }: ReadingOfUse,
  grid: Grid,
  sd = MEASURED_SD,
): Float64Array {
  const off = Math.max(half, 0.01);
  const to = pct - off <= 0 ? Infinity : Math.log(high / ((pct - off) / 100));
  if (pct >= 100) return chanceBelow(to, grid, sd);
  return chanceWithin({ from: Math.log(low / ((pct + off) / 100)), to }, grid, sd);
}

/** `used` before and through the bucket of the hit; `settled` through it, once settled. */
export interface HitOfUse {
  readonly used: UseRange;
  readonly settled: UseRange;
  readonly isExact: boolean;
  /** The window began with its first use. */
  readonly beganWithUse: boolean;
}

export function hitLikelihood(hit: HitOfUse, grid: Grid, sd = MEASURED_SD): Float64Array {
  const stopped = reachOf(hit.settled);
  const likelihood = hit.beganWithUse
    ? densityNearHighEnd(stopped, grid, sd)
    : densityWithin(stopped, grid, sd);
  const length = Math.max(stopped.to - stopped.from, SHORTEST);
  if (hit.isExact) return likelihood.map((value) => value * length);
  const anywhere = densityWithin(reachOf(hit.used), grid, sd);
  for (let i = 0; i < likelihood.length; i += 1) {
    likelihood[i] =
      length * (STOPS_AT_LIMIT * (likelihood[i] ?? 0) + (1 - STOPS_AT_LIMIT) * (anywhere[i] ?? 0));
  }
  return likelihood;
}

export function quietLikelihood(use: number, isPartlySeen: boolean, grid: Grid): Float64Array {
  const missed = isPartlySeen ? MISSED_HIT_PARTLY_SEEN : MISSED_HIT;
  const reached = chanceWithin({ from: Math.log(use), to: Infinity }, grid, MEASURED_SD);
  return reached.map((chance) => missed + (1 - missed) * chance);
}

/** A record of this source, which may be mistaken. */
export function weighMistake(
  source: EvidenceSource,
  { step }: Grid,
  likelihoodAt: (sd: number) => Float64Array,
  soundSd = MEASURED_SD,
): RecordLikelihood {
  const rate = MISTAKEN[source];
  const sound = likelihoodAt(soundSd).map((value) => value * (1 - rate));
  const mistaken = likelihoodAt(MISTAKEN_SD).map((value) => value * rate);
  if (source === 'manual') {
    // Whoever takes something else for the limit has not reached it: it lies above.
    const above = spreadUp(likelihoodAt(CLAIM_SD), CLAIM_REACH / step);
    above.forEach((value, i) => {
      mistaken[i] = CLAIM_BELOW * rate * value + (1 - CLAIM_BELOW) * (mistaken[i] ?? 0);
    });
  }
  return { sound, mistaken };
}

function reachOf([low, high]: UseRange): Reach {
  const to = Math.log(high);
  return { from: Math.max(low > 0 ? Math.log(low) : -Infinity, to - LONGEST), to };
}

function chanceWithin({ from, to }: Reach, grid: Grid, sd: number): Float64Array {
  const chances = new Float64Array(grid.size);
  for (let i = 0; i < grid.size; i += 1) {
    const x = grid.start + i * grid.step;
    chances[i] = Math.max(0, normalCdf((to - x) / sd) - normalCdf((from - x) / sd));
  }
  return chances;
}

/** The limit is not above, and not far below: use hardly goes on behind it. */
function chanceBelow(to: number, grid: Grid, sd: number): Float64Array {
  return chanceWithin({ from: -Infinity, to }, grid, sd).map((chance, i) => {
    const below = Math.min(0, grid.start + i * grid.step - to);
    return chance * Math.exp(below / BEHIND_REACH);
  });
}

/** The same over the length, down to a length of nothing. */
function densityWithin({ from, to }: Reach, grid: Grid, sd: number): Float64Array {
  const length = to - from;
  if (length > sd / 10) return chanceWithin({ from, to }, grid, sd).map((value) => value / length);
  const middle = (from + to) / 2;
  const density = new Float64Array(grid.size);
  for (let i = 0; i < grid.size; i += 1) {
    const z = (grid.start + i * grid.step - middle) / sd;
    density[i] = (0.3989422804014327 / sd) * Math.exp(-0.5 * z * z);
  }
  return density;
}

function densityNearHighEnd({ from, to }: Reach, grid: Grid, sd: number): Float64Array {
  const anywhere = densityWithin({ from, to }, grid, sd);
  const upper = densityWithin({ from: to - (to - from) / 3, to }, grid, sd);
  return anywhere.map((value, i) => value + NEAR_HIGH_END * ((upper[i] ?? 0) - value));
}
