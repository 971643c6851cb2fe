import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { StorageError } from '../../shared/storage-error.js';
import { SCHEMA } from './schema.js';

/** Whether a file has all tables and columns that this version reads. */
export function hasAllColumns(database: DatabaseSyncInstance): boolean {
  const known = new DatabaseSync(':memory:');
  try {
    known.exec(SCHEMA);
    const has = new Set(columnsOf(database));
    return columnsOf(known).every((column) => has.has(column));
  } finally {
    known.close();
  }
}

/** A file of ours that lacks one is damaged, however whole its pages are. */
export function requireAllColumns(database: DatabaseSyncInstance): void {
  if (hasAllColumns(database)) return;
  throw new StorageError({ kind: 'storage-damaged', detail: 'a table or column is missing' });
}

const columnsOf = (database: DatabaseSyncInstance): readonly string[] =>
  database
    .prepare(
      `SELECT t.name || '.' || c.name AS name
       FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'`,
    )
    .all()
    .map((column) => String(Reflect.get(column, 'name')));
