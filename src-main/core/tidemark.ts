import { type Failure, noteFailure } from '../shared/failure.js';
import type { KeyTrial } from '../shared/ipc-contract.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { Settings, SettingsPatch } from '../shared/settings.js';
import type { Snapshot, SyncStatus } from '../shared/snapshot.js';
import { DAY_MS, type Instant } from '../shared/units.js';
import type { ReportPair } from '../shared/usage.js';
import type { Alert } from './alerts/decide-alerts.js';
import { tellAlerts } from './alerts/tell-alerts.js';
import {
  type ConnectionParts,
  createConnection,
  type OpenedConnection,
} from './connection/connection.js';
import { createListeners } from './create-listeners.js';
import { createQuestions, type Questions } from './create-questions.js';
import { createLimits, type LimitsDesk } from './limits/create-limits.js';
import type { StatusLine, Transcripts } from './limits/limit-ports.js';
import type {
  CancelSignal,
  Log,
  Refusal,
  SettingsStore,
  SyncRecord,
  UsageHistory,
} from './ports.js';
import { createRepricer } from './pricing/create-repricer.js';
import { effectivePrices } from './pricing/effective-prices.js';
import type { PriceTable } from './pricing/price-table.js';
import { forgetPrices, isPricedOtherwise, repriceHistory } from './pricing/reprice-history.js';
import { createShownHistory, failureOf } from './shown-history.js';
import { deriveSnapshot } from './snapshot/derive-snapshot.js';
import { NOTHING_HELD, readHeldFigures } from './snapshot/read-held-figures.js';
import { windowEdges } from './snapshot/snapshot-windows.js';
import { type CancelScope, createCancelScope } from './sync/create-cancel-scope.js';
import type { Wait } from './sync/persist.js';
import { createPairSync } from './sync/sync-pair.js';

/** During a long back-fill the figures are derived anew after this many steps. */
const STEPS_A_LOOK = 8;
const NEVER: SyncRecord = { lastSuccessAt: null, labelsFetchedAt: null, failure: null };

export interface TidemarkParts extends ConnectionParts {
  readonly mode: Snapshot['mode'];
  readonly settings: SettingsStore;
  readonly log: Log;
  readonly prices: PriceTable;
  readonly wait: Wait;
  /** Claude Code on this computer; null: not looked at. */
  readonly transcripts?: Transcripts | null;
  readonly statusLine?: StatusLine | null;
  /** The history is shown as it is, at the prices it was stored with. */
  readonly isReadOnly?: boolean;
  /** Oldest instant to fetch; null follows the setting. */
  readonly since?: Instant | null;
}

export interface SyncOptions {
  /** Ask for names even when they are young. */
  readonly withLabels?: boolean;
}

/** These change whose week it is, or what may be learned from. */
const asksForLearning = (patch: SettingsPatch): boolean =>
  patch.readsTranscripts !== undefined ||
  patch.priceOverrides !== undefined ||
  patch.timeZone !== undefined ||
  patch.weeklyResetWeekday !== undefined ||
  patch.weeklyResetTime !== undefined ||
  patch.weeklyResetZone !== undefined ||
  patch.reportPair !== undefined;

/** A signal and the way to raise it. */
export interface CancelSource {
  readonly signal: CancelSignal;
  cancel(): void;
}

export interface Tidemark extends Questions, LimitsDesk {
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
  /** Ends once what is held has the prices in force. */
  priced(): Promise<Result<null>>;
  /** Whether some of what is held may still be at other prices than those in force. */
  isRepricingDue(): boolean;
  readSettings(): Settings;
  updateSettings(patch: SettingsPatch): Result<Settings>;
  /** Ends what is in flight; what was fetched is kept. */
  stop(): Promise<void>;
}

/** The app itself, without a desktop: tray, window and command line are views of it. */
export function createTidemark(parts: TidemarkParts, stopping: CancelSource): Tidemark {
  const { api, settings, clock, log, wait } = parts;
  const prices = () => effectivePrices(parts.prices, settings.read().priceOverrides);
  const connection = createConnection(parts);
  const shown = createShownHistory(connection, settings);
  const snapshotListeners = createListeners<Snapshot>(log);
  const alertListeners = createListeners<Alert>(log);
  let running: Promise<Result<null>> | null = null;
  let runningScope: CancelScope | null = null;
  let progress: SyncStatus['progress'] = null;
  let nextSyncAt: Instant | null = null;
  let limitsVersion = 0;
  const syncPair = createPairSync(clock);
  let record = readRecord();
  if (record.failure?.kind === 'key-refused') connection.noteOutcome({ kind: 'key-refused' });
  const repricer = createRepricer({
    shown,
    prices,
    wait,
    log,
    stopping: stopping.signal,
    onFailure: connection.noteOutcome,
    onEnd: () => {
      publish();
      learn();
    },
  });
  const { questions, settled } = createQuestions({
    shown,
    prices,
    settings,
    clock,
    wait,
    stopping: stopping.signal,
  });
  const { desk, book } = createLimits({
    shown,
    prices,
    settings,
    clock,
    wait,
    log,
    stopping: stopping.signal,
    transcripts: parts.transcripts ?? null,
    statusLine: parts.statusLine ?? null,
    onLearned: () => {
      limitsVersion += 1;
      publish();
      tellAlertsNow();
    },
  });
  let snapshot = deriveNow();
  reprice();

  function readRecord(): SyncRecord {
    const nothing = { ...NEVER, failure: parts.connections.readFailure() };
    return shown.read((history) => history.readSyncRecord(), nothing);
  }

  function since(): Instant {
    return parts.since ?? clock.now() - settings.read().historyDays * DAY_MS;
  }

  function deriveNow(): Snapshot {
    const now = clock.now();
    const current = settings.read();
    const timeZone = clock.timeZone(current.timeZone);
    const held = shown.read(
      (history) => readHeldFigures(history, prices(), now, timeZone, current),
      NOTHING_HELD,
    );
    const storageFailure = connection.storageFailure();
    return deriveSnapshot({
      now,
      mode: parts.mode,
      timeZone,
      settings: current,
      connection: connection.describe(),
      held,
      learned: book.learned().windows,
      limitsVersion,
      since: since(),
      sync: {
        state: syncState(),
        nextAt: nextSyncAt,
        progress,
        clockOffsetMs: clock.offsetMs(),
        record: storageFailure ? { ...record, failure: noteFailure(storageFailure, now) } : record,
      },
    });
  }

  function tell(next: Snapshot): void {
    snapshot = next;
    snapshotListeners.tell(snapshot);
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
  function keepRecord(next: SyncRecord, pair: ReportPair | null = null): void {
    const own = shown.read<UsageHistory | null>((history) => history, null);
    const history = pair && own ? own.ofPair(pair) : own;
    const saved = history
      ? history.saveSyncRecord(next)
      : parts.connections.keepFailure(next.failure);
    if (!saved.ok) connection.noteOutcome(saved.failure);
    // The other pair may have been chosen meanwhile: what is shown keeps its own record.
    const isShown = pair === null || shown.read((now) => now.pair, pair) === pair;
    record = isShown ? next : readRecord();
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
    record = readRecord();
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
      since: since(),
      edges() {
        const current = settings.read();
        return windowEdges(clock.now(), clock.timeZone(current.timeZone), current);
      },
      withLabels,
      // With new prices the rest is left for another round.
      isBackfillPaused: () => settings.read().isBackfillPaused || prices() !== table,
      onStep(done, total) {
        progress = { done, total };
        const isFirstLook = record.lastSuccessAt === null && done > 0;
        const isFreshLook = isFresh && done < total;
        if (isFreshLook) isFresh = false;
        if (isFirstLook || isFreshLook || (done > 0 && done % STEPS_A_LOOK === 0)) publish();
        else publishSync();
      },
      onCurrent(pair) {
        isFresh = true;
        connection.noteOutcome(null);
        const known = history.ofPair(pair).readSyncRecord();
        keepRecord({ ...known, lastSuccessAt: clock.now(), failure: null }, pair);
        learn();
      },
      onDaily(pair, at) {
        const known = history.ofPair(pair).readSyncRecord();
        keepRecord({ ...known, labelsFetchedAt: at }, pair);
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
    keepRecord({ lastSuccessAt: clock.now(), labelsFetchedAt, failure: leftOut }, pair);
    return prices() === table ? ok(null) : sync({}, signal);
  }

  function reprice(): void {
    if (!parts.isReadOnly) repricer.start();
  }

  function learn(): void {
    if (!parts.isReadOnly) void book.refresh();
  }

  function tellAlertsNow(): void {
    shown.read(
      (history) => tellAlerts(snapshot, history, alertListeners, settings.read().notifyWeekly),
      undefined,
    );
  }

  /** It was the whole key: what it was refused on the way says nothing about single rights. */
  function takeBackRefusals({ history }: OpenedConnection, before: readonly Refusal[]): void {
    if (history.readRefusals().length === before.length) return;
    history.saveRefusals(before);
    record = { ...record, labelsFetchedAt: null };
  }

  /** No work must outlive the connection that it is done for. */
  async function endWork(): Promise<void> {
    runningScope?.cancel();
    // The end of each of the others asks for a learning.
    await Promise.all([running, repricer.stop(), settled()]);
    await book.stop();
  }

  async function run(options: SyncOptions): Promise<Result<null>> {
    const scope = createCancelScope(stopping.signal);
    runningScope = scope;
    try {
      await repricer.settled();
      return await sync(options, scope.signal);
    } catch (error) {
      return fail(failureOf(error));
    } finally {
      scope.end();
      runningScope = null;
      running = null;
      progress = null;
      publish();
      tellAlertsNow();
      if (!scope.signal.aborted) learn();
      // New prices that came in between, where the run ended before it could mind them.
      if (!scope.signal.aborted) reprice();
    }
  }

  return {
    readSnapshot: () => snapshot,
    onSnapshot: snapshotListeners.add,
    onAlert: alertListeners.add,
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
      await endWork();
      const saved = await connection.saveKey();
      if (saved.ok) {
        // Another key may be allowed what the last one was refused.
        connection.history()?.saveRefusals([]);
        keepRecord({ ...readRecord(), failure: null });
      }
      book.reload();
      publish();
      return saved;
    },
    async disconnect(keepHistory) {
      await endWork();
      const done = await connection.disconnect(keepHistory);
      if (done.ok) record = NEVER;
      book.reload();
      publish();
      return done;
    },
    syncNow(options = {}) {
      running ??= run(options);
      publishSync();
      return running;
    },
    ...questions,
    ...desk,
    readSettings: settings.read,
    updateSettings(patch) {
      const updated = settings.update(patch);
      if (patch.reportPair) record = readRecord();
      publish();
      if (asksForLearning(patch)) learn();
      if (patch.priceOverrides && !running) reprice();
      return updated;
    },
    priced: repricer.settled,
    isRepricingDue: () => shown.read((history) => isPricedOtherwise(history, prices()), false),
    async stop() {
      stopping.cancel();
      await Promise.all([running, repricer.settled(), settled()]);
      await book.stop();
    },
  };
}
