import type { Failure } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { Feature } from '../../shared/snapshot.js';
import { HOUR_MS, type Instant } from '../../shared/units.js';
import type { ReportPair } from '../../shared/usage.js';
import type { AdminApi, AdminKey, CancelSignal, Log, UsageHistory } from '../ports.js';
import type { PriceTable } from '../pricing/price-table.js';
import type { Wait } from './persist.js';
import type { SyncStep } from './plan-sync.js';
import type { RefusedSteps } from './refused-steps.js';
import type { ReportProvider } from './report-provider.js';
import { syncClaudeCode } from './sync-claude-code.js';
import { syncDays } from './sync-days.js';
import { type LeftOut, syncHours, syncMinutes } from './sync-hours.js';
import { isOnlyThisQuestion } from './sync-labels.js';

export interface SyncTools {
  readonly api: AdminApi;
  readonly key: AdminKey;
  readonly provider: ReportProvider;
  /** Bound to the provider's pair. */
  readonly history: UsageHistory;
  readonly prices: PriceTable;
  readonly log: Log;
  readonly now: () => Instant;
  readonly wait: Wait;
  readonly signal: CancelSignal;
}

export interface StepWatch {
  readonly refused: RefusedSteps;
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
 * finds what is missing. A part that the API refuses or empties, or tells in two ways, is left out
 * (A5, A35), except when it is all of the first one: then nothing is fresh. Answers with what was
 * left out last.
 */
export async function runSync(
  steps: readonly SyncStep[],
  tools: SyncTools,
  watch: StepWatch,
): Promise<Result<Failure | null>> {
  let leftOut: Failure | null = null;
  let done = 0;
  const leaveOut = ({ kind: step }: SyncStep, failure: Failure) => {
    leftOut = failure;
    const { kind, detail = null } = failure;
    tools.log.warn('sync-left-out', { step, kind, detail });
  };
  for (const step of steps) {
    if (watch.isEnough()) break;
    watch.onStep(done);
    const feature = featureOf(step, tools.provider.pair);
    const isSkipped =
      (feature !== null && watch.isRefused(feature)) || watch.refused.isResting(step, tools.now());
    if (isSkipped) {
      done += 1;
      continue;
    }
    const result = await runStep(step, tools);
    if (result.ok) {
      if (result.value) leaveOut(step, result.value.failure);
      else watch.refused.forget(step);
      for (const hour of step.isBackfill ? (result.value?.hours ?? []) : []) {
        const span = { from: hour, to: hour + HOUR_MS };
        watch.refused.note({ ...step, span }, tools.now());
      }
      const noted = feature ? await watch.onAnswer(feature) : ok(null);
      if (!noted.ok) return noted;
    } else {
      const { failure } = result;
      const isFirst = done === 0 && !step.isBackfill;
      if (feature && isOnlyThisReport(feature, failure)) {
        const noted = await watch.onRefusal(feature, failure);
        if (!noted.ok) return noted;
      } else if (failure.kind === 'source-empty' || (isOnlyThisPart(failure) && !isFirst)) {
        if (failure.kind === 'bad-request' || step.isBackfill) {
          watch.refused.note(step, tools.now());
        }
        leaveOut(step, failure);
      } else {
        return result;
      }
    }
    done += 1;
  }
  watch.onStep(done);
  return ok(leftOut);
}

function runStep({ kind, span }: SyncStep, tools: SyncTools): Promise<Result<LeftOut | null>> {
  if (tools.signal.aborted) return Promise.resolve(failed({ kind: 'cancelled' }));
  if (kind === 'hours') return syncHours(span, tools);
  if (kind === 'days') return syncDays(span, tools);
  if (kind === 'minutes') return syncMinutes(span, tools);
  return syncClaudeCode(span, tools);
}
