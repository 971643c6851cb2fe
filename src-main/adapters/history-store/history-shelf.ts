import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { HistoryShelf, Organization } from '../../core/ports.js';
import { ok, type Result } from '../../shared/result.js';
import type { Instant } from '../../shared/units.js';
import { attempt } from './connect.js';
import { findPlace } from './find-place.js';
import { besideName, fileIdOf, SIDE_FILES } from './history-files.js';
import { type HistoryStore, openHistoryStore } from './history-store.js';
import { createUpkeep } from './keep-up.js';
import type { OpenOptions } from './open-database.js';
import { readOrganization } from './read-organization.js';
import type { Recovery } from './restore.js';
import { type RunUpkeep, runUpkeepInLine } from './run-upkeep.js';

export interface OpenShelf extends HistoryShelf {
  /** What had to be done about damaged or foreign files during this run. */
  readonly recoveries: readonly Recovery[];
  /** Whose histories are here, as far as they can be read. */
  list(): readonly Organization[];
  /** What is due after a sync: backup, check, a long log. It never fails. */
  keepUp(now: Instant): Promise<void>;
  close(): void;
}

export interface ShelfOptions extends Pick<OpenOptions, 'readOnly' | 'log' | 'now' | 'busyMs'> {
  /** Whether the settings know of this organization: a lost history is told then. */
  readonly remembers?: (organizationId: string) => boolean;
  /** Without it the upkeep is done here and now. */
  readonly runUpkeep?: RunUpkeep;
}

interface Kept {
  readonly store: HistoryStore;
  /** Another process may have put another file in its place. */
  readonly fileId: string | null;
  readonly isSuspect: boolean;
}

/** One file for each organization in the data folder. */
export function createHistoryShelf(directory: string, options: ShelfOptions): OpenShelf {
  const kept = new Map<string, Kept>();
  const recoveries: Recovery[] = [];
  const upkeep = createUpkeep(options.log, options.runUpkeep ?? runUpkeepInLine);
  const pathOf = (id: string) => join(directory, fileName(id));

  function openAnew(id: string, isSuspect: boolean): Result<HistoryStore> {
    const path = pathOf(id);
    const isRemembered = options.remembers?.(id) ?? false;
    const found = attempt(() => ok(findPlace(path, isRemembered)));
    if (!found.ok) return found;
    // Nothing was synced yet: to a reader that is an empty history, not a fault.
    const isEmpty = options.readOnly && ['nothing', 'empty'].includes(found.value.identity);
    const opened = isEmpty
      ? openHistoryStore(':memory:', { ...options, readOnly: false })
      : openHistoryStore(path, { ...options, isRemembered, isSuspect });
    if (!opened.ok) return opened;
    if (opened.value.recovery) recoveries.push(opened.value.recovery);
    return opened;
  }

  function keep(id: string, store: HistoryStore): Result<HistoryStore> {
    kept.set(id, { store, fileId: fileIdOf(store.path), isSuspect: false });
    return ok(store);
  }

  function letGo(id: string): void {
    kept.get(id)?.store.close();
    kept.delete(id);
  }

  function open(id: string, isSuspect = false): Result<HistoryStore> {
    letGo(id);
    const opened = openAnew(id, isSuspect);
    return opened.ok ? keep(id, opened.value) : opened;
  }

  /** A history that could only be read so far may be writable again: the disk has space now. */
  function tryToWrite(id: string, store: HistoryStore): Result<HistoryStore> {
    const opened = openAnew(id, false);
    if (!opened.ok) return ok(store);
    if (opened.value.refusal) {
      opened.value.close();
      return ok(store);
    }
    letGo(id);
    return keep(id, opened.value);
  }

  return {
    recoveries,
    open(id) {
      const known = kept.get(id);
      if (!known) return open(id);
      const { store, fileId, isSuspect } = known;
      if (isSuspect) return open(id, true);
      if (fileId !== fileIdOf(store.path)) return open(id);
      const isHeldBack = store.refusal !== null && store.refusal.kind !== 'storage-newer';
      return isHeldBack ? tryToWrite(id, store) : ok(store);
    },
    recover: (id) => open(id, true),
    list() {
      const names = attempt(() => ok(existsSync(directory) ? readdirSync(directory) : []));
      return (names.ok ? names.value : [])
        .filter((name) => /^history-[\w-]+(\.tidemark)?\.sqlite3$/.test(name))
        .flatMap((name) => {
          const read = attempt(() => ok(readOrganization(join(directory, name))));
          return (read.ok && read.value) || [];
        });
    },
    remove(id) {
      // A backup under way would come back with what a person wants gone.
      upkeep.stop();
      letGo(id);
      return attempt(() => {
        if (existsSync(directory)) removeOwn(directory, fileName(id));
        return ok(null);
      });
    },
    async keepUp(now) {
      for (const [id, { store }] of options.readOnly ? [] : [...kept]) {
        if (store.refusal || !(await upkeep.keepUp(store.path, now))) continue;
        const current = kept.get(id);
        if (current) kept.set(id, { ...current, isSuspect: true });
      }
    },
    close() {
      upkeep.stop();
      for (const id of [...kept.keys()]) letGo(id);
    },
  };
}

/** Ids come from outside: only letters, digits, dash and underscore reach a file name. */
const fileName = (id: string) =>
  `history-${id.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 80)}.sqlite3`;

/** The history with its backups and damaged predecessors; a foreign file of that name stays. */
function removeOwn(directory: string, name: string): void {
  const isForeign = findPlace(join(directory, name), false).isBeside;
  const foreign = isForeign ? SIDE_FILES.map((suffix) => name + suffix) : [];
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const isNamed = entry.name.startsWith(name) || entry.name.startsWith(besideName(name));
    const isOwn = isNamed && !entry.isDirectory() && !foreign.includes(entry.name);
    if (isOwn) rmSync(join(directory, entry.name));
  }
}
