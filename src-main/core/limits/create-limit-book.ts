import { type Evidence, METERS, type Meter } from '../../shared/evidence.js';
import type { WeekProfile } from '../../shared/limits.js';
import { ok, type Result } from '../../shared/result.js';
import { type Instant, MINUTE_MS } from '../../shared/units.js';
import type { CancelSignal, Clock, Log, SettingsStore, UsageHistory } from '../ports.js';
import type { PriceTable } from '../pricing/price-table.js';
import type { ShownHistory } from '../shown-history.js';
import { failureOf } from '../shown-history.js';
import { createCancelScope } from '../sync/create-cancel-scope.js';
import type { Wait } from '../sync/persist.js';
import { drain } from './drain.js';
import { findMisplaced } from './find-misplaced.js';
import { createEvidenceGatherer } from './gather-evidence.js';
import { keepWeighed } from './keep-weighed.js';
import {
  findQuiet,
  type KeptPosterior,
  type LearnedMeter,
  learnMeter,
  type MeterInput,
  PROFILE_MS,
} from './learn-meter.js';
import { type LearnedLimits, parseLearned, writeLearned } from './learned-limits.js';
import type { StatusLine, TranscriptPiece, Transcripts } from './limit-ports.js';
import { type Look, lookAtHistory } from './look-at-history.js';
import { createMeterMemory, type MeterUse, readMeters } from './read-meters.js';
import { glanceOf } from './status-glance.js';
import { weekProfile } from './week-profile.js';

export interface LimitBookParts {
  readonly shown: ShownHistory;
  readonly prices: () => PriceTable;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly wait: Wait;
  readonly log: Log;
  readonly stopping: CancelSignal;
  /** Null: Claude Code is not looked at. */
  readonly transcripts: Transcripts | null;
  readonly statusLine: StatusLine | null;
  /** Something other than before was learned. */
  readonly onLearned: () => void;
}

export interface LimitBook {
  /**
   * Takes in what is new and learns; joins what is under way and then does so once more. Who waits
   * for its end is told of it also when nothing else was learned.
   */
  refresh(isWaitedFor?: boolean): Promise<Result<null>>;
  isLearning(): boolean;
  /** Bytes of transcripts read and to read; null: none is being read. */
  progress(): TranscriptPiece['progress'] | null;
  learned(): LearnedLimits;
  /** What was kept is read again: another history is shown. It may be learned from. */
  reload(): void;
  /** The end of what is under way, or how the last learning ended. */
  settled(): Promise<Result<null>>;
  /** Nothing is learned any more until a history is shown again: this one may be closed. */
  stop(): Promise<void>;
}

/** Without any news, time alone moves the figures so slowly. */
const RESTS_MS = 10 * MINUTE_MS;

interface LastLook extends Look {
  readonly at: Instant;
  /** When the time of a record for later has come. */
  readonly dueAt: Instant;
  readonly profiles: LearnedLimits['profiles'];
}

/** Gathers evidence and learns from it, beside everything else. */
export function createLimitBook(parts: LimitBookParts): LimitBook {
  const { shown, prices, settings, clock, wait, log, statusLine } = parts;
  let running: Promise<Result<null>> | null = null;
  let last: Result<null> = ok(null);
  let isAskedAgain = false;
  let isStopped = false;
  let hasNews = false;
  let cancel = () => {};
  const gatherer = createEvidenceGatherer(parts);
  let learned: LearnedLimits | null = null;
  const memory = createMeterMemory();
  /** Null: nothing of this history was looked at. */
  let look: LastLook | null = null;
  const posteriors = new Map<Meter, KeptPosterior>();

  const kept = () =>
    shown.read((history) => parseLearned(history.limits.readLearned()), parseLearned(null));

  async function learn(history: UsageHistory, signal: CancelSignal): Promise<Result<null>> {
    const now = clock.now();
    const planTo = gatherer.readTo(history);
    const rounds = gatherer.rounds();
    const current = { settings: settings.read(), prices: prices(), rounds, planTo, now };
    const seen = lookAtHistory(history, current);
    const before = look?.mark === seen.mark && now < look.dueAt ? look : null;
    if (before?.newestUse === seen.newestUse && isStillGood(before, now)) return ok(null);
    const planMark = (piece: Instant) => `${gatherer.news(piece)}`;
    const source = { history, table: prices(), memory, planMark, planTo, now };
    const tools = { wait, signal, clock };
    const meters = await drain(readMeters(source), tools);
    if (!meters) return ok(null);
    const meterUse = (meter: Meter) => meters.find((known) => known.meter === meter) ?? null;
    const outcomes: LearnedMeter[] = [];
    const misplaced: string[] = [];
    for (const meter of METERS) {
      const use = meterUse(meter);
      const ofMeter = () => history.limits.readEvidence().filter((known) => known.meter === meter);
      if (!before) {
        const quiet = await drain(findQuiet(inputOf(meter, use, ofMeter(), now)), tools);
        if (!quiet) return ok(null);
        const added = history.limits.addEvidence(quiet);
        if (!added.ok) return added;
        await wait(0, signal);
      }
      const evidence = ofMeter();
      await wait(0, signal);
      const outcome = await drain(learnMeter(inputOf(meter, use, evidence, now)), tools);
      if (!outcome) return ok(null);
      const saved = keepWeighed(history.limits, outcome.evidence);
      if (!saved.ok) return saved;
      posteriors.set(meter, outcome.kept);
      outcomes.push(outcome);
      if (use || meter === 'api' || current.settings.readsTranscripts) {
        const other = meterUse(OTHER[meter])?.timeline ?? null;
        misplaced.push(...findMisplaced(outcome.evidence, use?.timeline ?? null, other));
      }
    }
    const profiles = before ? before.profiles : await drain(profilesOf(meters, now), tools);
    // Another history may be shown by now.
    if (!profiles || signal.aborted) return ok(null);
    const result = keep(
      history,
      {
        windows: outcomes.flatMap(({ limits }) => limits),
        outliers: outcomes.flatMap(({ outliers }) => outliers),
        passed: outcomes.flatMap(({ passed }) => passed),
        misplaced,
        profiles,
      },
      now,
    );
    // As all was when it was looked at: what has changed meanwhile is seen next.
    if (result.ok) look = { ...seen, at: now, dueAt: nextDue(history, now), profiles };
    return result;
  }

  function keep(history: UsageHistory, next: LearnedLimits, now: Instant): Result<null> {
    learned = next;
    const text = writeLearned(next);
    const isSame = text === history.limits.readLearned();
    const saved = isSame ? ok(null) : history.limits.saveLearned(text);
    if (!saved.ok) return saved;
    const shownAtLine = statusLine?.saveGlance(glanceOf(next.windows, now));
    if (shownAtLine && !shownAtLine.ok) {
      log.warn('glance-failed', { kind: shownAtLine.failure.kind });
    }
    hasNews = hasNews || !isSame;
    return ok(null);
  }

  /** No window has ended since, and the clock has not gone back. */
  const isStillGood = ({ at }: LastLook, now: Instant): boolean =>
    now >= at &&
    now - at < RESTS_MS &&
    (learned?.windows ?? []).every(({ running: window }) => !window || now < window.to);

  function inputOf(
    meter: MeterInput['meter'],
    use: MeterUse | null,
    evidence: readonly Evidence[],
    now: Instant,
  ): MeterInput {
    const current = settings.read();
    return {
      meter,
      evidence,
      timeline: use?.timeline ?? null,
      uses: use?.uses ?? [],
      span: use?.span ?? { from: now, to: now },
      seenFrom: use?.seenFrom ?? null,
      settings: current,
      timeZone: clock.timeZone(current.timeZone),
      now,
      kept: posteriors.get(meter) ?? null,
    };
  }

  function* profilesOf(
    meters: readonly MeterUse[],
    now: Instant,
  ): Generator<void, LearnedLimits['profiles']> {
    const timeZone = clock.timeZone(settings.read().timeZone);
    const profiles: Partial<Record<Meter, WeekProfile>> = {};
    for (const { meter, timeline } of meters) {
      const span = { from: now - PROFILE_MS, to: now };
      profiles[meter] = yield* weekProfile(timeline, span, timeZone);
    }
    return profiles;
  }

  async function run(): Promise<Result<null>> {
    const scope = createCancelScope(parts.stopping);
    cancel = scope.cancel;
    try {
      // Whoever asked goes on first.
      await wait(0, scope.signal);
      const history = shown.read<UsageHistory | null>((held) => held, null);
      if (!history || scope.signal.aborted) return ok(null);
      const gathered = await gatherer.gather(history, scope.signal);
      // What could not be taken in does not keep the rest from being learned from.
      const done = await learn(history, scope.signal);
      const result = gathered.ok ? done : gathered;
      if (!result.ok) log.warn('limits-failed', { kind: result.failure.kind });
      return result;
    } catch (error) {
      const failure = failureOf(error);
      log.warn('limits-failed', { kind: failure.kind, detail: failure.detail ?? null });
      return { ok: false, failure };
    } finally {
      scope.end();
    }
  }

  async function runUntilDone(): Promise<Result<null>> {
    try {
      do {
        isAskedAgain = false;
        last = await run();
      } while (isAskedAgain && !parts.stopping.aborted);
    } finally {
      running = null;
    }
    const isNews = hasNews;
    hasNews = false;
    if (isNews) parts.onLearned();
    return last;
  }

  return {
    refresh(isWaitedFor = false) {
      if (isStopped) return Promise.resolve(ok(null));
      hasNews ||= isWaitedFor;
      if (running) isAskedAgain = true;
      running ??= runUntilDone();
      return running;
    },
    isLearning: () => running !== null,
    progress: gatherer.progress,
    learned() {
      learned ??= kept();
      return learned;
    },
    reload() {
      // Whatever still runs is of the history before.
      isAskedAgain = false;
      isStopped = false;
      cancel();
      learned = null;
      look = null;
      memory.forget();
      gatherer.forget();
      posteriors.clear();
    },
    settled: () => running ?? Promise.resolve(last),
    async stop() {
      isStopped = true;
      isAskedAgain = false;
      cancel();
      await running;
    },
  };
}

function nextDue(history: UsageHistory, now: Instant): Instant {
  const later = history.limits.readEvidence().flatMap(({ at }) => (at > now ? [at] : []));
  return later.reduce((first, at) => Math.min(first, at), Number.POSITIVE_INFINITY);
}

const OTHER: Readonly<Record<Meter, Meter>> = { api: 'plan', plan: 'api' };
