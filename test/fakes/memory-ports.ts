import {
  type HistoryStore,
  openHistoryStore,
} from '../../src-main/adapters/history-store/history-store.js';
import type {
  AdminKeyStore,
  ConnectionRecord,
  ConnectionStore,
  HistoryShelf,
  SettingsStore,
} from '../../src-main/core/ports.js';
import type { Failure, FailureNote } from '../../src-main/shared/failure.js';
import { failed, ok } from '../../src-main/shared/result.js';
import { defaultSettings, type Settings } from '../../src-main/shared/settings.js';
import { createKeptLog } from './kept-log.js';

export interface MemoryKeys extends AdminKeyStore {
  /** What the keychain holds; null for nothing. */
  held: string | null;
  readFailure: Failure | null;
  saveFailure: Failure | null;
  forgetFailure: Failure | null;
}

export function createMemoryKeys(): MemoryKeys {
  const keys: MemoryKeys = {
    held: null,
    readFailure: null,
    saveFailure: null,
    forgetFailure: null,
    async read() {
      if (keys.readFailure) return failed(keys.readFailure);
      return keys.held === null ? failed({ kind: 'key-gone' }) : ok(keys.held);
    },
    async save(key) {
      if (keys.saveFailure) return failed(keys.saveFailure);
      keys.held = key;
      return ok(null);
    },
    async forget() {
      if (keys.forgetFailure) return failed(keys.forgetFailure);
      keys.held = null;
      return ok(null);
    },
  };
  return keys;
}

export function createMemoryConnections(): ConnectionStore & { saveFailure: Failure | null } {
  let record: ConnectionRecord | null = null;
  let kept: FailureNote | null = null;
  const connections = {
    saveFailure: null as Failure | null,
    read: () => record,
    save(next: ConnectionRecord) {
      if (connections.saveFailure) return failed(connections.saveFailure);
      record = next;
      return ok(null);
    },
    clear() {
      record = null;
      return ok(null);
    },
    readFailure: () => kept,
    keepFailure(next: FailureNote | null) {
      kept = next;
      return ok(null);
    },
  };
  return connections;
}

export function createMemorySettings(): SettingsStore {
  let settings: Settings = defaultSettings;
  return {
    read: () => settings,
    update(patch) {
      // The schema at the border leaves out what was not sent, so nothing here is undefined.
      settings = { ...settings, ...(patch as Partial<Settings>) };
      return ok(settings);
    },
  };
}

export interface MemoryShelf extends HistoryShelf {
  readonly stores: ReadonlyMap<string, HistoryStore>;
  openFailure: Failure | null;
  close(): void;
}

/** Real SQLite stores in memory; they outlive the app that is built on them, as files do. */
export function createMemoryShelf(path = ':memory:'): MemoryShelf {
  const stores = new Map<string, HistoryStore>();
  const shelf: MemoryShelf = {
    stores,
    openFailure: null,
    open(organizationId) {
      if (shelf.openFailure) return failed(shelf.openFailure);
      const known = stores.get(organizationId);
      if (known) return ok(known);
      const opened = openHistoryStore(path, {
        readOnly: false,
        log: createKeptLog(),
        now: () => 0,
      });
      if (opened.ok) stores.set(organizationId, opened.value);
      return opened;
    },
    recover: (organizationId) => shelf.open(organizationId),
    remove(organizationId) {
      stores.get(organizationId)?.close();
      stores.delete(organizationId);
      return ok(null);
    },
    close() {
      for (const store of stores.values()) store.close();
      stores.clear();
    },
  };
  return shelf;
}
