import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { StorageError } from '../../shared/storage-error.js';
import type { Instant } from '../../shared/units.js';
import { markStage } from '../mark-stage.js';
import { checkPages, connectForReading, readNumber } from './connect.js';
import { requireAllColumns } from './has-all-columns.js';
import { type BackupFile, backupName, listBackups } from './history-files.js';
import { APPLICATION_ID, SCHEMA_VERSION } from './schema.js';
import { storageFailure } from './storage-failure.js';

const KEPT = 2;

/** A backup beside the younger ones; the older ones go. */
export function makeBackup(database: DatabaseSyncInstance, path: string, now: Instant): string {
  const made = placeBackup(database, path, now);
  dropOldBackups(path, made);
  return made;
}

/** A whole copy of what is committed, under its dated name only once it is proven good. */
export function placeBackup(database: DatabaseSyncInstance, path: string, now: Instant): string {
  const target = backupName(path, now);
  const part = `${target}.part`;
  clearParts(path);
  try {
    // SQLite fills an empty file, which keeps the rights that it was made with (S23).
    closeSync(openSync(part, 'wx', 0o600));
    database.prepare('VACUUM INTO ?').run(part);
    markStage('backup:written');
    checkCopy(part);
    toDisk(part, 'r+');
    renameSync(part, target);
    markStage('backup:placed');
    toDisk(dirname(target), 'r');
  } finally {
    rmSync(part, { force: true });
  }
  return target;
}

export function dropOldBackups(path: string, made: string): void {
  const others = listBackups(path).filter((backup) => backup.path !== made);
  for (const old of others.slice(KEPT - 1)) rmSync(old.path, { force: true });
}

/** Those that are whole, ours and not of a newer version, newest first. */
export function* goodBackups(path: string): Generator<BackupFile> {
  for (const backup of listBackups(path)) if (isGood(backup.path)) yield backup;
}

function isGood(path: string): boolean {
  try {
    checkCopy(path);
    return true;
  } catch (error) {
    if (!storageFailure(error)) throw error;
    return false;
  }
}

function checkCopy(path: string): void {
  const database = connectForReading(path);
  try {
    const isOurs = readNumber(database, 'application_id') === APPLICATION_ID;
    if (!isOurs || readNumber(database, 'user_version') > SCHEMA_VERSION) {
      throw new StorageError({ kind: 'storage-damaged', detail: 'the backup is another file' });
    }
    checkPages(database, 'integrity_check');
    // What an older one must have shows when it is brought to this version.
    if (readNumber(database, 'user_version') === SCHEMA_VERSION) requireAllColumns(database);
  } finally {
    database.close();
  }
}

/** What a killed process left half done. */
function clearParts(path: string): void {
  const prefix = `${basename(path)}.backup-`;
  for (const name of readdirSync(dirname(path))) {
    if (name.startsWith(prefix) && name.endsWith('.part')) {
      rmSync(join(dirname(path), name), { force: true });
    }
  }
}

export function toDisk(path: string, flags: 'r' | 'r+'): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
