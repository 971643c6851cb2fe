import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { APPLICATION_ID } from '../../../src-main/adapters/history-store/schema.js';
import { root } from '../../cli/build-once.js';

const TABLES = [
  'fact',
  'fetched',
  'priced_series',
  'usage_hour',
  'usage_minute',
  'share_series',
  'share_hour',
  'cost_day',
  'label',
  'alert_mark',
];

/** Puts a history back into the first version's file, as far as that version knew what it holds. */
export function turnIntoVersion1(path: string): void {
  const older = `${path}.older`;
  const database = new DatabaseSync(older);
  database.exec(readFileSync(join(root, 'test/fixtures/history-schema-1.sql'), 'utf8'));
  database.prepare('ATTACH ? AS today').run(path);
  for (const table of TABLES) {
    const today = columnsOf(database, table, 'today');
    const known = today.includes('report') ? " AND report <> 'claude_code'" : '';
    const where = today.includes('pair') ? `WHERE pair = 'legacy'${known}` : '';
    const names = columnsOf(database, table, 'main').join(', ');
    database.exec(
      `INSERT INTO main.${table} (${names}) SELECT ${names} FROM today.${table} ${where}`,
    );
  }
  database.exec(`DETACH today; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1`);
  database.close();
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) rmSync(path + suffix);
  }
  renameSync(older, path);
}

const columnsOf = (database: DatabaseSyncInstance, table: string, file: 'main' | 'today') =>
  database
    .prepare('SELECT name FROM pragma_table_info(?, ?)')
    .all(table, file)
    .map((row) => String(Reflect.get(row, 'name')));
