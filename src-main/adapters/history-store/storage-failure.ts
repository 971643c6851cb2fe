import type { Failure, StorageFailureKind } from '../../shared/failure.js';
import { StorageError } from '../../shared/storage-error.js';

/** SQLite's primary result codes (sqlite.org/rescode.html). */
const kinds: Readonly<Record<number, StorageFailureKind>> = {
  5: 'storage-busy',
  6: 'storage-busy',
  8: 'storage-read-only',
  10: 'storage-unavailable',
  11: 'storage-damaged',
  13: 'storage-full',
  14: 'storage-unavailable',
  26: 'storage-damaged',
};

/** Null when the error is not the database's: a programmer's mistake, to be thrown on. */
export function storageFailure(error: unknown): Failure | null {
  if (!(error instanceof Error)) return null;
  const code = 'errcode' in error ? error.errcode : undefined;
  if (typeof code !== 'number') return fileFailure(error);
  const kind = kinds[code & 0xff];
  return kind ? { kind, detail: error.message } : null;
}

/** What an unreadable database does to a read: any code of SQLite's own means damage or worse. */
export function storageErrorOf(error: unknown): StorageError | null {
  const known = storageFailure(error);
  if (known) return new StorageError(known);
  const isSqlite = error instanceof Error && 'errcode' in error;
  return isSqlite ? new StorageError({ kind: 'storage-damaged', detail: error.message }) : null;
}

function fileFailure(error: Error): Failure | null {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC') return { kind: 'storage-full', detail: code };
  if (code === 'EROFS') return { kind: 'storage-read-only', detail: code };
  if (['EACCES', 'EPERM', 'ENOTDIR', 'EEXIST', 'ENOENT', 'EISDIR'].includes(code)) {
    return { kind: 'storage-unavailable', detail: code };
  }
  return null;
}
