import { errorCode } from '../../shared/error-code.js';
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

/** Extended codes that say more: no room for the log's index, and a page that is not one. */
const exactKinds: Readonly<Record<number, StorageFailureKind>> = {
  4874: 'storage-full',
  522: 'storage-damaged',
};

/** By the system's code, or by that of the engine itself. */
const codeKinds: Readonly<Record<string, StorageFailureKind>> = {
  ENOSPC: 'storage-full',
  EDQUOT: 'storage-full',
  EROFS: 'storage-read-only',
  EACCES: 'storage-unavailable',
  EPERM: 'storage-unavailable',
  ENOTDIR: 'storage-unavailable',
  EEXIST: 'storage-unavailable',
  ENOENT: 'storage-unavailable',
  EISDIR: 'storage-unavailable',
  ELOOP: 'storage-unavailable',
  ENAMETOOLONG: 'storage-unavailable',
  EBUSY: 'storage-unavailable',
  EIO: 'storage-unavailable',
  EMFILE: 'storage-unavailable',
  // The history was closed meanwhile, to be opened anew: the next look finds it.
  ERR_INVALID_STATE: 'storage-busy',
};

/** Null when the error is not the database's: a programmer's mistake, to be thrown on. */
export function storageFailure(error: unknown): Failure | null {
  if (error instanceof StorageError) return error.failure;
  if (!(error instanceof Error)) return null;
  const code = 'errcode' in error ? error.errcode : undefined;
  if (typeof code !== 'number') return failureOfCode(error);
  const kind = exactKinds[code] ?? kinds[code & 0xff];
  return kind ? { kind, detail: error.message } : null;
}

/** What an unreadable database does to a read: each code of SQLite's own means damage or worse. */
export function storageErrorOf(error: unknown): StorageError | null {
  const known = storageFailure(error);
  if (known) return new StorageError(known);
  return isSqliteError(error)
    ? new StorageError({ kind: 'storage-damaged', detail: error.message })
    : null;
}

export const isSqliteError = (error: unknown): error is Error =>
  error instanceof Error && 'errcode' in error;

function failureOfCode(error: Error): Failure | null {
  const code = errorCode(error) ?? '';
  const kind = codeKinds[code];
  return kind ? { kind, detail: code } : null;
}
