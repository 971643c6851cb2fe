import type { Evidence, LimitUnit, WindowKind } from '../../../shared/evidence.js';
import { DAY_MS, type Instant } from '../../../shared/units.js';
import {
  advanceBelief,
  type Belief,
  blurByScatter,
  type Pause,
  startBelief,
  updateBelief,
} from './belief.js';
import { type EvidenceCourse, unitsOf } from './choose-unit.js';
import { describeLimit } from './describe-limit.js';
import { gridOf } from './grid.js';
import { type EvidenceWindow, groupWindows } from './group-windows.js';
import type { ByUnit, CoursePoint } from './learned.js';
import {
  likelihoodOfWindow,
  multiplyLikelihoods,
  type WindowLikelihood,
} from './window-likelihood.js';

/** One window as one unit saw it. */
export interface LearnedStep {
  /** Since the window before. */
  readonly pause: Pause;
  /** Null: nothing was visible in this unit. */
  readonly likelihood: WindowLikelihood | null;
}

/** All that evidence says in one unit. */
export interface UnitPosterior {
  readonly unit: LimitUnit;
  readonly belief: Belief;
  /** Before the newest window was looked at, at its time. */
  readonly expected: Belief;
  readonly steps: readonly LearnedStep[];
  readonly course: readonly CoursePoint[];
}

/** All that evidence says of one kind of window. */
export interface KindPosterior {
  readonly kind: WindowKind;
  /** Of the newest window; belief stands there. Null: there is none. */
  readonly at: Instant | null;
  readonly units: readonly UnitPosterior[];
  readonly evidenceCourse: EvidenceCourse;
  readonly windows: readonly EvidenceWindow[];
  /** Changes that the person told of, oldest first. */
  readonly changes: readonly Instant[];
  /** Changes that the person said are none, oldest first. */
  readonly denials: readonly Instant[];
}

/** Yields what is known after each window, so that nothing else has to wait. */
export function* learnKind(
  records: readonly Evidence[],
  kind: WindowKind,
  hint: ByUnit<number>,
  windows = groupWindows(records, kind),
): Generator<KindPosterior, KindPosterior> {
  let known = startKind(records, kind, hint);
  for (const [index, window] of windows.entries()) {
    known = { ...learnWindow(known, window), windows: windows.slice(0, index + 1) };
    yield known;
  }
  return known;
}

/** Before the first window. */
export function startKind(
  records: readonly Evidence[],
  kind: WindowKind,
  hint: ByUnit<number>,
): KindPosterior {
  const own = records.filter(({ window }) => window === kind);
  return {
    kind,
    at: null,
    units: unitsOf(own).map((unit) => ({
      unit,
      belief: startBelief(gridOf(unit), hint[unit] ?? null),
      expected: startBelief(gridOf(unit), hint[unit] ?? null),
      steps: [],
      course: [],
    })),
    evidenceCourse: [],
    windows: [],
    changes: timesOf(own.filter(({ isIgnored }) => !isIgnored)),
    denials: timesOf(own.filter(({ isIgnored }) => isIgnored)),
  };
}

const timesOf = (records: readonly Evidence[]): readonly Instant[] =>
  records
    .filter((record) => record.kind === 'change')
    .map(({ at }) => at)
    .sort((one, other) => one - other);

/** One window more. */
export function learnWindow(known: KindPosterior, window: EvidenceWindow): KindPosterior {
  const pause = pauseUntil(known, window.at);
  const units = known.units.map((learned) => learnStep(learned, window, pause));
  const isCompared = units.every(({ steps }) => steps.at(-1)?.likelihood != null);
  const evidence = units.map(
    ({ belief, expected }, index) =>
      (known.evidenceCourse.at(-1)?.[index] ?? 0) + belief.logEvidence - expected.logEvidence,
  );
  return {
    ...known,
    at: Math.max(known.at ?? window.at, window.at),
    units,
    // Units compare only by what all of them saw.
    evidenceCourse: isCompared ? [...known.evidenceCourse, evidence] : known.evidenceCourse,
  };
}

/** From the newest window to a moment behind it. */
export function pauseUntil({ at, changes }: KindPosterior, until: Instant): Pause {
  const from = at ?? until;
  return {
    days: Math.max(0, until - from) / DAY_MS,
    saidJump: changes.some((change) => from < change && change <= until),
  };
}

function learnStep(
  { unit, belief, steps, course }: UnitPosterior,
  window: EvidenceWindow,
  pause: Pause,
): UnitPosterior {
  const { grid } = belief;
  const expected = advanceBelief(belief, pause);
  const likelihood = likelihoodOfWindow(window, unit, grid);
  const known = { unit, expected, steps: [...steps, { pause, likelihood }] };
  if (!likelihood) return { ...known, belief: expected, course };
  const blurred = blurByScatter(multiplyLikelihoods(likelihood, grid), grid);
  const learned = { ...known, belief: updateBelief(expected, blurred) };
  const { limit, confidence } = describeLimit(learned.belief, learned.steps);
  return { ...learned, course: [...course, { at: window.at, limit, confidence }] };
}
