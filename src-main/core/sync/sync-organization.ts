import type { Failure } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { DAY_MS, type Instant } from '../../shared/units.js';
import { planSync } from './plan-sync.js';
import { runSync, type SyncTools } from './run-sync.js';
import { syncLabels } from './sync-labels.js';

/** Names change rarely; asked once a day. */
const LABELS_AFTER_MS = DAY_MS;

export interface SyncRequest extends SyncTools {
  /** Oldest instant wanted. */
  readonly since: Instant;
  /** Instants that cut an hour. */
  readonly edges: readonly Instant[];
  /** Ask for names even when they are young. */
  readonly withLabels: boolean;
  /** The cost report was refused lately: it is not asked for now (A3). */
  readonly refusedCost: Failure | null;
}

export interface SyncedOrganization {
  readonly refusedCost: Failure | null;
  /** A part that could not be read this time; the rest is fresh. */
  readonly leftOut: Failure | null;
  readonly labelsFetchedAt: Instant | null;
}

/** One run over everything: plan, reports, names. What was fetched before a failure is kept. */
export async function syncOrganization(request: SyncRequest): Promise<Result<SyncedOrganization>> {
  const { history, since, edges, withLabels } = request;
  const now = request.now();
  const planned = planSync({ now, since, edges, coverage: history.readCoverage() });
  const steps = request.refusedCost ? planned.filter(({ kind }) => kind !== 'days') : planned;
  const synced = await runSync(steps, request);
  if (!synced.ok) {
    // Usage is what every key must be able to read: without it the key is of no use here.
    const isRefused = synced.failure.kind === 'permission-missing';
    return isRefused ? failed({ ...synced.failure, kind: 'key-refused' }) : synced;
  }
  const refusedCost = request.refusedCost ?? synced.value.refusedCost;
  const leftOut = refusedCost ?? synced.value.refusedSpan;
  const { labelsFetchedAt } = history.readSyncRecord();
  const areLabelsYoung = labelsFetchedAt !== null && labelsFetchedAt >= now - LABELS_AFTER_MS;
  if (areLabelsYoung && !withLabels) return ok({ refusedCost, leftOut, labelsFetchedAt });
  const labels = await syncLabels(request);
  if (!labels.ok) return labels;
  return ok({ refusedCost, leftOut: leftOut ?? labels.value, labelsFetchedAt: now });
}
