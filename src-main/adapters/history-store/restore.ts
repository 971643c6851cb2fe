import { chmodSync, copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Log } from '../../core/ports.js';
import { ok } from '../../shared/result.js';
import { StorageError } from '../../shared/storage-error.js';
import type { Instant } from '../../shared/units.js';
import { markStage } from '../mark-stage.js';
import { goodBackups, toDisk } from './back-up.js';
import { attempt, checkPages, closingOnError, connectForReading } from './connect.js';
import { fileIdOf, moveAside, namesBeside, SIDE_FILES } from './history-files.js';
import { keepStatements } from './keep-statements.js';
import { migrate } from './migrate.js';
import { NOTHING_SALVAGED, type Salvaged, salvage } from './salvage.js';
import { isSqliteError } from './storage-failure.js';

/** What was done about a file that could not be used; told to people once and logged. */
export interface Recovery extends Salvaged {
  readonly kind: 'damaged' | 'foreign';
  readonly path: string;
  /** Where the damaged files are now; null when nothing had to be moved. */
  readonly movedTo: string | null;
  /** When the backup was made that took its place; null without one. */
  readonly backupFrom: Instant | null;
}

/**
 * A new file is made of the newest good backup and of what the damaged one still tells, and only
 * then takes its place. The damaged one is kept under a dated name: nothing is deleted (D7).
 * Null when another process was quicker.
 */
export function restore(path: string, now: Instant, log: Log): Recovery | null {
  const restored = `${path}.restored`;
  const damaged = fileIdOf(path);
  const wasMovedAlready = damaged === null && existsSync(restored);
  const made = wasMovedAlready ? NOT_KNOWN : build(path, restored);
  if (fileIdOf(path) !== damaged) {
    rmSync(restored, { force: true });
    return null;
  }
  markStage('damaged:rebuilt');
  const movedTo = moveAside(path, now);
  markStage('damaged:moved');
  renameSync(restored, path);
  toDisk(dirname(path), 'r');
  markStage('damaged:replaced');
  const recovery: Recovery = { kind: 'damaged', path, movedTo, ...made };
  log.warn('history-restored', { ...recovery });
  return recovery;
}

/** An earlier start was ended between the last two steps. */
const NOT_KNOWN = { backupFrom: null, ...NOTHING_SALVAGED };

function build(path: string, restored: string) {
  // Two processes may find the damage at once: each builds a file of its own.
  const building = `${path}.building-${process.pid}`;
  clearAbandoned(path);
  let target: DatabaseSyncInstance | null = null;
  try {
    const begun = begin(path, building);
    target = begun.target;
    const salvaged = salvageFrom(path, target);
    checkPages(target);
    target.close();
    toDisk(building, 'r+');
    renameSync(building, restored);
    return { backupFrom: begun.backupFrom, ...salvaged };
  } finally {
    if (target?.isOpen) target.close();
    clear(building);
  }
}

/** The newest backup that can be brought to this version; a new file where there is none. */
function begin(path: string, building: string) {
  for (const backup of goodBackups(path)) {
    copyFileSync(backup.path, building);
    const brought = attempt(() => ok(openNew(building)));
    if (brought.ok) return { target: brought.value, backupFrom: backup.at };
    if (brought.failure.kind !== 'storage-damaged') throw new StorageError(brought.failure);
    clear(building);
  }
  return { target: openNew(building), backupFrom: null };
}

function openNew(building: string): DatabaseSyncInstance {
  const target = new DatabaseSync(building);
  return closingOnError(target, () => {
    chmodSync(building, 0o600);
    target.exec('PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL;');
    migrate(target);
    target.exec('PRAGMA foreign_keys = ON');
  });
}

function clear(building: string): void {
  for (const suffix of SIDE_FILES) rmSync(building + suffix, { force: true });
}

/** What killed processes left half built; one that lives may be building too. */
function clearAbandoned(path: string): void {
  const prefix = `${basename(path)}.building-`;
  for (const name of namesBeside(path).filter((file) => file.startsWith(prefix))) {
    const builder = Number.parseInt(name.slice(prefix.length), 10);
    if (builder === process.pid || !isRunning(builder)) {
      rmSync(join(dirname(path), name), { force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return Reflect.get(Object(error), 'code') === 'EPERM';
  }
}

/** Without a readable beginning the file tells nothing. */
function salvageFrom(path: string, target: DatabaseSyncInstance): Salvaged {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return NOTHING_SALVAGED;
  let damaged: DatabaseSyncInstance;
  try {
    damaged = connectForReading(path);
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    return NOTHING_SALVAGED;
  }
  try {
    return salvage(keepStatements(damaged), keepStatements(target));
  } finally {
    damaged.close();
  }
}
