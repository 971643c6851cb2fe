import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Log } from '../../core/ports.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { StorageError } from '../../shared/storage-error.js';
import { sizeOf } from './history-files.js';
import { storageFailure } from './storage-failure.js';

/** Opening waits this long for another process's lock. */
export const OPENING_MS = 5_000;
const WAL_LIMIT_BYTES = 16 * 1024 * 1024;

/** A connection that may write: every commit is on the disk before it is said to be. */
export function connectForWriting(path: string, log: Log): DatabaseSyncInstance {
  const database = new DatabaseSync(path, { timeout: OPENING_MS });
  return closingOnError(database, () => {
    const answer = database.prepare('PRAGMA journal_mode = WAL').get();
    const mode = Reflect.get(answer, 'journal_mode');
    // A database in memory has no journal to choose.
    if (mode !== 'wal' && path !== ':memory:') {
      database.exec('PRAGMA journal_mode = TRUNCATE');
      log.warn('history-without-wal', { mode });
    }
    database.exec(`PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
      PRAGMA journal_size_limit = ${WAL_LIMIT_BYTES};`);
  });
}

/**
 * Where the folder cannot be written or the disk is full, the log's index cannot be made. If no
 * log is left, the file by itself is the whole history and can be read as it is (F9, F10).
 */
export function connectForReading(path: string): DatabaseSyncInstance {
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: OPENING_MS });
    return closingOnError(database, () => database.prepare('PRAGMA schema_version').get());
  } catch (error) {
    if (!isAboutPlace(error) || sizeOf(`${path}-wal`) > 0) throw error;
    const url = pathToFileURL(path);
    url.searchParams.set('immutable', '1');
    return new DatabaseSync(url, { readOnly: true });
  }
}

/** `quick_check` leaves out what takes long: whether indexes and tables agree. */
export function checkPages(
  database: DatabaseSyncInstance,
  check: 'quick_check' | 'integrity_check' = 'quick_check',
): void {
  const answer = database.prepare(`PRAGMA ${check}(1)`).get();
  const said: unknown = Reflect.get(answer, check);
  if (said !== 'ok') throw new StorageError({ kind: 'storage-damaged', detail: String(said) });
}

/** What goes wrong with a file or its disk becomes a failure; a mistake of ours is thrown on. */
export function attempt<T>(work: () => Result<T>): Result<T> {
  try {
    return work();
  } catch (error) {
    const failure = storageFailure(error);
    if (!failure) throw error;
    return failed(failure);
  }
}

export function closingOnError(
  database: DatabaseSyncInstance,
  work: () => unknown,
): DatabaseSyncInstance {
  try {
    work();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

export const readNumber = (
  database: DatabaseSyncInstance,
  pragma: 'user_version' | 'application_id',
): number => Number(Reflect.get(database.prepare(`PRAGMA ${pragma}`).get(), pragma));

/** What can be read and not written is told from what cannot be used at all. */
export function attemptAt<T>(path: string, work: () => T): Result<T> {
  const result = attempt(() => ok(work()));
  if (result.ok || result.failure.kind !== 'storage-unavailable') return result;
  const isReadOnly = [dirname(path), path].some(
    (place) => isAllowed(place, constants.R_OK) && !isAllowed(place, constants.W_OK),
  );
  return isReadOnly ? failed({ ...result.failure, kind: 'storage-read-only' }) : result;
}

function isAllowed(path: string, right: number): boolean {
  try {
    accessSync(path, right);
    return true;
  } catch {
    return false;
  }
}

const PLACE_KINDS = ['storage-unavailable', 'storage-full', 'storage-read-only'];
const isAboutPlace = (error: unknown) =>
  PLACE_KINDS.includes(storageFailure(error)?.kind ?? 'none');
