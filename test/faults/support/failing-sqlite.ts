import type { DatabaseSync, DatabaseSyncInstance } from '@photostructure/sqlite';
import { createNth } from './nth.js';

type Engine = { readonly DatabaseSync: typeof DatabaseSync };

/** Takes turns: SQLITE_IOERR, SQLITE_FULL and SQLITE_BUSY. */
const ERRORS = [
  [10, 'disk I/O error'],
  [13, 'database or disk is full'],
  [5, 'database is locked'],
] as const;

const TOUCHES_NO_FILE = /^(ROLLBACK|PRAGMA busy_timeout)/;

/** Statements that write, and those that read. Of a transaction's inserts the first one counts. */
export const writes = createNth();
export const reads = createNth();

/** The engine itself, with each statement asked whether it is the one to fail. */
export function makeFailing<E extends Engine>(engine: E): E {
  const Real = engine.DatabaseSync;
  function Failing(...words: ConstructorParameters<typeof DatabaseSync>): DatabaseSyncInstance {
    const database = new Real(...words);
    let isFirstRun = true;
    const fail = (count: number): never => {
      const [errcode, message] = ERRORS[count % ERRORS.length] ?? ERRORS[0];
      // As SQLite does it by itself after the first two.
      if (errcode !== 5 && database.isTransaction) exec('ROLLBACK');
      throw Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode });
    };
    const exec = database.exec.bind(database);
    const prepare = database.prepare.bind(database);
    define(database, 'exec', (sql: string) => {
      isFirstRun ||= sql.startsWith('BEGIN');
      if (!TOUCHES_NO_FILE.test(sql) && writes.isTurn()) fail(writes.passed);
      return exec(sql);
    });
    define(database, 'prepare', (sql: string) => {
      const statement = prepare(sql);
      const run = statement.run.bind(statement);
      define(statement, 'run', (...values: Parameters<typeof run>) => {
        const counts = isFirstRun || !database.isTransaction;
        isFirstRun = false;
        if (counts && writes.isTurn()) fail(writes.passed);
        return run(...values);
      });
      for (const name of ['get', 'all', 'iterate'] as const) {
        // The engine's own functions, whatever they take.
        const read = statement[name].bind(statement) as (...values: unknown[]) => unknown;
        define(statement, name, (...values: unknown[]) => {
          if (reads.isTurn()) fail(reads.passed);
          return read(...values);
        });
      }
      return statement;
    });
    return database;
  }
  return { ...engine, DatabaseSync: Failing };
}

const define = (target: object, name: string, value: unknown) =>
  Object.defineProperty(target, name, { value, configurable: true });
