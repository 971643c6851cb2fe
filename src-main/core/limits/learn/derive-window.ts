import { isFreshReading } from '../../../shared/claude-said.js';
import {
  type Evidence,
  LIMIT_UNITS,
  type LimitUnit,
  type WindowKind,
} from '../../../shared/evidence.js';
import type { Instant } from '../../../shared/units.js';
import { advanceBelief, meanScatter } from './belief.js';
import { chooseUnit, unitWeights } from './choose-unit.js';
import { describeLimit } from './describe-limit.js';
import { describeNow } from './describe-now.js';
import { detectChange } from './detect-change.js';
import { type EvidenceWindow, hasUse } from './group-windows.js';
import type { LearnedKind } from './learn.js';
import { type KindPosterior, pauseUntil, type UnitPosterior } from './learn-kind.js';
import type {
  ByUnit,
  LearnedWindow,
  LearnOptions,
  LearnUsage,
  LimitChange,
  LimitNow,
  LimitState,
} from './learned.js';
import { findRunning, type Running } from './running-window.js';

/** At 0 or 1 percent a reading only says that the limit is far. */
const LEAST_TELLING = 1.5;

/** What is known of one kind of window now. */
export function deriveWindow(
  kind: WindowKind,
  learned: LearnedKind | null,
  usage: LearnUsage,
  now: Instant,
  options: LearnOptions,
): LearnedWindow {
  const posterior = learned?.posterior ?? null;
  const windows = posterior?.windows ?? [];
  const unit = posterior ? unitOf(posterior) : 'usd';
  const own = posterior?.units.find((other) => other.unit === unit) ?? null;
  const running = findRunning(kind, windows, usage, now);
  const informative = windows.flatMap((window) => tellingRecords(window));
  const isEstimate = informative.length > 0;
  const moved = own ? detectChange(courseFrom(own, informative)) : null;
  const changed = moved && posterior && { ...moved, isDenied: isDenied(moved, posterior) };
  const told = (posterior?.changes ?? []).filter((at) => at <= now);
  const since =
    latest([...told, ...(changed && !changed.isDenied ? [changed.since] : [])]) ?? -Infinity;
  const limits = posterior && isEstimate ? describeUnits(posterior, now) : [];
  const main = limits.find((described) => described.unit === unit) ?? null;
  const confidence = main?.confidence ?? null;
  const atLeast = boundOf(windows, running, since);
  const learnedNow = posterior && unitOfNow(posterior, unit, running);
  const current =
    posterior && learnedNow && running && (isEstimate || running.said?.newest)
      ? describeNow({
          running,
          learned: learnedNow,
          pause: pauseUntil(posterior, now),
          confidence,
          usage,
          timeZone: options.timeZone,
          now,
        })
      : null;
  return {
    state: stateOf({
      isReported: current
        ? isFresh(current, running?.isTold ?? false, now)
        : isJustSaid(windows.at(-1), now),
      isEstimate,
      isBound: atLeast !== null,
    }),
    unit,
    unitWeights: posterior
      ? unitWeights(
          posterior.units.map((other) => other.unit),
          posterior.evidenceCourse,
        )
      : {},
    limit: isEstimate
      ? Object.fromEntries(limits.map((described) => [described.unit, described.limit]))
      : null,
    atLeast,
    confidence,
    scatter: own && isEstimate ? meanScatter(own.belief) : null,
    counts: {
      hits: informative.filter((record) => record.kind === 'hit').length,
      readings: windows.flatMap(({ readings }) => readings).filter(hasAnyUse).length,
      quiet: windows.filter(({ quiet }) => quiet && hasAnyUse(quiet)).length,
    },
    lastEvidenceAt: latest(informative.map(({ at }) => at)),
    changed,
    course: Object.fromEntries(
      (posterior?.units ?? []).map((other) => [other.unit, courseFrom(other, informative)]),
    ),
    outliers: learned?.outliers ?? [],
    now: current,
  };
}

const unitOf = ({ units, evidenceCourse }: KindPosterior): LimitUnit =>
  chooseUnit(
    units.map(({ unit }) => unit),
    evidenceCourse,
  );

const describeUnits = (posterior: KindPosterior, now: Instant) =>
  posterior.units.map(({ unit, belief, steps }) => ({
    unit,
    ...describeLimit(advanceBelief(belief, pauseUntil(posterior, now)), steps),
  }));

const hasAnyUse = (record: Evidence) => LIMIT_UNITS.some((unit) => hasUse(record, unit));

/** What was answered first since then is the answer to it. */
function isDenied({ since }: LimitChange, { changes, denials }: KindPosterior): boolean {
  const firstOf = (times: readonly Instant[]) => times.find((at) => at >= since) ?? Infinity;
  return firstOf(denials) < firstOf(changes);
}

/** The unit that is shown, or another where the running window is not told in it. */
function unitOfNow({ units }: KindPosterior, shown: LimitUnit, running: Running | null) {
  const told = units.filter(({ unit }) => running?.used[unit]);
  const all = told.length > 0 ? told : units;
  return all.find(({ unit }) => unit === shown) ?? all[0] ?? null;
}

/** Hits and readings that say where the limit is. */
const tellingRecords = ({ hit, readings }: EvidenceWindow): Evidence[] =>
  [...(hit ? [hit] : []), ...readings].filter(
    (record) => hasAnyUse(record) && (record.kind === 'hit' || (record.pct ?? 0) >= LEAST_TELLING),
  );

const latest = (times: readonly Instant[]): Instant | null =>
  times.reduce<Instant | null>((last, at) => (last === null || at > last ? at : last), null);

/** Before the first of them there is no estimate to show. */
function courseFrom({ course }: UnitPosterior, informative: readonly Evidence[]) {
  const first = informative.reduce((least, { at }) => Math.min(least, at), Infinity);
  return course.filter(({ at }) => at >= first);
}

/** The most that was used without being stopped, since the limit last changed. */
function boundOf(
  windows: readonly EvidenceWindow[],
  running: Running | null,
  since: Instant,
): ByUnit<number> | null {
  const most: Partial<Record<LimitUnit, number>> = {};
  const uses = windows.flatMap(({ quiet }) =>
    quiet && quiet.at > since ? [quiet.settled ?? quiet.used ?? {}] : [],
  );
  const isUnstopped = running && !running.said?.hit && (running.isTold || uses.length === 0);
  for (const use of isUnstopped ? [...uses, running.used] : uses) {
    for (const unit of LIMIT_UNITS) {
      const low = use[unit]?.[0] ?? 0;
      if (low > (most[unit] ?? 0)) most[unit] = low;
    }
  }
  return Object.keys(most).length > 0 ? most : null;
}

interface Known {
  readonly isReported: boolean;
  readonly isEstimate: boolean;
  readonly isBound: boolean;
}

function stateOf({ isReported, isEstimate, isBound }: Known): LimitState {
  if (isReported) return 'reported';
  if (isEstimate) return 'estimate';
  return isBound ? 'bound' : 'none';
}

/** A reading of a window that nobody knows the end of. */
function isJustSaid(window: EvidenceWindow | undefined, now: Instant): boolean {
  if (!window?.newest || window.start !== null || window.end !== null) return false;
  return window.newest.at <= now && isFreshReading(window.newest, now);
}

/** Just said, or so little was used since that it still stands. */
function isFresh({ reading, percent }: LimitNow, isTold: boolean, now: Instant): boolean {
  if (!reading) return false;
  if (isFreshReading(reading, now)) return true;
  return isTold && Math.abs(percent.median - reading.pct) < 0.5;
}
