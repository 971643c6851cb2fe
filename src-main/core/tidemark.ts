import { noteFailure } from '../shared/failure.js';
import type { KeyTrial } from '../shared/ipc-contract.js';
import type { Result } from '../shared/result.js';
import type { Settings, SettingsPatch } from '../shared/settings.js';
import type { Snapshot, SyncStatus } from '../shared/snapshot.js';
import { DAY_MS, type Instant } from '../shared/units.js';
import type { Alert } from './alerts/decide-alerts.js';
import { tellAlerts } from './alerts/tell-alerts.js';
import { type ConnectionParts, createConnection } from './connection/connection.js';
import { createListeners } from './create-listeners.js';
import { createQuestions, type Questions } from './create-questions.js';
import { createLimits, type LimitsDesk } from './limits/create-limits.js';
import type { StatusLine, Transcripts } from './limits/limit-ports.js';
import type { CancelSignal, Log, SettingsStore, Wait } from './ports.js';
import { createRepricer } from './pricing/create-repricer.js';
import { effectivePrices } from './pricing/effective-prices.js';
import type { PriceTable } from './pricing/price-table.js';
import { isPricedOtherwise } from './pricing/reprice-history.js';
import { createShownHistory } from './shown-history.js';
import { deriveSnapshot } from './snapshot/derive-snapshot.js';
import { NOTHING_HELD, readHeldFigures } from './snapshot/read-held-figures.js';
import { createSyncRuns, type SyncOptions } from './sync/create-sync-runs.js';
import { createShownRecord } from './sync/shown-record.js';

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
  const { settings, clock, log, wait } = parts;
  const prices = () => effectivePrices(parts.prices, settings.read().priceOverrides);
  const connection = createConnection(parts);
  const shown = createShownHistory(connection, settings);
  const snapshotListeners = createListeners<Snapshot>(log);
  const alertListeners = createListeners<Alert>(log);
  let nextSyncAt: Instant | null = null;
  let limitsVersion = 0;
  const record = createShownRecord({ shown, connection, connections: parts.connections });
  if (record.read().failure?.kind === 'key-refused') {
    connection.noteOutcome({ kind: 'key-refused' });
  }
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
  const runs = createSyncRuns({
    ...parts,
    connection,
    record,
    prices,
    since,
    stopping: stopping.signal,
    ready: repricer.settled,
    onProgress: (mayFiguresHaveChanged) => (mayFiguresHaveChanged ? publish() : publishSync()),
    onCurrent: learn,
    onEnd(isCancelled) {
      publish();
      tellAlertsNow();
      if (isCancelled) return;
      learn();
      // New prices that came in between, where the run ended before it could mind them.
      reprice();
    },
  });
  let snapshot = deriveNow();
  reprice();

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
        progress: runs.progress(),
        clockOffsetMs: clock.offsetMs(),
        record: storageFailure
          ? { ...record.read(), failure: noteFailure(storageFailure, now) }
          : record.read(),
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
      sync: {
        ...snapshot.sync,
        state: syncState(),
        nextAt: nextSyncAt,
        progress: runs.progress(),
      },
    });
  }

  function syncState(): SyncStatus['state'] {
    if (runs.isRunning()) return 'syncing';
    return nextSyncAt === null ? 'idle' : 'waiting';
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

  /** No work must outlive the connection that it is done for. */
  async function endWork(): Promise<void> {
    runs.cancel();
    // The end of each of the others asks for a learning.
    await Promise.all([runs.settled(), repricer.stop(), settled()]);
    await book.stop();
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
        record.reload();
        record.keep({ ...record.read(), failure: null });
      }
      book.reload();
      publish();
      return saved;
    },
    async disconnect(keepHistory) {
      await endWork();
      const done = await connection.disconnect(keepHistory);
      if (done.ok) {
        record.forget();
      } else {
        connection.noteOutcome(done.failure);
        record.keep({ ...record.read(), failure: noteFailure(done.failure, clock.now()) });
      }
      book.reload();
      publish();
      return done;
    },
    syncNow(options = {}) {
      const run = runs.start(options);
      publishSync();
      return run;
    },
    ...questions,
    ...desk,
    readSettings: settings.read,
    updateSettings(patch) {
      const updated = settings.update(patch);
      if (patch.reportPair) record.reload();
      publish();
      if (asksForLearning(patch)) learn();
      if (patch.priceOverrides && !runs.isRunning()) reprice();
      return updated;
    },
    priced: repricer.settled,
    isRepricingDue: () => shown.read((history) => isPricedOtherwise(history, prices()), false),
    async stop() {
      stopping.cancel();
      await Promise.all([runs.settled(), repricer.settled(), settled()]);
      await book.stop();
    },
  };
}
