import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';

export interface Connection extends Pick<DatabaseSyncInstance, 'exec' | 'prepare'> {
  isTransaction(): boolean;
  columnsOf(table: string): readonly string[];
}

/** Each statement is prepared once: a salvage runs the same few a hundred thousand times. */
export function keepStatements(database: DatabaseSyncInstance): Connection {
  const kept = new Map<string, StatementSyncInstance>();
  const columns = new Map<string, readonly string[]>();
  return {
    exec: (sql) => database.exec(sql),
    isTransaction: () => database.isTransaction,
    prepare(sql) {
      const statement = kept.get(sql) ?? database.prepare(sql);
      kept.set(sql, statement);
      return statement;
    },
    columnsOf(table) {
      const known = columns.get(table);
      if (known) return known;
      const rows = database.prepare('SELECT name FROM pragma_table_info(?)').all(table);
      const names = rows.map((row) => String(Reflect.get(row, 'name')));
      columns.set(table, names);
      return names;
    },
  };
}
