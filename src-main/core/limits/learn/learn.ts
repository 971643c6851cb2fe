import type { Evidence, WindowKind } from '../../../shared/evidence.js';
import type { Instant } from '../../../shared/units.js';
import { chooseUnit } from './choose-unit.js';
import { deriveWindow } from './derive-window.js';
import { findOutliers } from './find-outliers.js';
import { groupInSteps } from './group-windows.js';
import { type KindPosterior, learnKind } from './learn-kind.js';
import type { Learned, LearnedWindow, LearnOptions, LearnUsage } from './learned.js';
import { usableRecords } from './usable-records.js';

/** What evidence alone says: the slow part, which stays good until evidence changes. */
export type LearnPosterior = ReadonlyMap<WindowKind, LearnedKind>;

export interface LearnedKind {
  readonly posterior: KindPosterior;
  readonly outliers: readonly string[];
}

/** Learns from the evidence of one meter; yields after each window. */
export function* learnPosteriorInSteps(
  evidence: readonly Evidence[],
  hint: LearnOptions['hint'] = {},
): Generator<void, LearnPosterior> {
  const records = yield* usableRecords(evidence);
  const kinds = new Map<WindowKind, LearnedKind>();
  for (const kind of new Set(records.map(({ window }) => window))) {
    const windows = yield* groupInSteps(records, kind);
    const steps = learnKind(records, kind, hint, windows);
    let step = steps.next();
    while (!step.done) {
      yield;
      step = steps.next();
    }
    const posterior = step.value;
    const unit = chooseUnit(
      posterior.units.map((learned) => learned.unit),
      posterior.evidenceCourse,
    );
    const learned = posterior.units.find((other) => other.unit === unit);
    kinds.set(kind, { posterior, outliers: learned ? yield* findOutliers(learned) : [] });
  }
  return kinds;
}

/** The quick part: what it means now. */
export function deriveLearned(
  learned: LearnPosterior,
  usage: LearnUsage,
  now: Instant,
  options: LearnOptions,
): Learned {
  const kinds = new Set([...learned.keys(), ...usage.running.map(({ kind }) => kind)]);
  const windows: Partial<Record<WindowKind, LearnedWindow>> = {};
  for (const kind of [...kinds].sort()) {
    windows[kind] = deriveWindow(kind, learned.get(kind) ?? null, usage, now, options);
  }
  // A kind that is left out reads as undefined, for labels as for the two fixed kinds.
  return windows as Learned;
}

export function* learnInSteps(
  evidence: readonly Evidence[],
  usage: LearnUsage,
  now: Instant,
  options: LearnOptions,
): Generator<void, Learned> {
  const learned = yield* learnPosteriorInSteps(evidence, options.hint);
  return deriveLearned(learned, usage, now, options);
}

/** Everything that evidence and use say of the limits of one meter. The same gives the same. */
export function learn(
  evidence: readonly Evidence[],
  usage: LearnUsage,
  now: Instant,
  options: LearnOptions,
): Learned {
  const steps = learnInSteps(evidence, usage, now, options);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
