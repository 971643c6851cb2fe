import type { Failure } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { Feature } from '../../shared/snapshot.js';
import { HOUR_MS } from '../../shared/units.js';
import type { ReportPair } from '../../shared/usage.js';
import type { SyncStep } from './plan-sync.js';
import type { RefusedSteps } from './refused-steps.js';
import type { StepWidths } from './step-widths.js';
import { syncClaudeCode } from './sync-claude-code.js';
import { syncDays } from './sync-days.js';
import { type LeftOut, syncHours, syncMinutes } from './sync-hours.js';
import { isOnlyThisQuestion } from './sync-labels.js';
import type { SyncTools } from './sync-tools.js';

export interface StepWatch {
  readonly refused: RefusedSteps;
  readonly widths: StepWidths;
  /** A feature that the key may not read is not asked for. */
  readonly isRefused: (feature: Feature) => boolean;
  readonly onRefusal: (feature: Feature, failure: Failure) => Promise<Result<null>>;
  readonly onAnswer: (feature: Feature) => Promise<Result<null>>;
  /** Asked before each step: the rest is left for another run. */
  readonly isEnough: () => boolean;
  readonly onStep: (done: number) => void;
}

/**
 * A missing right for one report leaves the others alone (A3, A4). What Claude Code tells is apart
 * from usage and cost, so no trouble of its own report holds them up.
 */
const isOnlyThisReport = (feature: Feature, failure: Failure) =>
  feature === 'claude-code'
    ? isOnlyThisQuestion(failure)
    : failure.kind === 'permission-missing' || failure.kind === 'not-available';

/** What may be missing while all else goes on, except where it is all that would be fresh. */
const isOnlyThisPart = ({ kind }: Failure) => kind === 'bad-request' || kind === 'reports-disagree';

/** Without its bill the analytics pair is not offered; the legacy pair does without (A3). */
function featureOf({ kind }: SyncStep, pair: ReportPair): Feature | null {
  if (kind === 'claude-code') return kind;
  return kind === 'days' && pair === 'legacy' ? 'cost' : null;
}

/**
 * Fetches and stores step by step. A failure ends the run and keeps what is stored; the next plan
 * finds what is missing. What was too much for one answer is asked for in smaller parts. A part that
 * the API refuses or empties, or tells in two ways, is left out (A5, A35), except when it is all of
 * the first one: then nothing is fresh. Answers with what was left out last.
 */
export async function runSync(
  steps: readonly SyncStep[],
  tools: SyncTools,
  watch: StepWatch,
): Promise<Result<Failure | null>> {
  const waiting = [...steps];
  let leftOut: Failure | null = null;
  let isFirst = true;
  let told = -1;
  const tellDone = () => {
    const done = steps.length - waiting.length;
    if (done > told) watch.onStep(done);
    told = done;
  };
  for (let next = waiting[0]; next && !watch.isEnough(); next = waiting[0]) {
    tellDone();
    const { part, rest } = watch.widths.cut(next);
    const synced = await syncPart(part, isFirst, tools, watch);
    if (!synced.ok) {
      if (!watch.widths.narrow(part, synced.failure)) return synced;
      tools.log.info('sync-narrowed', { step: part.kind, ...part.span });
      continue;
    }
    leftOut = synced.value ?? leftOut;
    isFirst = false;
    waiting.splice(0, 1, ...(rest ? [rest] : []));
  }
  tellDone();
  return ok(leftOut);
}

/** Answers with why the part, or some of it, was left out; null when nothing was. */
async function syncPart(
  part: SyncStep,
  isFirst: boolean,
  tools: SyncTools,
  watch: StepWatch,
): Promise<Result<Failure | null>> {
  const feature = featureOf(part, tools.provider.pair);
  const isSkipped =
    (feature !== null && watch.isRefused(feature)) || watch.refused.isResting(part, tools.now());
  if (isSkipped) return ok(null);
  const result = await runStep(part, tools);
  if (result.ok) {
    watch.widths.noteAnswer(part);
    if (!result.value) watch.refused.forget(part);
    for (const hour of part.isBackfill ? (result.value?.hours ?? []) : []) {
      const span = { from: hour, to: hour + HOUR_MS };
      watch.refused.note({ ...part, span }, tools.now());
    }
    const noted = feature ? await watch.onAnswer(feature) : ok(null);
    return noted.ok ? ok(result.value && leaveOut(part, result.value.failure, tools)) : noted;
  }
  const { failure } = result;
  if (feature && isOnlyThisReport(feature, failure)) {
    const noted = await watch.onRefusal(feature, failure);
    return noted.ok ? ok(null) : noted;
  }
  const isAllThatIsFresh = isFirst && !part.isBackfill;
  if (failure.kind !== 'source-empty' && (!isOnlyThisPart(failure) || isAllThatIsFresh)) {
    return result;
  }
  if (failure.kind === 'bad-request' || part.isBackfill) watch.refused.note(part, tools.now());
  return ok(leaveOut(part, failure, tools));
}

function leaveOut({ kind: step }: SyncStep, failure: Failure, { log }: SyncTools): Failure {
  const { kind, detail = null } = failure;
  log.warn('sync-left-out', { step, kind, detail });
  return failure;
}

function runStep({ kind, span }: SyncStep, tools: SyncTools): Promise<Result<LeftOut | null>> {
  if (tools.signal.aborted) return Promise.resolve(failed({ kind: 'cancelled' }));
  if (kind === 'hours') return syncHours(span, tools);
  if (kind === 'days') return syncDays(span, tools);
  if (kind === 'minutes') return syncMinutes(span, tools);
  return syncClaudeCode(span, tools);
}
