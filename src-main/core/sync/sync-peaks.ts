import type { Failure } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { HOUR_MS, type HourStart, type Instant, MINUTE_MS, type Span } from '../../shared/units.js';
import type { PricedDimensions, ReportPair, UsageBucket } from '../../shared/usage.js';
import { gatherPeaks } from '../limits/published/gather-peaks.js';
import { type PeakGroup, peakGroups, wasGrouped } from '../limits/published/peak-groups.js';
import { peakSpan, readSettledHours } from '../limits/published/settled-hours.js';
import { checkUse } from '../usage/check-size.js';
import type { PeakRounds } from './create-peak-rounds.js';
import { persist } from './persist.js';
import { planPeaks } from './plan-peaks.js';
import type { SyncStep } from './plan-sync.js';
import { isResting } from './refusals.js';
import { isOnlyThisQuestion } from './sync-labels.js';
import type { SyncTools } from './sync-tools.js';

/**
 * Seven days are seven requests to the legacy report, a page each. A busy day of the analytics is
 * tens of pages, so the older days are left for the next hours.
 */
const RUNS_A_ROUND: Readonly<Record<ReportPair, number>> = { legacy: 7, analytics: 2 };

export interface PeakTools extends SyncTools {
  readonly peaks: PeakRounds;
}

/** What to ask for now. */
export interface PeakRound {
  /** The groups were read then: what is fetched is told by them. */
  readonly at: Instant;
  readonly groups: ReadonlyMap<string, PeakGroup>;
  readonly due: ReadonlySet<HourStart>;
  readonly runs: readonly Span[];
}

/** Null: nothing is due, or not yet. Each hour is looked at once for each way models are grouped. */
export function planPeakRound({ history, provider, now, peaks }: PeakTools): PeakRound | null {
  const at = now();
  if (!peaks.isDue(at) || isResting(history.readRefusals(), 'limits', at)) return null;
  const known = [...peakGroups(history.readPublishedLimits())];
  const groups = new Map(known.filter(([, group]) => wasGrouped(group, at)));
  if (groups.size === 0) return null;
  const span = peakSpan(at);
  const seen = history.limits.readPeakHours(span);
  const isSeen = (hour: HourStart) => {
    const seenAt = seen.get(hour);
    if (seenAt === undefined || seenAt > at) return false;
    return [...groups.values()].every((group) => wasGrouped(group, seenAt));
  };
  const { used, unused } = readSettledHours(history, span, at);
  const isDue = (hour: HourStart) => !isSeen(hour) && !peaks.refused.isResting(stepOf(hour), at);
  const due = new Set([...used].filter(isDue));
  const planned = planPeaks(
    span,
    (hour) => due.has(hour),
    (hour) => unused.has(hour),
  );
  const runs = planned.slice(0, RUNS_A_ROUND[provider.pair]);
  if (runs.length > 0) return { at, groups, due, runs };
  peaks.skip(at);
  return null;
}

/**
 * The busiest minutes of the runs. Trouble with this question alone is told in the log and asked
 * again later: the figures are none the worse.
 */
export async function syncPeaks(round: PeakRound, tools: PeakTools): Promise<Result<null>> {
  const { peaks, log, now } = tools;
  peaks.begin(round.at);
  for (const run of round.runs) {
    const kept = await syncRun(run, round, tools);
    if (kept.ok) continue;
    const { failure } = kept;
    if (!isOnlyThisQuestion(failure)) return kept;
    log.warn('peaks-left-out', { kind: failure.kind, detail: failure.detail ?? null, ...run });
    if (isDenied(failure)) peaks.rest(now());
    if (!isAboutRun(failure)) return ok(null);
    for (const hour of hoursOf(run)) peaks.refused.note(stepOf(hour), now());
  }
  return ok(null);
}

const isDenied = ({ kind }: Failure) => kind === 'permission-missing' || kind === 'not-available';
/** The others would answer every run alike. */
const isAboutRun = (failure: Failure) =>
  !isDenied(failure) && failure.kind !== 'service-trouble' && failure.kind !== 'timed-out';

const stepOf = (hour: HourStart): SyncStep => ({
  kind: 'minutes',
  span: { from: hour, to: hour + HOUR_MS },
  isBackfill: true,
});

const hoursOf = ({ from, to }: Span): HourStart[] =>
  // Runs are of whole hours.
  Array.from(
    { length: (to - from) / HOUR_MS },
    (_, index) => (from + index * HOUR_MS) as HourStart,
  );

async function syncRun(run: Span, round: PeakRound, tools: PeakTools): Promise<Result<null>> {
  const { provider, history, peaks, log, now, wait, signal } = tools;
  if (signal.aborted) return failed({ kind: 'cancelled' });
  const answer = await provider.readPricedUsage(run, '1m');
  if (!answer.ok) return answer;
  const { buckets, to } = answer.value;
  for (const { rows } of buckets) {
    const isUsable = checkUse(rows);
    if (!isUsable.ok) return isUsable;
  }
  const isTold = (hour: HourStart) =>
    hour + HOUR_MS <= to && minutesOf(hour, run, buckets).some(({ rows }) => rows.length > 0);
  // What had no use is known by the hour: only what had use is kept, and an empty answer is none.
  const wanted = hoursOf(run).filter((hour) => round.due.has(hour));
  const told = new Set(wanted.filter(isTold));
  const untold = wanted.filter((hour) => !told.has(hour));
  for (const hour of untold) peaks.refused.note(stepOf(hour), now());
  if (untold.length > 0) log.warn('peaks-untold', { hours: untold.length });
  for (const piece of pieces(run, told)) {
    const minutes = hoursOf(piece).flatMap((hour) => minutesOf(hour, run, buckets));
    const found = gatherPeaks(minutes, round.groups);
    const write = () => history.limits.replacePeaks(piece, found, round.at);
    const written = await persist(write, wait, signal);
    if (!written.ok) return written;
    for (const hour of hoursOf(piece)) peaks.refused.forget(stepOf(hour));
  }
  return ok(null);
}

/** Hours that follow one another are written as one. */
const pieces = (run: Span, hours: ReadonlySet<HourStart>) =>
  planPeaks(
    run,
    (hour) => hours.has(hour),
    () => false,
  );

/** Answers are dense: minute after minute from the start of the run. */
const minutesOf = (
  hour: HourStart,
  run: Span,
  buckets: readonly UsageBucket<PricedDimensions>[],
): readonly UsageBucket<PricedDimensions>[] => {
  const first = (hour - run.from) / MINUTE_MS;
  return buckets.slice(first, first + HOUR_MS / MINUTE_MS);
};
