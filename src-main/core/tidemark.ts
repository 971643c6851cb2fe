import { type Failure, noteFailure } from '../shared/failure.js';
import type { History, HistoryQuery } from '../shared/history.js';
import type { KeyTrial } from '../shared/ipc-contract.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { Settings, SettingsPatch } from '../shared/settings.js';
import type { KeyState, Snapshot } from '../shared/snapshot.js';
import { DAY_MS, type Instant } from '../shared/units.js';
import { type Alert, decideAlerts } from './alerts/decide-alerts.js';
import { checkAdminKey, lastFourOf } from './connection/check-admin-key.js';
import { type TriedKey, tryKey } from './connection/try-key.js';
import type {
  AdminApi,
  AdminKey,
  AdminKeyStore,
  AlertMark,
  CancelSignal,
  Clock,
  ConnectionStore,
  HistoryShelf,
  Log,
  SettingsStore,
  SyncRecord,
  UsageHistory,
} from './ports.js';
import type { PriceTable } from './pricing/price-table.js';
import { deriveSnapshot } from './snapshot/derive-snapshot.js';
import { NOTHING_HELD, readHeldFigures, windowEdges } from './snapshot/read-held-figures.js';
import { planSync } from './sync/plan-sync.js';
import { runSync } from './sync/run-sync.js';
import { syncLabels } from './sync/sync-labels.js';
import { readHistory } from './usage/read-history.js';

/** Names change rarely; asked once a day. */
const LABELS_AFTER_MS = DAY_MS;
const NEVER: SyncRecord = { lastSuccessAt: null, labelsFetchedAt: null, failure: null };

/** What a failure to read the key says about it. */
const KEY_STATES: Partial<Record<Failure['kind'], KeyState>> = {
  'no-key': 'never-saved',
  'key-gone': 'gone',
  'key-invalid': 'invalid',
  'keychain-locked': 'locked',
  'keychain-slow': 'locked',
  'keychain-denied': 'denied',
  'keychain-absent': 'no-keychain',
  'key-refused': 'refused',
};

export interface TidemarkParts {
  readonly mode: Snapshot['mode'];
  readonly api: AdminApi;
  readonly keys: AdminKeyStore;
  readonly connections: ConnectionStore;
  readonly shelf: HistoryShelf;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly prices: PriceTable;
  /** Oldest instant to fetch; null follows the setting. */
  readonly since?: Instant | null;
}

export interface SyncOptions {
  /** Ask for names even when they are young. */
  readonly withLabels?: boolean;
}

export interface Tidemark {
  readSnapshot(): Snapshot;
  onSnapshot(listener: (snapshot: Snapshot) => void): () => void;
  /** Called once for each alert, after it was marked as told. */
  onAlert(listener: (alert: Alert) => void): () => void;
  noteAlertOutcome(alert: Alert, outcome: 'shown' | 'failed'): void;
  /** Derives the figures again: time has passed or the store has changed. */
  refresh(): void;
  setNextSyncAt(at: Instant | null): void;
  tryKey(pasted: string): Promise<Result<KeyTrial>>;
  saveKey(): Promise<Result<null>>;
  disconnect(keepHistory: boolean): Promise<Result<null>>;
  syncNow(options?: SyncOptions): Promise<Result<null>>;
  readHistory(query: HistoryQuery): Result<History>;
  readSettings(): Settings;
  updateSettings(patch: SettingsPatch): Result<Settings>;
  /** Ends what is in flight; what was fetched is kept. */
  stop(): Promise<void>;
}

/** The app itself, without a desktop: tray, window and command line are views of it. */
export function createTidemark(parts: TidemarkParts, cancel: () => CancelSource): Tidemark {
  const { api, keys, connections, shelf, settings, clock, log, prices } = parts;
  const snapshotListeners = new Set<(snapshot: Snapshot) => void>();
  const alertListeners = new Set<(alert: Alert) => void>();
  const stopping = cancel();

  let history: UsageHistory | null = null;
  let keyState: KeyState = connections.read() ? 'saved' : 'never-saved';
  let storageFailure: Failure | null = null;
  let record: SyncRecord = NEVER;
  let tried: TriedKey | null = null;
  let running: Promise<Result<null>> | null = null;
  let progress: { done: number; total: number } | null = null;
  let nextSyncAt: Instant | null = null;
  /** Last four characters of the key whose organization was asked for. */
  let checkedKey: string | null = null;
  let snapshot: Snapshot;

  const since = () => parts.since ?? clock.now() - settings.read().historyDays * DAY_MS;
  const timeZone = () => clock.timeZone(settings.read().timeZone);

  function openHistory(organizationId: string): Result<UsageHistory> {
    if (history) return ok(history);
    const opened = shelf.open(organizationId);
    storageFailure = opened.ok ? null : opened.failure;
    if (opened.ok) {
      history = opened.value;
      record = history.readSyncRecord();
      if (record.failure?.kind === 'key-refused') keyState = 'refused';
    }
    return opened;
  }

  function deriveNow(): Snapshot {
    const now = clock.now();
    const connection = connections.read();
    const current = settings.read();
    const shownRecord = storageFailure
      ? { ...record, failure: noteFailure(storageFailure, now) }
      : record;
    return deriveSnapshot({
      now,
      mode: parts.mode,
      timeZone: timeZone(),
      settings: current,
      connection: {
        state: keyState,
        lastFour: connection?.lastFour ?? null,
        organization: connection?.organization ?? null,
      },
      held: history ? readHeldFigures(history, now, timeZone(), current) : NOTHING_HELD,
      since: since(),
      sync: {
        state: running ? 'syncing' : nextSyncAt === null ? 'idle' : 'waiting',
        nextAt: nextSyncAt,
        progress,
        record: shownRecord,
      },
    });
  }

  function publish(): void {
    snapshot = deriveNow();
    for (const listener of snapshotListeners) listener(snapshot);
  }

  function keepRecord(next: SyncRecord): void {
    record = next;
    const saved = history?.saveSyncRecord(next);
    if (saved && !saved.ok) storageFailure = saved.failure;
  }

  function fail(failure: Failure): { readonly ok: false; readonly failure: Failure } {
    const state = KEY_STATES[failure.kind];
    if (state) keyState = state;
    if (failure.kind !== 'cancelled') {
      keepRecord({ ...record, failure: noteFailure(failure, clock.now()) });
      log.warn('sync-failed', { kind: failure.kind, detail: failure.detail ?? null });
    }
    return failed(failure);
  }

  /** What the keychain holds is checked before it may be sent anywhere. */
  async function readKey(): Promise<Result<AdminKey>> {
    const stored = await keys.read();
    if (!stored.ok) {
      const isNew = stored.failure.kind === 'key-gone' && connections.read() === null;
      return isNew ? failed({ kind: 'no-key' }) : stored;
    }
    const checked = checkAdminKey(stored.value);
    return checked.ok ? checked : failed({ kind: 'key-invalid' });
  }

  /** The organization behind the key must be the one whose history is open. */
  async function openForKey(key: AdminKey, signal: CancelSignal): Promise<Result<UsageHistory>> {
    const connection = connections.read();
    if (checkedKey !== lastFourOf(key)) {
      const organization = await api.fetchOrganization(key, signal);
      if (!organization.ok) {
        return failed(
          organization.failure.kind === 'permission-missing'
            ? { kind: 'key-refused' }
            : organization.failure,
        );
      }
      if (connection && connection.organization.id !== organization.value.id) {
        return failed({ kind: 'other-organization' });
      }
      if (!connection) {
        const saved = connections.save({
          organization: organization.value,
          lastFour: lastFourOf(key),
          savedAt: clock.now(),
        });
        if (!saved.ok) return saved;
      }
      checkedKey = lastFourOf(key);
    }
    const connected = connections.read();
    if (!connected) return failed({ kind: 'no-key' });
    const opened = openHistory(connected.organization.id);
    if (!opened.ok) return opened;
    const saved = opened.value.saveOrganization(connected.organization);
    return saved.ok ? opened : saved;
  }

  async function sync({ withLabels = false }: SyncOptions): Promise<Result<null>> {
    const { signal } = stopping;
    const key = await readKey();
    if (!key.ok) return fail(key.failure);
    const opened = await openForKey(key.value, signal);
    if (!opened.ok) return fail(opened.failure);
    const tools = {
      api,
      key: key.value,
      history: opened.value,
      prices,
      now: clock.now,
      signal,
      onStep(done: number, total: number) {
        progress = { done, total };
        if (done > 0) publish();
      },
    };
    const now = clock.now();
    const steps = planSync({
      now,
      since: since(),
      coverage: opened.value.readCoverage(),
      edges: windowEdges(now, timeZone(), settings.read()),
    });
    const synced = await runSync(steps, tools);
    if (!synced.ok) {
      const isRefused = synced.failure.kind === 'permission-missing';
      return fail(isRefused ? { ...synced.failure, kind: 'key-refused' } : synced.failure);
    }
    let partial = synced.value;
    let { labelsFetchedAt } = record;
    if (withLabels || labelsFetchedAt === null || labelsFetchedAt < now - LABELS_AFTER_MS) {
      const labels = await syncLabels(tools);
      if (!labels.ok) return fail(labels.failure);
      partial ??= labels.value;
      labelsFetchedAt = now;
    }
    keyState = 'saved';
    storageFailure = null;
    keepRecord({
      lastSuccessAt: clock.now(),
      labelsFetchedAt,
      failure: partial && noteFailure(partial, clock.now()),
    });
    return ok(null);
  }

  function tellAlerts(): void {
    if (!history || !settings.read().notifyWeekly) return;
    const decision = decideAlerts(snapshot, history.readAlertMarks());
    if (decision.marks.length > 0) {
      const kept = history.saveAlertMarks(decision.marks);
      // Untold is better than told again at every start.
      if (!kept.ok) return;
    }
    if (decision.alert) for (const listener of alertListeners) listener(decision.alert);
  }

  const tidemark: Tidemark = {
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
      const mark: AlertMark = { rule, windowStart, decidedAt: clock.now(), outcome };
      history?.saveAlertMarks([mark]);
    },
    refresh: publish,
    setNextSyncAt(at) {
      nextSyncAt = at;
      publish();
    },
    async tryKey(pasted) {
      const key = checkAdminKey(pasted);
      if (!key.ok) return key;
      const result = await tryKey(key.value, api, clock.now(), stopping.signal);
      tried = result.ok ? result.value : null;
      return result.ok ? ok(result.value.trial) : result;
    },
    async saveKey() {
      if (!tried) return failed({ kind: 'no-key' });
      const { key, organization, trial } = tried;
      const saved = await keys.save(key);
      if (!saved.ok) return saved;
      tried = null;
      if (connections.read()?.organization.id !== organization.id) history = null;
      const kept = connections.save({
        organization,
        lastFour: trial.lastFour,
        savedAt: clock.now(),
      });
      if (!kept.ok) return kept;
      keyState = 'saved';
      checkedKey = trial.lastFour;
      const opened = openHistory(organization.id);
      if (opened.ok) keepRecord({ ...record, failure: null });
      publish();
      return opened.ok ? ok(null) : opened;
    },
    async disconnect(keepHistory) {
      const connection = connections.read();
      const forgotten = await keys.forget();
      if (!forgotten.ok) return forgotten;
      const cleared = connections.clear();
      if (!cleared.ok) return cleared;
      history = null;
      record = NEVER;
      keyState = 'never-saved';
      checkedKey = null;
      const removed =
        connection && !keepHistory ? shelf.remove(connection.organization.id) : ok(null);
      publish();
      return removed;
    },
    syncNow(options = {}) {
      running ??= sync(options).finally(() => {
        running = null;
        progress = null;
        publish();
        tellAlerts();
      });
      publish();
      return running;
    },
    readHistory(query) {
      if (query.to <= query.from) {
        return failed({ kind: 'invalid-input', detail: 'the end must be after the start' });
      }
      if (!history) return failed(storageFailure ?? { kind: 'no-key' });
      return ok(readHistory(history, query, clock.now()));
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

  const connection = connections.read();
  if (connection) openHistory(connection.organization.id);
  snapshot = deriveNow();
  return tidemark;
}

/** A signal and the way to raise it; an AbortController is one. */
export interface CancelSource {
  readonly signal: CancelSignal;
  cancel(): void;
}
