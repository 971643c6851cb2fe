import { METERS, type Meter } from '../../shared/evidence.js';
import type { WeekProfile } from '../../shared/limits.js';
import { ok, type Result } from '../../shared/result.js';
import type { Settings } from '../../shared/settings.js';
import { type Instant, MINUTE_MS } from '../../shared/units.js';
import type { CancelSignal, Clock, Log, SettingsStore, UsageHistory, Wait } from '../ports.js';
import type { PriceTable } from '../pricing/price-table.js';
import type { ShownHistory } from '../shown-history.js';
import { drain } from './drain.js';
import { findMisplaced } from './find-misplaced.js';
import type { EvidenceGatherer } from './gather-evidence.js';
import { keepWeighed } from './keep-weighed.js';
import {
  findQuiet,
  type KeptPosterior,
  type LearnedMeter,
  learnMeter,
  type MeterInput,
  PROFILE_MS,
} from './learn-meter.js';
import {
  type LearnedLimits,
  NOTHING_LEARNED,
  parseLearned,
  writeLearned,
} from './learned-limits.js';
import type { StatusLine } from './limit-ports.js';
import { type Look, lookAtHistory } from './look-at-history.js';
import { createMeterMemory, type MeterUse, readMeters } from './read-meters.js';
import { glanceOf } from './status-glance.js';
import { apiHeld } from './use/read-api-use.js';
import { createUseTimeline } from './use/use-timeline.js';
import { weekProfile } from './week-profile.js';

interface LearnerParts {
  readonly shown: ShownHistory;
  readonly prices: () => PriceTable;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly wait: Wait;
  readonly log: Log;
  readonly gatherer: EvidenceGatherer;
  readonly statusLine: StatusLine | null;
}

export interface HistoryLearner {
  /** Whether anything other than before was learned. Once it is cancelled, nothing is. */
  learn(history: UsageHistory, signal: CancelSignal): Promise<Result<boolean>>;
  learned(): LearnedLimits;
  /** Another history is shown, or the same one from another file. */
  forget(): void;
}

/** Without any news, time alone moves the figures so slowly. */
const RESTS_MS = 10 * MINUTE_MS;

interface LastLook extends Look {
  readonly at: Instant;
  /** When the time of a record for later has come. */
  readonly dueAt: Instant;
  readonly profiles: LearnedLimits['profiles'];
}

/** What one learning is about. */
interface Round {
  readonly history: UsageHistory;
  readonly settings: Settings;
  readonly prices: PriceTable;
  readonly planTo: Instant | null;
  readonly now: Instant;
  /** Null: windows may have ended since the last one. */
  readonly before: LastLook | null;
}

/** Learns from one history all that is new in it, and remembers what it has looked at. */
export function createHistoryLearner(parts: LearnerParts): HistoryLearner {
  const { shown, prices, settings, clock, wait, log, gatherer, statusLine } = parts;
  const memory = createMeterMemory();
  const posteriors = new Map<Meter, KeptPosterior>();
  let learned: LearnedLimits | null = null;
  /** Null: nothing of this history was looked at. */
  let look: LastLook | null = null;

  async function learn(history: UsageHistory, signal: CancelSignal): Promise<Result<boolean>> {
    const now = clock.now();
    const planTo = gatherer.readTo(history);
    const current = { settings: settings.read(), prices: prices(), planTo, now };
    const seen = lookAtHistory(history, { ...current, rounds: gatherer.rounds() });
    const before = look?.mark === seen.mark && now < look.dueAt ? look : null;
    if (before?.newestUse === seen.newestUse && isStillGood(before, now)) return ok(false);

    const steps = learnInSteps({ ...current, history, before });
    const found = await drain(steps, { wait, signal, clock });
    if (found?.ok === false) return found;
    // Another history may be shown by now.
    if (!found || signal.aborted) return ok(false);
    const dueAt = nextDue(history, now);
    const kept = keep(history, found.value, now);
    // As all was when it was looked at: what has changed meanwhile is seen next.
    if (kept.ok) look = { ...seen, at: now, dueAt, profiles: found.value.profiles };
    return kept;
  }

  /** No window has ended since, and the clock has not gone back. */
  const isStillGood = ({ at }: LastLook, now: Instant): boolean =>
    now >= at &&
    now - at < RESTS_MS &&
    (learned?.windows ?? []).every(({ running: window }) => !window || now < window.to);

  function* learnInSteps(round: Round): Generator<void, Result<LearnedLimits>> {
    const { history, planTo, now, before } = round;
    const planMark = (piece: Instant) => `${gatherer.news(piece)}`;
    const source = { history, table: round.prices, memory, planMark, planTo, now };
    const uses = yield* readMeters(source);
    const seenOf = (meter: Meter) => uses.find((known) => known.meter === meter) ?? null;
    const outcomes: LearnedMeter[] = [];
    const misplaced: string[] = [];
    for (const meter of METERS) {
      const [use, other] = [seenOf(meter), seenOf(OTHER[meter])];
      const outcome = yield* learnOne(round, meter, use);
      if (!outcome.ok) return outcome;
      outcomes.push(outcome.value);
      // What is never looked at has no use that a percentage could be without.
      if (use || meter === 'api' || round.settings.readsTranscripts) {
        const [own, others] = [use?.timeline ?? null, other?.timeline ?? null];
        misplaced.push(...findMisplaced(outcome.value.evidence, own, others));
      }
    }
    return ok({
      windows: outcomes.flatMap(({ limits }) => limits),
      outliers: outcomes.flatMap(({ outliers }) => outliers),
      passed: outcomes.flatMap(({ passed }) => passed),
      misplaced,
      profiles: before?.profiles ?? (yield* profilesOf(uses, round)),
    });
  }

  /** Windows that ended become evidence first; what a record was weighed at is kept with it. */
  function* learnOne(
    round: Round,
    meter: Meter,
    use: MeterUse | null,
  ): Generator<void, Result<LearnedMeter>> {
    const { limits } = round.history;
    if (!round.before) {
      const added = limits.addEvidence(yield* findQuiet(inputOf(round, meter, use)));
      if (!added.ok) return added;
      yield;
    }
    const input = inputOf(round, meter, use);
    yield;
    const outcome = yield* learnMeter(input);
    const saved = keepWeighed(limits, outcome.evidence);
    if (!saved.ok) return saved;
    posteriors.set(meter, outcome.kept);
    return ok(outcome);
  }

  const inputOf = (
    { history, settings: current, now }: Round,
    meter: Meter,
    use: MeterUse | null,
  ): MeterInput => ({
    meter,
    evidence: history.limits.readEvidence().filter((known) => known.meter === meter),
    timeline: use?.timeline ?? null,
    uses: use?.uses ?? [],
    span: use?.span ?? { from: now, to: now },
    seenFrom: use?.seenFrom ?? null,
    settings: current,
    timeZone: clock.timeZone(current.timeZone),
    now,
    kept: posteriors.get(meter) ?? null,
  });

  function* profilesOf(
    uses: readonly MeterUse[],
    { history, settings: current, now }: Round,
  ): Generator<void, LearnedLimits['profiles']> {
    const timeZone = clock.timeZone(current.timeZone);
    const profiles: Partial<Record<Meter, WeekProfile>> = {};
    // Where nothing was used of what was read, there is no use, but a profile of none.
    const idle = createUseTimeline({ hours: [], ...apiHeld(history) });
    for (const { meter, timeline } of [{ meter: 'api', timeline: idle } as const, ...uses]) {
      const span = { from: now - PROFILE_MS, to: now };
      profiles[meter] = yield* weekProfile(timeline, span, timeZone);
    }
    return profiles;
  }

  function keep(history: UsageHistory, next: LearnedLimits, now: Instant): Result<boolean> {
    learned = next;
    const text = writeLearned(next);
    const isSame = text === history.limits.readLearned();
    const saved = isSame ? ok(null) : history.limits.saveLearned(text);
    if (!saved.ok) return saved;
    const shownAtLine = statusLine?.saveGlance(glanceOf(next.windows, now));
    if (shownAtLine && !shownAtLine.ok) {
      const { kind, detail } = shownAtLine.failure;
      log.warn('glance-failed', { kind, detail: detail ?? null });
    }
    return ok(!isSame);
  }

  return {
    learn,
    learned() {
      learned ??= shown.read(
        (history) => parseLearned(history.limits.readLearned()),
        NOTHING_LEARNED,
      );
      return learned;
    },
    forget() {
      learned = null;
      look = null;
      memory.forget();
      posteriors.clear();
    },
  };
}

/** When the first of the records for later is to be learned from. */
function nextDue(history: UsageHistory, now: Instant): Instant {
  const later = history.limits.readEvidence().flatMap(({ at }) => (at > now ? [at] : []));
  return later.reduce((first, at) => Math.min(first, at), Number.POSITIVE_INFINITY);
}

const OTHER: Readonly<Record<Meter, Meter>> = { api: 'plan', plan: 'api' };
