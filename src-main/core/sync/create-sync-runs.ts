import { type Failure, noteFailure } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { SyncStatus } from '../../shared/snapshot.js';
import type { Instant } from '../../shared/units.js';
import type { Connection, OpenedConnection } from '../connection/connection.js';
import type { Refusal } from '../history-rows.js';
import type {
  AdminApi,
  CancelSignal,
  Clock,
  ConnectionStore,
  Log,
  SettingsStore,
  Wait,
} from '../ports.js';
import type { PriceTable } from '../pricing/price-table.js';
import { forgetPrices, repriceHistory } from '../pricing/reprice-history.js';
import { failureOf } from '../shown-history.js';
import { windowEdges } from '../snapshot/snapshot-windows.js';
import { type CancelScope, createCancelScope } from './create-cancel-scope.js';
import type { ShownRecord } from './shown-record.js';
import { createPairSync } from './sync-pair.js';

/** During a long back-fill the figures are derived anew after this many steps. */
const STEPS_A_LOOK = 8;

export interface SyncOptions {
  /** Ask for names even when they are young. */
  readonly withLabels?: boolean;
}

/** One sync at a time, from the key to the record of how it went. */
export interface SyncRuns {
  /** Joins the run under way, if any. */
  start(options: SyncOptions): Promise<Result<null>>;
  isRunning(): boolean;
  progress(): SyncStatus['progress'];
  /** What was fetched is kept. */
  cancel(): void;
  settled(): Promise<unknown>;
}

export interface SyncRunParts {
  readonly api: AdminApi;
  readonly connection: Connection;
  readonly connections: ConnectionStore;
  readonly record: ShownRecord;
  readonly settings: SettingsStore;
  readonly prices: () => PriceTable;
  readonly clock: Clock;
  readonly log: Log;
  readonly wait: Wait;
  readonly stopping: CancelSignal;
  readonly since: () => Instant;
  /** Ends when the store is free for a run. */
  readonly ready: () => Promise<unknown>;
  readonly onProgress: (mayFiguresHaveChanged: boolean) => void;
  /** The present is fetched; what is older may follow. */
  readonly onCurrent: () => void;
  readonly onEnd: (isCancelled: boolean) => void;
}

export function createSyncRuns(parts: SyncRunParts): SyncRuns {
  const { api, connection, record, settings, prices, clock, log, wait } = parts;
  const syncPair = createPairSync(clock);
  let running: Promise<Result<null>> | null = null;
  let runningScope: CancelScope | null = null;
  let progress: SyncStatus['progress'] = null;

  function fail(failure: Failure): { readonly ok: false; readonly failure: Failure } {
    connection.noteOutcome(failure);
    if (failure.kind !== 'cancelled') {
      record.keep({ ...record.read(), failure: noteFailure(failure, clock.now()) });
      log.warn('sync-failed', { kind: failure.kind, detail: failure.detail ?? null });
    }
    return failed(failure);
  }

  async function sync(
    { withLabels = false }: SyncOptions,
    signal: CancelSignal,
  ): Promise<Result<null>> {
    const opened = await connection.open(signal);
    if (!opened.ok) return fail(opened.failure);
    record.reload();
    if (parts.connections.readFailure()) parts.connections.keepFailure(null);
    const { history } = opened.value;
    const repriced = await repriceHistory(history, { prices, wait, signal });
    if (!repriced.ok) return fail(repriced.failure);
    const table = prices();
    const refusalsBefore = history.readRefusals();
    /** What is shown is fresh, and nobody has been told yet. */
    let isFresh = false;
    const synced = await syncPair({
      ...opened.value,
      api,
      prices: table,
      log,
      signal,
      wait,
      wanted: settings.read().reportPair,
      since: parts.since(),
      edges() {
        const current = settings.read();
        return windowEdges(clock.now(), clock.timeZone(current.timeZone), current);
      },
      withLabels,
      // With new prices the rest is left for another round.
      isBackfillPaused: () => settings.read().isBackfillPaused || prices() !== table,
      onStep(done, total) {
        progress = { done, total };
        const isFirstLook = record.read().lastSuccessAt === null && done > 0;
        const isFreshLook = isFresh && done < total;
        if (isFreshLook) isFresh = false;
        parts.onProgress(isFirstLook || isFreshLook || (done > 0 && done % STEPS_A_LOOK === 0));
      },
      onCurrent(pair) {
        isFresh = true;
        connection.noteOutcome(null);
        const known = history.ofPair(pair).readSyncRecord();
        record.keep({ ...known, lastSuccessAt: clock.now(), failure: null }, pair);
        parts.onCurrent();
      },
      onDaily(pair, at) {
        const known = history.ofPair(pair).readSyncRecord();
        record.keep({ ...known, labelsFetchedAt: at }, pair);
      },
    });
    // Another process may have priced all anew already, but not what was written here since.
    if (prices() !== table) await forgetPrices(history, wait, signal);
    if (!synced.ok) {
      if (synced.failure.kind === 'key-refused') takeBackRefusals(opened.value, refusalsBefore);
      return fail(synced.failure);
    }
    const { pair, leftOut, labelsFetchedAt } = synced.value;
    connection.noteOutcome(null);
    record.keep({ lastSuccessAt: clock.now(), labelsFetchedAt, failure: leftOut }, pair);
    return prices() === table ? ok(null) : sync({}, signal);
  }

  /** It was the whole key: what it was refused on the way says nothing about single rights. */
  function takeBackRefusals({ history }: OpenedConnection, before: readonly Refusal[]): void {
    if (history.readRefusals().length === before.length) return;
    history.saveRefusals(before);
    record.keep({ ...record.read(), labelsFetchedAt: null });
  }

  async function run(options: SyncOptions): Promise<Result<null>> {
    const scope = createCancelScope(parts.stopping);
    runningScope = scope;
    try {
      await parts.ready();
      return await sync(options, scope.signal);
    } catch (error) {
      return fail(failureOf(error));
    } finally {
      scope.end();
      runningScope = null;
      running = null;
      progress = null;
      parts.onEnd(scope.signal.aborted);
    }
  }

  return {
    start(options) {
      running ??= run(options);
      return running;
    },
    isRunning: () => running !== null,
    progress: () => progress,
    cancel: () => runningScope?.cancel(),
    settled: async () => void (await running),
  };
}
