import type { Meter, Use, WindowKind } from '../../shared/evidence.js';
import type { ConfidenceWord, WindowLimit } from '../../shared/limits.js';
import { HOUR_MS, type Instant, MINUTE_MS } from '../../shared/units.js';
import type { LearnedWindow } from './learn/learned.js';
import { sumRunningUse, sumUseSince } from './use/sum-running-use.js';
import { USE_SETTLES_MS } from './use/use-settles.js';
import type { UseTimeline } from './use/use-timeline.js';
import { familyOf, type LimitWindow, windowAt } from './windows/limit-window.js';

/** Shares of what fits a chart: half a year of weeks, two weeks of sessions. */
const PAST_WINDOWS = 60;

export const confidenceWord = (confidence: number | null): ConfidenceWord => {
  if (confidence === null) return 'unknown';
  if (confidence < 0.5) return 'rough';
  if (confidence < 0.75) return 'fair';
  return confidence < 0.9 ? 'good' : 'strong';
};

interface WindowParts {
  readonly meter: Meter;
  readonly kind: WindowKind;
  readonly learned: LearnedWindow;
  readonly windows: readonly LimitWindow[];
  /** Null: use is not visible here. */
  readonly timeline: UseTimeline | null;
  /** The newest reading of the running window. */
  readonly reading: {
    readonly pct: number;
    readonly half: number;
    readonly at: Instant;
    /** False: no use at all was seen up to then. */
    readonly isUsed: boolean;
  } | null;
  readonly hits: readonly Instant[];
  /** Records that say that the limit changed, or that it did not. */
  readonly answers: readonly Instant[];
  /** When a plan was used here, oldest first. */
  readonly uses: readonly Instant[];
  readonly now: Instant;
}

/** One window's limit as it is shown. Yields between past windows. */
export function* describeWindow(parts: WindowParts): Generator<void, WindowLimit> {
  const { meter, kind, learned, windows, timeline, now } = parts;
  const running = windowAt(windows, now);
  const used = running && timeline ? sumRunningUse(timeline, running, kind, now) : null;
  const past = yield* pastOf(parts);
  return {
    meter,
    window: kind,
    // Where nothing is learned of its worth, what was said is all that is shown.
    state: parts.reading && running && !learned.limit ? 'reported' : learned.state,
    word: confidenceWord(learned.confidence),
    confidence: learned.confidence,
    unit: learned.unit,
    limit: learned.limit,
    atLeast: learned.atLeast,
    scatter: learned.scatter,
    counts: learned.counts,
    lastEvidenceAt: learned.lastEvidenceAt,
    changed: changeOf(learned, parts.answers),
    running: running && { from: running.from, to: running.to },
    used,
    isSettling: used !== null && timeline !== null && isUsedSince(timeline, kind, now),
    isUnseen: running !== null && timeline !== null && isUnseen(parts, running, timeline, used),
    now: nowOf(learned, parts.reading, running),
    course: (learned.course.usd ?? []).map(({ at, limit }) => ({ at, limit })),
    past,
  };
}

/** Where the use since a reading is not worth a number, what was said stands, and grows old. */
function nowOf(
  { now, confidence }: LearnedWindow,
  reading: WindowParts['reading'],
  running: LimitWindow | null,
): WindowLimit['now'] {
  const isTrusted = now !== null && !['rough', 'unknown'].includes(confidenceWord(confidence));
  if (reading && !isTrusted) return whatWasSaid(reading);
  if (!now) return null;
  return {
    percent: now.percent,
    reading: now.reading,
    remainingUsd: now.remaining.usd ?? null,
    remainingTokens: now.remaining.tokens ?? null,
    hoursLeft: now.hoursLeft,
    hours: running && now.hours && isWithin(now.hours.inLimit, running) ? now.hours : null,
    runsOutAt: now.runsOutAt,
    runOutChance: now.runOutChance,
  };
}

const whatWasSaid = ({ pct, half, at }: NonNullable<WindowParts['reading']>) => ({
  percent: { median: pct, low: Math.max(0, pct - half), high: pct + half },
  reading: { pct, at },
  remainingUsd: null,
  remainingTokens: null,
  hoursLeft: null,
  hours: null,
  runsOutAt: null,
  runOutChance: null,
});

/** Many people's hours may be more than a week has: such a count helps nobody. */
const isWithin = (hours: number, { from, to }: LimitWindow) => hours * HOUR_MS <= to - from;

function changeOf(
  { changed, limit }: LearnedWindow,
  answers: readonly Instant[],
): WindowLimit['changed'] {
  const dollars = limit?.usd?.median;
  if (!changed || dollars === undefined) return null;
  return {
    from: (dollars * changed.from) / changed.to,
    to: dollars,
    since: changed.since,
    isAnswered: answers.some((at) => at >= changed.since),
    isDenied: changed.isDenied,
  };
}

const isUsedSince = (timeline: UseTimeline, kind: WindowKind, now: Instant): boolean =>
  (sumUseSince(timeline, now - USE_SETTLES_MS, kind, now)?.tokens?.[1] ?? 0) > 0;

/** At less than this a percentage may be rounding alone. */
const LEAST_USED = 2;
/** Sessions are told to ten minutes. */
const OPENED_EARLIER_MS = 10 * MINUTE_MS;

/** Hours are missing, or a percentage or a start speaks of use that is not here. */
function isUnseen(
  { kind, reading, uses }: WindowParts,
  running: LimitWindow,
  timeline: UseTimeline,
  used: Use | null,
): boolean {
  if (used === null) return timeline.toldTo > running.from;
  if (reading && !reading.isUsed && reading.pct >= LEAST_USED) return true;
  // Somebody's use opened the session: when it was not here, it was on another device.
  const first = uses[uses.findLastIndex((at) => at < running.from) + 1];
  return kind === 'five_hour' && first !== undefined && first - running.from > OPENED_EARLIER_MS;
}

/** Between two steps. */
const STEP_WINDOWS = 8;

function* pastOf({
  windows,
  timeline,
  kind,
  hits,
  now,
}: WindowParts): Generator<void, WindowLimit['past']> {
  if (!timeline) return [];
  const past: WindowLimit['past'][number][] = [];
  const ended = windows.filter(({ to }) => to <= now).slice(-PAST_WINDOWS);
  for (const [index, { from, to, hasUnseenStart }] of ended.entries()) {
    if (index % STEP_WINDOWS === 0) yield;
    const used = hasUnseenStart ? null : timeline.between({ from, to }, familyOf(kind))?.usd;
    if (!used) continue;
    past.push({
      window: { from, to },
      usd: (used[0] + used[1]) / 2,
      isHit: hits.some((at) => at >= from && at < to),
    });
  }
  return past;
}
