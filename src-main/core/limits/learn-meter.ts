import {
  type Evidence,
  isDenial,
  type Meter,
  type Use,
  type WindowKind,
} from '../../shared/evidence.js';
import type { WindowLimit } from '../../shared/limits.js';
import type { Settings } from '../../shared/settings.js';
import { DAY_MS, type Instant, type Span } from '../../shared/units.js';
import { groupBy } from '../group-by.js';
import { findDeltas } from './book/find-deltas.js';
import { findQuietWindows } from './book/find-quiet-windows.js';
import { weighEvidence } from './book/weigh-evidence.js';
import { describeWindow } from './describe-window.js';
import { findLimitWindows } from './find-limit-windows.js';
import { latestReading } from './latest-reading.js';
import { deriveLearned, type LearnPosterior, learnPosteriorInSteps } from './learn/learn.js';
import type { LearnedWindow } from './learn/learned.js';
import { runningWindows } from './running-windows.js';
import type { UseTimeline } from './use/use-timeline.js';
import { type LimitWindow, SAME_END_MS, windowAt } from './windows/limit-window.js';

/** The rhythm of work is that of the last eight weeks. */
export const PROFILE_MS = 56 * DAY_MS;

export interface MeterInput {
  readonly meter: Meter;
  /** Of this meter. */
  readonly evidence: readonly Evidence[];
  /** Null: use is not visible here. */
  readonly timeline: UseTimeline | null;
  /** When a plan was used, to the minute. */
  readonly uses: readonly Instant[];
  /** How far the timeline reaches back. */
  readonly span: Span;
  /** From when on a hit would have been noticed without anybody's help; null: never. */
  readonly seenFrom: Instant | null;
  readonly settings: Settings;
  readonly timeZone: string;
  readonly now: Instant;
  /** Of the last time; null: none. */
  readonly kept: KeptPosterior | null;
}

export interface LearnedMeter {
  readonly limits: readonly WindowLimit[];
  /** Every record, placed in its window, with the use it stands for. */
  readonly evidence: readonly Evidence[];
  readonly outliers: readonly string[];
  /** Quiet windows that are no windows any more: other ends were told, or set, since. */
  readonly passed: readonly string[];
  readonly kept: KeptPosterior;
}

/** What evidence alone says stays good until evidence changes. */
export interface KeptPosterior {
  readonly mark: string;
  readonly posterior: LearnPosterior;
}

/** Windows that ended without a hit, as evidence; those that are noted already are left out. */
export function* findQuiet(input: MeterInput): Generator<void, readonly Evidence[]> {
  const { meter, timeline, seenFrom, now } = input;
  const quiet: Evidence[] = [];
  if (!timeline) return quiet;
  const evidence = input.evidence.filter(({ at }) => at <= now);
  const certain = evidence.filter(isCertain);
  for (const [kind, windows] of findLimitWindows({ ...input, evidence, hasUse: true })) {
    const hits = hitsOf(certain, kind);
    const noted = evidence.flatMap((record) =>
      record.kind === 'quiet' && record.window === kind ? [record.at] : [],
    );
    const search = { meter, kind, windows, timeline, hits, noted, seenFrom, now };
    quiet.push(...(yield* findQuietWindows(search)));
    yield;
  }
  return quiet;
}

/** Learns every limit of one meter. Yields so that nothing else has to wait. */
export function* learnMeter(input: MeterInput): Generator<void, LearnedMeter> {
  const { meter, timeline, span, now } = input;
  // A clock that ran ahead left records for later.
  const known = input.evidence.filter(({ at }) => at <= now);
  const windows = findLimitWindows({ ...input, evidence: known, hasUse: timeline !== null });
  yield;
  const hits = certainHits(known);
  yield;
  const evidence = yield* weighAll({ ...input, evidence: known }, windows, hits);
  const { taught, passed } = yield* sortOut(evidence, input, windows, hits);
  const deltas = timeline ? findDeltas(taught, timeline) : [];
  yield;
  const running = runningWindows(windows, timeline, [...taught, ...deltas], now);
  const anchors = new Set(running.flatMap(({ anchor }) => anchor ?? []));
  const teaching = taught.map((record) =>
    anchors.has(record.id) ? { ...record, used: NO_USE } : record,
  );
  const kept = yield* recallPosterior([...teaching, ...deltas], input.kept);
  yield;
  const learned = deriveLearned(
    kept.posterior,
    {
      hours: timeline?.hours({ from: Math.max(span.from, now - PROFILE_MS), to: now }, null) ?? [],
      running,
    },
    now,
    { timeZone: input.timeZone },
  );
  yield;
  const limits: WindowLimit[] = [];
  for (const [kind, ofKind] of windows) {
    const result = learned[kind];
    if (!result) continue;
    const answers = taught
      .filter((record) => record.kind === 'change' && record.window === kind)
      .map(({ at }) => at);
    const reading = latestReading(taught, kind, windowAt(ofKind, now), now);
    limits.push(
      yield* describeWindow({
        meter,
        kind,
        learned: result,
        windows: ofKind,
        timeline,
        reading,
        hits: hitsOf(evidence, kind),
        answers,
        uses: input.uses,
        now,
      }),
    );
  }
  return {
    limits,
    evidence,
    // Its keys are kinds of windows, each with what was learned of it.
    outliers: Object.values<LearnedWindow>(learned).flatMap(({ outliers }) => outliers),
    passed,
    kept,
  };
}

const NO_USE: Use = { usd: [0, 0], ieq: [0, 0], tokens: [0, 0], hours: [0, 0] };

const hitsOf = (evidence: readonly Evidence[], of: WindowKind): readonly Instant[] =>
  evidence.flatMap(({ kind, window, at, isIgnored }) =>
    kind === 'hit' && window === of && !isIgnored ? [at] : [],
  );

/** A person may have taken something else for the limit: beside their word a window may be quiet. */
const isCertain = ({ source }: Evidence) => source !== 'manual';

/** Found once for all records: there may be many of both. */
type HitsByKind = ReadonlyMap<WindowKind, readonly Instant[]>;

function certainHits(evidence: readonly Evidence[]): HitsByKind {
  const byKind = groupBy(evidence.filter(isCertain), ({ window }) => window);
  return new Map([...byKind].map(([kind, ofKind]) => [kind, hitsOf(ofKind, kind)]));
}

function* recallPosterior(
  evidence: readonly Evidence[],
  kept: KeptPosterior | null,
): Generator<void, KeptPosterior> {
  const mark = JSON.stringify(evidence);
  if (kept?.mark === mark) return kept;
  return { mark, posterior: yield* learnPosteriorInSteps(evidence) };
}

function* weighAll(
  { evidence, timeline, span }: MeterInput,
  windows: ReadonlyMap<WindowKind, readonly LimitWindow[]>,
  hits: HitsByKind,
): Generator<void, Evidence[]> {
  const weighed: Evidence[] = [];
  for (const record of evidence) {
    weighed.push(
      weighEvidence(record, {
        timeline,
        windows: windows.get(record.window) ?? [],
        reachesBack: span.from,
        hits: hits.get(record.window) ?? [],
      }),
    );
    yield;
  }
  return weighed;
}

/** Between two steps. */
const STEP_RECORDS = 64;

/** What may be learned from, and the ids of what is no window any more. */
function* sortOut(
  evidence: readonly Evidence[],
  input: MeterInput,
  windows: ReadonlyMap<WindowKind, readonly LimitWindow[]>,
  hits: HitsByKind,
): Generator<void, { readonly taught: readonly Evidence[]; readonly passed: readonly string[] }> {
  const taught: Evidence[] = [];
  const passed: string[] = [];
  for (const [index, record] of evidence.entries()) {
    if (index % STEP_RECORDS === 0) yield;
    if (isPassed(record, input, windows)) passed.push(record.id);
    else if (isTaught(record, hits.get(record.window) ?? [])) taught.push(record);
  }
  return { taught, passed };
}

/** A quiet window in which a hit was found later is none; that a change was denied teaches too. */
function isTaught(record: Evidence, hits: readonly Instant[]): boolean {
  const { kind, isIgnored, start, end } = record;
  if (isIgnored) return isDenial(record);
  return kind !== 'quiet' || !hits.some((at) => at >= (start ?? at + 1) && at < (end ?? at));
}

/** The same use must not count in two windows, nor a part of one as a whole. */
function isPassed(
  { kind, window, start, end }: Evidence,
  { timeline, span }: MeterInput,
  windows: ReadonlyMap<WindowKind, readonly LimitWindow[]>,
): boolean {
  if (kind !== 'quiet' || !timeline || start === null || end === null) return false;
  if (start < span.from) return false;
  return !(windows.get(window) ?? []).some(
    ({ from, to, isCut, hasUnseenStart }) =>
      !isCut &&
      !hasUnseenStart &&
      Math.abs(to - end) <= SAME_END_MS &&
      Math.abs(from - start) <= SAME_END_MS,
  );
}
