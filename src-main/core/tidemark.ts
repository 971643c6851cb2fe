import { type Failure, noteFailure } from '../shared/failure.js';
import type { History, HistoryQuery } from '../shared/history.js';
import type { KeyTrial } from '../shared/ipc-contract.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { Settings, SettingsPatch } from '../shared/settings.js';
import type { Snapshot, SyncStatus } from '../shared/snapshot.js';
import { StorageError } from '../shared/storage-error.js';
import { DAY_MS, type Instant } from '../shared/units.js';
import { type Alert, decideAlerts } from './alerts/decide-alerts.js';
import { type ConnectionParts, createConnection } from './connection/connection.js';
import { resetsWithin } from './limits/week-window.js';
import type { CancelSignal, Log, SettingsStore, SyncRecord } from './ports.js';
import type { PriceTable } from './pricing/price-table.js';
import { deriveSnapshot, type HeldFigures } from './snapshot/derive-snapshot.js';
import { NOTHING_HELD, readHeldFigures, windowEdges } from './snapshot/read-held-figures.js';
import { type CancelScope, createCancelScope } from './sync/create-cancel-scope.js';
import { syncOrganization } from './sync/sync-organization.js';
import { readHistory } from './usage/read-history.js';

const ASK_AGAIN_MS = DAY_MS;
/** During a long back-fill the figures are derived anew after this many steps. */
const STEPS_A_LOOK = 8;
const NEVER: SyncRecord = { lastSuccessAt: null, labelsFetchedAt: null, failure: null };

export interface TidemarkParts extends ConnectionParts {
  readonly mode: Snapshot['mode'];
  readonly settings: SettingsStore;
  readonly log: Log;
  readonly prices: PriceTable;
  /** Oldest instant to fetch; null follows the setting. */
  readonly since?: Instant | null;
}

export interface SyncOptions {
  /** Ask for names even when they are young. */
  readonly withLabels?: boolean;
}

/** A signal and the way to raise it. */
export interface CancelSource {
  readonly signal: CancelSignal;
  cancel(): void;
}

export interface Tidemark {
  readSnapshot(): Snapshot;
  onSnapshot(listener: (snapshot: Snapshot) => void): () => void;
  /** Called once for each alert, after it was marked as told. */
  onAlert(listener: (alert: Alert) => void): () => void;
  noteAlertOutcome(alert: Alert, outcome: 'shown' | 'failed'): void;
  setNextSyncAt(at: Instant | null): void;
  tryKey(pasted: string): Promise<Result<KeyTrial>>;
  saveKey(): Promise<Result<null>>;
  disconnect(keepHistory: boolean): Promise<Result<null>>;
  /** Joins the run under way, if any: never two at once. */
  syncNow(options?: SyncOptions): Promise<Result<null>>;
  readHistory(query: HistoryQuery): Result<History>;
  readSettings(): Settings;
  updateSettings(patch: SettingsPatch): Result<Settings>;
  /** Ends what is in flight; what was fetched is kept. */
  stop(): Promise<void>;
}

/** The app itself, without a desktop: tray, window and command line are views of it. */
export function createTidemark(parts: TidemarkParts, stopping: CancelSource): Tidemark {
  const { api, settings, clock, log, prices } = parts;
  const connection = createConnection(parts);
  const snapshotListeners = new Set<(snapshot: Snapshot) => void>();
  const alertListeners = new Set<(alert: Alert) => void>();
  let running: Promise<Result<null>> | null = null;
  let runningScope: CancelScope | null = null;
  let progress: SyncStatus['progress'] = null;
  let nextSyncAt: Instant | null = null;
  /** A report that the key may not read is asked for again a day later (A3). */
  let costRefusal: { readonly failure: Failure; readonly at: Instant } | null = null;
  let record = connection.history()?.readSyncRecord() ?? {
    ...NEVER,
    failure: parts.connections.readFailure(),
  };
  let snapshot = deriveNow();

  function since(): Instant {
    return parts.since ?? clock.now() - settings.read().historyDays * DAY_MS;
  }

  function readHeld(now: Instant, timeZone: string, current: Settings): HeldFigures {
    const history = connection.history();
    if (!history) return NOTHING_HELD;
    try {
      return readHeldFigures(history, now, timeZone, current);
    } catch (error) {
      connection.noteOutcome(failureOf(error));
      return NOTHING_HELD;
    }
  }

  function deriveNow(): Snapshot {
    const now = clock.now();
    const current = settings.read();
    const timeZone = clock.timeZone(current.timeZone);
    const held = readHeld(now, timeZone, current);
    const storageFailure = connection.storageFailure();
    return deriveSnapshot({
      now,
      mode: parts.mode,
      timeZone,
      settings: current,
      connection: connection.describe(),
      held,
      since: since(),
      sync: {
        state: syncState(),
        nextAt: nextSyncAt,
        progress,
        record: storageFailure ? { ...record, failure: noteFailure(storageFailure, now) } : record,
      },
    });
  }

  function tell(next: Snapshot): void {
    snapshot = next;
    for (const listener of snapshotListeners) listener(snapshot);
  }

  const publish = () => tell(deriveNow());

  /** The sync moved on and no figure changed: the store is left in peace. */
  function publishSync(): void {
    tell({
      ...snapshot,
      sync: { ...snapshot.sync, state: syncState(), nextAt: nextSyncAt, progress },
    });
  }

  function syncState(): SyncStatus['state'] {
    if (running) return 'syncing';
    return nextSyncAt === null ? 'idle' : 'waiting';
  }

  /** Kept in memory too: a store that cannot be written must not hide the failure. */
  function keepRecord(next: SyncRecord): void {
    record = next;
    const history = connection.history();
    const saved = history
      ? history.saveSyncRecord(next)
      : parts.connections.keepFailure(next.failure);
    if (!saved.ok) connection.noteOutcome(saved.failure);
  }

  function fail(failure: Failure): { readonly ok: false; readonly failure: Failure } {
    connection.noteOutcome(failure);
    if (failure.kind !== 'cancelled') {
      keepRecord({ ...record, failure: noteFailure(failure, clock.now()) });
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
    if (record.lastSuccessAt === null) record = opened.value.history.readSyncRecord();
    if (parts.connections.readFailure()) parts.connections.keepFailure(null);
    const current = settings.read();
    const isRefusalYoung = costRefusal !== null && clock.now() - costRefusal.at < ASK_AGAIN_MS;
    if (!isRefusalYoung) costRefusal = null;
    const synced = await syncOrganization({
      ...opened.value,
      api,
      prices,
      signal,
      now: clock.now,
      since: since(),
      edges: windowEdges(clock.now(), clock.timeZone(current.timeZone), current),
      withLabels,
      refusedCost: costRefusal?.failure ?? null,
      onStep(done, total) {
        progress = { done, total };
        const isFirstLook = record.lastSuccessAt === null && done > 0;
        if (isFirstLook || (done > 0 && done % STEPS_A_LOOK === 0)) publish();
        else publishSync();
      },
      onCurrent() {
        connection.noteOutcome(null);
        keepRecord({ ...record, lastSuccessAt: clock.now(), failure: null });
      },
    });
    if (!synced.ok) return fail(synced.failure);
    const { refusedCost, leftOut, labelsFetchedAt } = synced.value;
    if (refusedCost) costRefusal ??= { failure: refusedCost, at: clock.now() };
    connection.noteOutcome(null);
    keepRecord({
      lastSuccessAt: clock.now(),
      labelsFetchedAt,
      failure: leftOut && noteFailure(leftOut, clock.now()),
    });
    return ok(null);
  }

  /** A sync must not outlive the connection that it fetches for. */
  async function endSync(): Promise<void> {
    runningScope?.cancel();
    await running;
  }

  function tellAlerts(): void {
    const history = connection.history();
    if (!history || !settings.read().notifyWeekly) return;
    const { marks, alert } = decideAlerts(snapshot, history.readAlertMarks());
    // Untold is better than told again at every start: no mark, no alert.
    if (marks.length > 0 && !history.saveAlertMarks(marks).ok) return;
    if (alert) for (const listener of alertListeners) listener(alert);
  }

  async function run(options: SyncOptions): Promise<Result<null>> {
    const scope = createCancelScope(stopping.signal);
    runningScope = scope;
    try {
      return await sync(options, scope.signal);
    } catch (error) {
      return fail(failureOf(error));
    } finally {
      scope.end();
      runningScope = null;
      running = null;
      progress = null;
      publish();
      tellAlerts();
    }
  }

  return {
    readSnapshot: () => snapshot,
    onSnapshot(listener) {
      snapshotListeners.add(listener);
      return () => snapshotListeners.delete(listener);
    },
    onAlert(listener) {
      alertListeners.add(listener);
      return () => alertListeners.delete(listener);
    },
    noteAlertOutcome({ rule, windowStart }, outcome) {
      connection
        .history()
        ?.saveAlertMarks([{ rule, windowStart, decidedAt: clock.now(), outcome }]);
    },
    setNextSyncAt(at) {
      nextSyncAt = at;
      publishSync();
    },
    tryKey: (pasted) => connection.tryKey(pasted, stopping.signal),
    async saveKey() {
      await endSync();
      const saved = await connection.saveKey();
      if (saved.ok) {
        costRefusal = null;
        record = connection.history()?.readSyncRecord() ?? NEVER;
        keepRecord({ ...record, failure: null });
      }
      publish();
      return saved;
    },
    async disconnect(keepHistory) {
      await endSync();
      const done = await connection.disconnect(keepHistory);
      if (done.ok) record = NEVER;
      publish();
      return done;
    },
    syncNow(options = {}) {
      running ??= run(options);
      publishSync();
      return running;
    },
    readHistory(query) {
      if (query.to <= query.from) {
        return failed({ kind: 'invalid-input', detail: 'the end must be after the start' });
      }
      const history = connection.history();
      if (!history) return failed(connection.storageFailure() ?? { kind: 'no-key' });
      const resets = resetsWithin(query, settings.read());
      try {
        return ok({ ...readHistory(history, query, clock.now()), resets });
      } catch (error) {
        return failed(failureOf(error));
      }
    },
    readSettings: settings.read,
    updateSettings(patch) {
      const updated = settings.update(patch);
      publish();
      return updated;
    },
    async stop() {
      stopping.cancel();
      await running;
    },
  };
}

/** An unreadable store is expected of old disks; anything else is our mistake and stays thrown. */
function failureOf(error: unknown): Failure {
  if (error instanceof StorageError) return error.failure;
  throw error;
}
