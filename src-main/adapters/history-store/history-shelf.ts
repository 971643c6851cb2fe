import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { HistoryShelf, Log } from '../../core/ports.js';
import { ok } from '../../shared/result.js';
import { type HistoryStore, openHistoryStore } from './history-store.js';

export interface OpenShelf extends HistoryShelf {
  /** Where damaged histories were moved during this run. */
  readonly movedTo: readonly string[];
  close(): void;
}

export interface ShelfOptions {
  readonly readOnly: boolean;
  readonly log: Log;
  readonly now: () => number;
}

/** One file for each organization in the data folder. */
export function createHistoryShelf(directory: string, options: ShelfOptions): OpenShelf {
  const stores = new Map<string, HistoryStore>();
  const movedTo: string[] = [];
  // Ids come from outside: only letters, digits, dash and underscore reach a file name.
  const fileName = (id: string) =>
    `history-${id.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 80)}.sqlite3`;

  return {
    movedTo,
    open(organizationId) {
      const known = stores.get(organizationId);
      if (known) return ok(known);
      const path = join(directory, fileName(organizationId));
      // Nothing was synced yet: to a reader that is an empty history, not a fault.
      const isEmpty = options.readOnly && !existsSync(path);
      const opened = isEmpty
        ? openHistoryStore(':memory:', { ...options, readOnly: false })
        : openHistoryStore(path, options);
      if (!opened.ok) return opened;
      if (opened.value.movedTo) movedTo.push(opened.value.movedTo);
      stores.set(organizationId, opened.value);
      return opened;
    },
    remove(organizationId) {
      stores.get(organizationId)?.close();
      stores.delete(organizationId);
      const name = fileName(organizationId);
      if (existsSync(directory)) {
        for (const file of readdirSync(directory)) {
          if (file.startsWith(name)) rmSync(join(directory, file));
        }
      }
      return ok(null);
    },
    close() {
      for (const store of stores.values()) store.close();
      stores.clear();
    },
  };
}
