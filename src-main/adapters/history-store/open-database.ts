import { chmodSync, existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Log } from '../../core/ports.js';
import type { Failure } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { Instant } from '../../shared/units.js';
import { makeFolder } from '../make-folder.js';
import { dropOldBackups, placeBackup } from './back-up.js';
import {
  attempt,
  attemptAt,
  checkPages,
  closingOnError,
  connectForReading,
  connectForWriting,
  OPENING_MS,
  readNumber,
} from './connect.js';
import { findPlace, type Place } from './find-place.js';
import { requireAllColumns } from './has-all-columns.js';
import { SIDE_FILES } from './history-files.js';
import { migrate } from './migrate.js';
import { openNewer } from './open-newer.js';
import { type Recovery, restore } from './restore.js';
import { NOTHING_SALVAGED } from './salvage.js';
import { SCHEMA_VERSION } from './schema.js';
import { storageFailure } from './storage-failure.js';

export interface OpenedDatabase {
  readonly database: DatabaseSyncInstance;
  /** The file that was opened: another name where this one is taken by a foreign file. */
  readonly path: string;
  /** Why nothing can be written although it was asked for; figures can still be read. */
  readonly refusal: Failure | null;
  /** What was done about a damaged or foreign file; null when all was well. */
  readonly recovery: Recovery | null;
}

export interface OpenOptions {
  readonly readOnly: boolean;
  readonly log: Log;
  readonly now: () => number;
  /** A statement waits this long for another process's write lock. */
  readonly busyMs?: number;
  /** Somebody remembers this history: a file of zero bytes has lost it (F7). */
  readonly isRemembered?: boolean;
  /** A read has failed, so every page is looked at and not only what is quick. */
  readonly isSuspect?: boolean;
}

const MEMORY = ':memory:';

/**
 * Opens or creates the history. What is damaged is restored from its backup and from itself; what
 * is foreign is left alone and a history is opened beside it; what cannot be written is read.
 */
export function openDatabase(path: string, options: OpenOptions): Result<OpenedDatabase> {
  const opened = path === MEMORY ? openInMemory(options) : openFile(path, options);
  if (opened.ok) {
    opened.value.database.exec(`PRAGMA busy_timeout = ${options.busyMs ?? OPENING_MS}`);
  }
  return opened;
}

function openInMemory({ log }: OpenOptions): Result<OpenedDatabase> {
  const database = connectForWriting(MEMORY, log);
  migrate(database);
  return ok(asOpened(database, MEMORY));
}

function openFile(path: string, options: OpenOptions): Result<OpenedDatabase> {
  const { readOnly, log } = options;
  const found = attemptAt(path, () => {
    if (!readOnly) makeFolder(dirname(path));
    return findPlace(path, options.isRemembered ?? false);
  });
  if (!found.ok) return found;
  const place = found.value;
  if (place.identity === 'foreign') {
    return failed({ kind: 'storage-unavailable', detail: 'the file belongs to something else' });
  }
  const opened = readOnly ? openToRead(place, options) : openToWrite(place, options);
  const isNewBeside = place.isBeside && ['nothing', 'empty'].includes(place.identity);
  if (!opened.ok || !isNewBeside) return opened;
  const recovery: Recovery = {
    kind: 'foreign',
    path,
    movedTo: null,
    backupFrom: null,
    ...NOTHING_SALVAGED,
  };
  log.warn('history-beside-foreign-file', { ...recovery, opened: place.path });
  return ok({ ...opened.value, recovery });
}

function openToWrite(place: Place, options: OpenOptions): Result<OpenedDatabase> {
  const { path, identity } = place;
  if (identity === 'ours-newer') return openNewer(path);
  if (identity === 'ours-damaged') return openRestored(path, options);
  const opened = attemptAt(path, () => openSound(place, options));
  if (opened.ok) return opened;
  if (opened.failure.kind === 'storage-damaged') return openRestored(path, options);
  return identity === 'ours' ? openToShow(path, opened.failure) : opened;
}

function openSound({ path, identity }: Place, options: OpenOptions): OpenedDatabase {
  const { log, now, isSuspect } = options;
  const database = connectForWriting(path, log);
  closingOnError(database, () => {
    const isNew = identity === 'nothing' || identity === 'empty';
    if (!isNew) checkPages(database, isSuspect ? 'integrity_check' : 'quick_check');
    const version = readNumber(database, 'user_version');
    if (isNew) migrate(database);
    else if (version < SCHEMA_VERSION) update(database, path, now());
    else requireAllColumns(database);
    for (const suffix of SIDE_FILES) {
      if (existsSync(path + suffix)) chmodSync(path + suffix, 0o600);
    }
  });
  return asOpened(database, path);
}

/** The backup comes first; of a file that turns out to lack something it is none. */
function update(database: DatabaseSyncInstance, path: string, now: Instant): void {
  const backup = placeBackup(database, path, now);
  try {
    migrate(database);
  } catch (error) {
    if (storageFailure(error)?.kind === 'storage-damaged') rmSync(backup);
    else dropOldBackups(path, backup);
    throw error;
  }
  dropOldBackups(path, backup);
}

function openRestored(path: string, options: OpenOptions): Result<OpenedDatabase> {
  const restored = attemptAt(path, () => restore(path, options.now(), options.log));
  if (!restored.ok) return restored;
  const recovery = restored.value;
  const opened = attemptAt(path, () =>
    openSound({ path, identity: 'ours', isBeside: false }, options),
  );
  return opened.ok ? ok({ ...opened.value, recovery }) : opened;
}

/** The figures are there; only new ones cannot be saved at present (F9, F10, F12). */
function openToShow(path: string, refusal: Failure): Result<OpenedDatabase> {
  const shown = attempt(() => ok(connectForReading(path)));
  return shown.ok ? ok({ ...asOpened(shown.value, path), refusal }) : failed(refusal);
}

function openToRead({ path, identity }: Place, options: OpenOptions): Result<OpenedDatabase> {
  if (identity === 'ours-newer') return openNewer(path);
  if (identity === 'ours') {
    return attemptAt(path, () => {
      const database = connectForReading(path);
      return asOpened(
        closingOnError(database, () => requireAllColumns(database)),
        path,
      );
    });
  }
  if (identity !== 'ours-older') {
    return failed({ kind: 'storage-damaged', detail: 'the file holds nothing that can be read' });
  }
  // Right after an update the command line may come first: it brings the file to this version.
  const updated = attemptAt(path, () =>
    openSound({ path, identity, isBeside: false }, options).database.close(),
  );
  return updated.ok ? openToRead({ path, identity: 'ours', isBeside: false }, options) : updated;
}

const asOpened = (database: DatabaseSyncInstance, path: string): OpenedDatabase => ({
  database,
  path,
  refusal: null,
  recovery: null,
});
