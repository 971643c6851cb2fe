import { describeRefusal } from '../../shared/describe-refusal.js';
import { type Failure, type FailureNote, noteFailure } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { Feature } from '../../shared/snapshot.js';
import { DAY_MS, type Instant } from '../../shared/units.js';
import type { ReportPair } from '../../shared/usage.js';
import type { PeakRounds } from './create-peak-rounds.js';
import { findLateBills } from './find-late-bills.js';
import { persist } from './persist.js';
import { planSync, type SyncStep } from './plan-sync.js';
import { isResting, withoutRefusal, withRefusal } from './refusals.js';
import type { RefusedSteps } from './refused-steps.js';
import { runSync, type StepWatch } from './run-sync.js';
import type { StepWidths } from './step-widths.js';
import { isOnlyThisQuestion, syncLabels } from './sync-labels.js';
import { syncRateLimits, syncSpendLimits } from './sync-limits.js';
import { planPeakRound, syncPeaks } from './sync-peaks.js';
import type { SyncTools } from './sync-tools.js';
import { wantedSince } from './wanted-since.js';

/** Names and limits change rarely; asked once a day. */
const LABELS_AFTER_MS = DAY_MS;

export interface SyncRequest extends SyncTools {
  /** Oldest instant that the person wants. */
  readonly since: Instant;
  /** Instants that cut an hour. */
  readonly edges: readonly Instant[];
  /** Ask for names and limits even when they are young. */
  readonly withLabels: boolean;
  readonly refused: RefusedSteps;
  readonly widths: StepWidths;
  readonly peaks: PeakRounds;
  readonly isBackfillPaused: () => boolean;
  /** The plan is worth nothing any more: the run ends before its next step. */
  readonly isOutdated: () => boolean;
  readonly onStep: (done: number, total: number) => void;
  /** What is shown now is fresh; only names and older history are still to come. */
  readonly onCurrent: () => void;
  /** Names and limits were asked for: not again for a day, whatever becomes of the rest. */
  readonly onDaily: (at: Instant) => void;
}

export interface SyncedOrganization {
  /** A part that could not be read this time; the rest is fresh. */
  readonly leftOut: FailureNote | null;
  readonly labelsFetchedAt: Instant | null;
}

/**
 * One run over everything: what is shown now, names and limits, then older history, newest first.
 * What was fetched before a failure is kept, and the next plan holds only what is still missing.
 */
export async function syncOrganization(request: SyncRequest): Promise<Result<SyncedOrganization>> {
  const { history, provider } = request;
  const now = request.now();
  const coverage = history.readCoverage();
  const steps = planSync({
    now,
    since: Math.max(wantedSince(request.since, coverage, now), provider.oldest),
    edges: request.edges.filter((edge) => edge >= provider.oldest),
    coverage,
    lateBills: findLateBills(history, now),
  });
  const current = steps.filter(({ isBackfill }) => !isBackfill);
  const backfill = steps.filter(({ isBackfill }) => isBackfill);

  const first = await runSync(current, request, watchSteps(request, 0, steps.length));
  if (!first.ok) return refusedKey(first.failure, provider.pair);
  if (request.isOutdated()) return failed(OUTDATED);
  request.onCurrent();
  const labels = await syncDaily(request);
  if (!labels.ok) return labels;
  const later = await runBackfill(backfill, request, current.length);
  if (!later.ok) return refusedKey(later.failure, provider.pair);
  const peaks = await runPeaks(request, steps.length);
  if (!peaks.ok) return peaks;
  const leftOut = first.value ?? later.value;
  return ok({
    leftOut: leftOut ? noteFailure(leftOut, request.now()) : refusalToTell(request),
    labelsFetchedAt: labels.value,
  });
}

const OUTDATED: Failure = { kind: 'incomplete', detail: 'the clock was set right meanwhile' };

/** Usage is what every key must be able to read: without it the key is of no use here. */
const refusedKey = (failure: Failure, pair: ReportPair) =>
  failed(
    failure.kind === 'permission-missing' && pair === 'legacy'
      ? ({ ...failure, kind: 'key-refused' } as const)
      : failure,
  );

/** Missing bills and names change what is shown; other features speak for themselves. */
function refusalToTell({ history, provider }: SyncRequest): FailureNote | null {
  const refusals = history.readRefusals();
  const told: readonly Feature[] = provider.pair === 'legacy' ? ['cost', 'labels'] : ['labels'];
  const found = told.map((feature) => refusals.find((refusal) => refusal.feature === feature));
  const first = found.find((refusal) => refusal !== undefined);
  return first ? describeRefusal(first) : null;
}

function runBackfill(steps: readonly SyncStep[], request: SyncRequest, before: number) {
  const watch = watchSteps(request, before, before + steps.length);
  const isEnough = () => request.isOutdated() || request.isBackfillPaused();
  return runSync(steps, request, { ...watch, isEnough });
}

/** One step more, at the very end: whatever is fresh was shown before it. */
async function runPeaks(request: SyncRequest, before: number): Promise<Result<null>> {
  if (request.isOutdated() || request.isBackfillPaused()) return ok(null);
  const round = planPeakRound(request);
  if (!round) return ok(null);
  request.onStep(before, before + 1);
  const synced = await syncPeaks(round, request);
  if (synced.ok) request.onStep(before + 1, before + 1);
  return synced;
}

function watchSteps(request: SyncRequest, before: number, total: number): StepWatch {
  return {
    refused: request.refused,
    widths: request.widths,
    isEnough: request.isOutdated,
    isRefused: (feature) => isResting(request.history.readRefusals(), feature, request.now()),
    onRefusal: (feature, failure) => noteFeature(feature, failure, request),
    onAnswer: (feature) => noteFeature(feature, null, request),
    onStep: (done) => request.onStep(before + done, total),
  };
}

/** What is asked apart from the reports, once a day; workspaces are known before their limits. */
const DAILY = [
  ['labels', syncLabels],
  ['limits', syncRateLimits],
  ['spend-limits', syncSpendLimits],
] as const;

/** Answers when they were last asked for. Only what no question can go on without ends the run. */
async function syncDaily(request: SyncRequest): Promise<Result<Instant | null>> {
  const { history, withLabels } = request;
  const now = request.now();
  const { labelsFetchedAt } = history.readSyncRecord();
  const isYoung =
    labelsFetchedAt !== null && labelsFetchedAt <= now && now - labelsFetchedAt <= LABELS_AFTER_MS;
  const isDue = withLabels || !isYoung;
  const refused = history.readRefusals().map(({ feature }) => feature);
  for (const [feature, ask] of DAILY) {
    // What was refused has a time of its own to be asked again.
    if (!isDue && !refused.includes(feature)) continue;
    const asked = await askFeature(feature, () => ask(request), request);
    if (!asked.ok) return asked;
  }
  if (!isDue) return ok(labelsFetchedAt);
  request.onDaily(now);
  return ok(now);
}

/** A feature of its own: its trouble is noted and leaves the rest alone. */
async function askFeature(
  feature: Feature,
  ask: () => Promise<Result<null>>,
  request: SyncRequest,
): Promise<Result<null>> {
  if (isResting(request.history.readRefusals(), feature, request.now())) return ok(null);
  const asked = await ask();
  if (!asked.ok && !isOnlyThisQuestion(asked.failure)) return asked;
  return noteFeature(feature, asked.ok ? null : asked.failure, request);
}

/** Null: it was answered. Written only when that is news. */
function noteFeature(
  feature: Feature,
  failure: Failure | null,
  { history, now, wait, signal }: SyncRequest,
): Promise<Result<null>> {
  const known = history.readRefusals();
  const wasRefused = known.some((refusal) => refusal.feature === feature);
  if (!failure && !wasRefused) return Promise.resolve(ok(null));
  const refusals = failure
    ? withRefusal(known, feature, failure, now())
    : withoutRefusal(known, feature);
  return persist(() => history.saveRefusals(refusals), wait, signal);
}
