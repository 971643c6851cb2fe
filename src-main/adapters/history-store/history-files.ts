import { existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Instant } from '../../shared/units.js';

/** What SQLite keeps beside a database: they belong together and move together. */
export const SIDE_FILES = ['', '-wal', '-shm', '-journal'] as const;

export interface BackupFile {
  readonly path: string;
  readonly at: Instant;
}

/** Where a history lies when its own name is taken by a file that is not ours (F6). */
export const besideName = (path: string) =>
  path.endsWith('.sqlite3') ? path.replace(/\.sqlite3$/, '.tidemark.sqlite3') : `${path}.tidemark`;

/** A time that can be part of a file name everywhere. */
export const stampOf = (at: Instant) => new Date(at).toISOString().replace(/[:.]/g, '-');

const instantOf = (stamp: string): Instant =>
  Date.parse(stamp.replace(/T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z$/, 'T$1:$2:$3.$4Z'));

export const backupName = (path: string, at: Instant) => `${path}.backup-${stampOf(at)}`;

/** Whole backups, newest first. */
export function listBackups(path: string): readonly BackupFile[] {
  const prefix = `${basename(path)}.backup-`;
  return namesBeside(path)
    .filter((name) => name.startsWith(prefix))
    .map((name) => ({ path: join(dirname(path), name), at: instantOf(name.slice(prefix.length)) }))
    .filter((backup) => !Number.isNaN(backup.at) && statSync(backup.path).isFile())
    .sort((one, other) => other.at - one.at);
}

export function namesBeside(path: string): readonly string[] {
  const folder = dirname(path);
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** Database and side files under one dated name that nothing has yet; null when there are none. */
export function moveAside(path: string, now: Instant): string | null {
  const found = SIDE_FILES.filter((suffix) => existsSync(path + suffix));
  if (found.length === 0) return null;
  const dated = `${path}.damaged-${stampOf(now)}`;
  const isTaken = (name: string) => SIDE_FILES.some((suffix) => existsSync(name + suffix));
  let target = dated;
  for (let count = 2; isTaken(target); count += 1) target = `${dated}-${count}`;
  for (const suffix of found) renameSync(path + suffix, target + suffix);
  return target;
}

export const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** Which file a path stands for at present; null for none. */
export function fileIdOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.dev} ${found.ino}` : null;
}
