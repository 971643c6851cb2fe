import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { StorageError } from '../../shared/storage-error.js';
import { markStage } from '../mark-stage.js';
import { readNumber } from './connect.js';
import { requireAllColumns } from './has-all-columns.js';
import { APPLICATION_ID, MIGRATIONS, SCHEMA, SCHEMA_VERSION } from './schema.js';
import { isSqliteError, storageFailure } from './storage-failure.js';

/**
 * Brings a new or older file to this version, in one transaction: it is as it was, or done. A file
 * that is not what its version says is damaged. Looked at again within the lock, since another
 * process may have been quicker.
 */
export function migrate(
  database: DatabaseSyncInstance,
  migrations: Readonly<Record<number, string>> = MIGRATIONS,
): void {
  database.exec('BEGIN IMMEDIATE');
  markStage('migration:begun');
  try {
    const version = readNumber(database, 'user_version');
    const isNew = version === 0 && readNumber(database, 'application_id') === 0;
    if (isNew) database.exec(`${SCHEMA} PRAGMA application_id = ${APPLICATION_ID};`);
    else applyAll(database, version, migrations);
    requireAllColumns(database);
    if (version < SCHEMA_VERSION) database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    database.exec('COMMIT');
    markStage('migration:done');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    if (!isSqliteError(error) || storageFailure(error)) throw error;
    // The steps are right for every file of their version: this one lacks something, or has too much.
    throw new StorageError({ kind: 'storage-damaged', detail: `update: ${error.message}` });
  }
}

function applyAll(
  database: DatabaseSyncInstance,
  from: number,
  migrations: Readonly<Record<number, string>>,
): void {
  for (let version = from; version < SCHEMA_VERSION; version += 1) {
    const step = migrations[version];
    if (step === undefined) {
      throw new StorageError({ kind: 'storage-unavailable', detail: `update from ${version}` });
    }
    database.exec(step);
  }
}
