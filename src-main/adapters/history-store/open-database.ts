import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  renameSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Log } from '../../core/ports.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './schema.js';
import { storageFailure } from './storage-failure.js';

/** A statement waits this long for another process's write lock. */
const BUSY_MS = 5_000;
const WAL_LIMIT_BYTES = 16 * 1024 * 1024;
const SIDE_FILES = ['', '-wal', '-shm', '-journal'];

export interface OpenedDatabase {
  readonly database: DatabaseSyncInstance;
  /** Where a damaged history was moved; null when nothing had to be recovered. */
  readonly movedTo: string | null;
}

export interface OpenOptions {
  readonly readOnly: boolean;
  readonly log: Log;
  readonly now: () => number;
}

/**
 * Opens or creates the history. A damaged one is moved aside together with its side files under a
 * dated name and a new one takes its place; another application's file is left alone.
 */
export function openDatabase(path: string, options: OpenOptions): Result<OpenedDatabase> {
  try {
    if (!options.readOnly) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const first = tryOpen(path, options);
    if (first.ok || first.failure.kind !== 'storage-damaged' || options.readOnly) return first;
    const movedTo = moveAside(path, options.now());
    options.log.warn('history-damaged', { movedTo });
    const second = tryOpen(path, options);
    return second.ok ? ok({ ...second.value, movedTo }) : second;
  } catch (error) {
    const failure = storageFailure(error);
    if (!failure) throw error;
    return failed(failure);
  }
}

function tryOpen(path: string, { readOnly, log }: OpenOptions): Result<OpenedDatabase> {
  let database: DatabaseSyncInstance | null = null;
  try {
    database = connect(path, readOnly);
    const version = readNumber(database, 'user_version');
    const applicationId = readNumber(database, 'application_id');
    const isNew = version === 0 && applicationId === 0 && countTables(database) === 0;
    if (isNew && readOnly) {
      database.close();
      return failed({ kind: 'storage-damaged', detail: 'the file holds nothing' });
    }
    if (!isNew && applicationId !== APPLICATION_ID) {
      database.close();
      return failed({ kind: 'storage-unavailable', detail: 'the file belongs to something else' });
    }
    if (version > SCHEMA_VERSION && !readOnly) {
      database.close();
      return failed({ kind: 'storage-newer', detail: `schema ${version}` });
    }
    if (!readOnly) prepareForWriting(database, path, isNew, log);
    return ok({ database, movedTo: null });
  } catch (error) {
    database?.close();
    const failure = storageFailure(error);
    if (!failure) throw error;
    return failed(failure);
  }
}

/**
 * In a folder that cannot be written, the log's index cannot be made and a plain open fails. Where
 * no log is left, the file by itself is the whole history and can be read as it is (F10).
 */
function connect(path: string, readOnly: boolean): DatabaseSyncInstance {
  const canWriteFolder = !readOnly || isWritable(dirname(path));
  const isWhole = (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;
  if (canWriteFolder || !isWhole) return new DatabaseSync(path, { readOnly, timeout: BUSY_MS });
  const url = pathToFileURL(path);
  url.searchParams.set('immutable', '1');
  return new DatabaseSync(url, { readOnly });
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function prepareForWriting(
  database: DatabaseSyncInstance,
  path: string,
  isNew: boolean,
  log: Log,
): void {
  const mode = database.prepare('PRAGMA journal_mode = WAL').get() as { journal_mode: string };
  if (mode.journal_mode !== 'wal') {
    database.exec('PRAGMA journal_mode = TRUNCATE');
    log.warn('history-without-wal', { mode: mode.journal_mode });
  }
  database.exec(`PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
    PRAGMA journal_size_limit = ${WAL_LIMIT_BYTES};`);
  if (isNew) {
    database.exec(`BEGIN IMMEDIATE; ${SCHEMA}
      PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT;`);
  } else {
    const check = database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
    if (check.quick_check !== 'ok') {
      throw Object.assign(new Error('quick_check failed'), { errcode: 11 });
    }
  }
  for (const suffix of SIDE_FILES) {
    if (existsSync(path + suffix)) chmodSync(path + suffix, 0o600);
  }
}

function moveAside(path: string, now: number): string {
  const stamp = new Date(now).toISOString().replace(/[:.]/g, '-');
  for (const suffix of SIDE_FILES) {
    if (existsSync(path + suffix) && statSync(path + suffix).isFile()) {
      renameSync(path + suffix, `${path}.damaged-${stamp}${suffix}`);
    }
  }
  return `${path}.damaged-${stamp}`;
}

const readNumber = (database: DatabaseSyncInstance, pragma: 'user_version' | 'application_id') =>
  (database.prepare(`PRAGMA ${pragma}`).get() as Record<string, number>)[pragma] ?? 0;

const countTables = (database: DatabaseSyncInstance) =>
  (database.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number }).n;
