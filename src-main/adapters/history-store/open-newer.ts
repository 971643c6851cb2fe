import type { Failure } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { attemptAt, closingOnError, connectForReading, readNumber } from './connect.js';
import { hasAllColumns } from './has-all-columns.js';
import type { OpenedDatabase } from './open-database.js';

/** A newer version's file is shown if it still has all that is read here, and never written (D8). */
export function openNewer(path: string): Result<OpenedDatabase> {
  let refusal: Failure = { kind: 'storage-newer' };
  let isReadable = false;
  const connected = attemptAt(path, () => {
    const database = connectForReading(path);
    return closingOnError(database, () => {
      refusal = { ...refusal, detail: `schema ${readNumber(database, 'user_version')}` };
      isReadable = hasAllColumns(database);
    });
  });
  if (!connected.ok) return connected;
  const database = connected.value;
  if (isReadable) return ok({ database, path, refusal, recovery: null });
  database.close();
  return failed(refusal);
}
