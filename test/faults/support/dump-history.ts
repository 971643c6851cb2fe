import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';

type Row = Readonly<Record<string, unknown>>;

/** Ids of series are given at first sight: what they stand for is compared in their place. */
const SERIES_OF: Readonly<Record<string, string>> = {
  usage_hour: 'priced_series',
  usage_minute: 'priced_series',
  share_hour: 'share_series',
  cost_hour: 'share_series',
  plan_message: 'plan_series',
  plan_hour: 'plan_series',
};

/**
 * When every page was looked at last is upkeep, and no figure. What was learned, and windows that
 * were found quiet, follow from all the other rows whenever it is learned again.
 */
const NO_FIGURE =
  /^fact \{"name":"(checked|learned-limits)"|^evidence .*"record":"\{\\"id\\":\\"quiet:/;

/** Every row of every table as sorted lines, after SQLite itself found the file whole. */
export function dumpHistory(path: string): readonly string[] {
  const database = new DatabaseSync(path);
  try {
    expectWhole(database, path);
    const tables = names(database, "SELECT name FROM sqlite_schema WHERE type = 'table'");
    return tables
      .filter((table) => !table.startsWith('sqlite_') && !table.endsWith('_series'))
      .flatMap((table) => readTable(database, table).map((row) => `${table} ${row}`))
      .filter((line) => !NO_FIGURE.test(line))
      .sort();
  } finally {
    database.close();
  }
}

function expectWhole(database: DatabaseSyncInstance, path: string): void {
  const said = JSON.stringify(database.prepare('PRAGMA integrity_check').all());
  if (said !== '[{"integrity_check":"ok"}]') throw new Error(`${path}: ${said}`);
  const lost = database.prepare('PRAGMA foreign_key_check').all();
  if (lost.length > 0) throw new Error(`${path}: ${JSON.stringify(lost)}`);
}

function readTable(database: DatabaseSyncInstance, table: string): readonly string[] {
  const series = SERIES_OF[table];
  const join = series ? ` JOIN ${series} ON ${series}.id = ${table}.series_id` : '';
  // SQLite's rows have the columns as keys.
  const rows = database.prepare(`SELECT * FROM ${table}${join}`).all() as Row[];
  return rows.map(({ id, series_id: _, ...row }) => JSON.stringify(series ? row : { id, ...row }));
}

const names = (database: DatabaseSyncInstance, sql: string) =>
  database
    .prepare(sql)
    .all()
    .map((row) => String(Reflect.get(row, 'name')));
