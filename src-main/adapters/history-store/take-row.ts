import type { Connection } from './keep-statements.js';
import { isSqliteError, storageFailure } from './storage-failure.js';

/** A row that the new file refuses is left behind; trouble with the new file itself is thrown. */
export function takeRow(target: Connection, insert: () => unknown): boolean {
  try {
    insert();
    return true;
  } catch (error) {
    const isRefused = isSqliteError(error) && !storageFailure(error) && target.isTransaction();
    if (!isRefused) throw error;
    return false;
  }
}
