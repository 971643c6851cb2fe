import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { SERIES_COLUMNS, type SeriesTable } from './bucket-tables.js';

/** Ids of combinations of dimensions, made on first sight and remembered. */
export function seriesIds(database: Pick<DatabaseSyncInstance, 'prepare'>, table: SeriesTable) {
  const columns = SERIES_COLUMNS[table];
  const names = columns.join(', ');
  const marks = columns.map(() => '?').join(', ');
  const known = new Map<string, number>();
  const insert = database.prepare(`INSERT OR IGNORE INTO ${table} (${names}) VALUES (${marks})`);
  const find = database.prepare(`SELECT id FROM ${table} WHERE (${names}) = (${marks})`);
  return {
    /** Of the texts as JSON. */
    of(series: string): number {
      const cached = known.get(series);
      if (cached !== undefined) return cached;
      // Made of nothing but texts.
      const texts = JSON.parse(series) as string[];
      insert.run(...texts);
      const id = Number(Reflect.get(Object(find.get(...texts)), 'id'));
      known.set(series, id);
      return id;
    },
    /** Ids made in a transaction that was rolled back are gone. */
    forget: () => known.clear(),
  };
}
