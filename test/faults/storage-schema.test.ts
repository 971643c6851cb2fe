import { copyFileSync, cpSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { LIMIT_TABLES } from '../../src-main/adapters/history-store/limit-tables.js';
import { SCHEMA } from '../../src-main/adapters/history-store/schema.js';
import type { Simulator } from '../../src-main/demo/simulator.js';
import {
  clearAwayAfterEach,
  rawDatabase,
  temporaryFolder as storeFolder,
} from '../adapters/history-store/keeping.js';
import {
  cleanUpAfter,
  runTidemark,
  setting,
  startSimulator,
  temporaryFolder,
} from '../cli/run-tidemark.js';
import {
  addDay,
  BOTH_DAYS,
  backedUpHistory,
  FILE,
  isTruth,
  NEXT_DAY,
  ORGANIZATION,
  openShelf,
  twoDays,
} from './shelving.js';

clearAwayAfterEach();
cleanUpAfter('all');

interface Column {
  readonly table: string;
  readonly column: string;
  readonly pk: number;
}

/** Each table of this version, and each column that can be dropped by itself. */
const columns: readonly Column[] = (() => {
  const known = rawDatabase(':memory:');
  known.exec(SCHEMA);
  const rows = known
    .prepare(
      `SELECT t.name AS "table", c.name AS "column", c.pk FROM sqlite_schema t
       JOIN pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.cid`,
    )
    .all() as Column[]; // As the statement names them.
  known.close();
  return rows;
})();
const tables = [...new Set(columns.map(({ table }) => table))];

/** Leaves a file without a log beside it, so that it can be copied as one. */
function alter(path: string, sql: string): void {
  const raw = rawDatabase(path);
  raw.exec(`PRAGMA foreign_keys = OFF; ${sql}`);
  raw.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  raw.close();
}

const historyIn = (folder: string) =>
  join(folder, readdirSync(folder).find((name) => name.endsWith('.sqlite3')) ?? '');
const backupsIn = (folder: string) =>
  readdirSync(folder).filter((name) => name.includes('.backup-'));
/** Side files go along under the same name. */
const setAsideIn = (folder: string) =>
  readdirSync(folder).filter((name) => /\.damaged-[\dTZ-]+$/.test(name));

/** A file without one table or column, each after the other. */
const lacks: readonly (readonly [string, string])[] = [
  ...tables.map((table) => [`table ${table}`, `DROP TABLE ${table}`] as const),
  ...columns
    .filter(({ pk, column }) => pk === 0 && column !== 'series_id' && column !== 'at')
    .map(
      ({ table, column }) =>
        [`column ${table}.${column}`, `ALTER TABLE ${table} DROP COLUMN ${column}`] as const,
    ),
];

test('D8 whichever table or column a file lacks: set aside, restored from its backup, and told', async () => {
  const path = await backedUpHistory();
  let tried = 0;
  for (const [what, sql] of lacks) {
    const folder = storeFolder();
    cpSync(dirname(path), folder, { recursive: true });
    try {
      alter(join(folder, FILE), sql);
    } catch {
      // A column with a check or an index of its own cannot be dropped alone.
      continue;
    }
    tried += 1;
    const reading = openShelf(folder, { readOnly: true });
    expect(reading.open(ORGANIZATION.id), what).toMatchObject({
      failure: { kind: 'storage-damaged' },
    });
    reading.close();
    const shelf = openShelf(folder);
    const history = shelf.history();
    expect(isTruth(history, twoDays), what).toBe(true);
    expect(history.readHourTotals(BOTH_DAYS).length, what).toBeGreaterThanOrEqual(24);
    expect(shelf.recoveries, what).toMatchObject([{ kind: 'damaged' }]);
    expect(addDay(history, NEXT_DAY, 8).ok, what).toBe(true);
    expect(setAsideIn(folder), what).toHaveLength(1);
    shelf.close();
  }
  expect(tried).toBeGreaterThan(90);
});

/** What commits between the versions left: a second version that summed the rows of a fetch. */
const BETWEEN = `
  ${[...LIMIT_TABLES.matchAll(/CREATE TABLE (\w+)/g)].map(([, name]) => `DROP TABLE ${name};`).join(' ')}
  ALTER TABLE fetched DROP COLUMN proof;
  ALTER TABLE fetched ADD COLUMN row_sum INTEGER NOT NULL DEFAULT 0;
  PRAGMA user_version = 2;`;

const BACKUP = '.backup-2026-11-20T08-17-05-000Z';

test('D8 what an update copies before it finds the damage takes no good backup’s place', async () => {
  const path = await backedUpHistory();
  const folder = dirname(path);
  copyFileSync(path, path + BACKUP);
  const good = backupsIn(folder);
  expect(good).toHaveLength(2);
  alter(path, BETWEEN);
  const shelf = openShelf(folder);
  expect(isTruth(shelf.history(), twoDays)).toBe(true);
  expect(shelf.recoveries).toMatchObject([{ backupFrom: expect.any(Number) }]);
  expect(backupsIn(folder)).toEqual(good);
});

describe('D8: through the command', () => {
  let simulator: Simulator;
  let synced: string;

  beforeAll(async () => {
    simulator = await startSimulator();
    synced = temporaryFolder();
    await runTidemark(['sync'], setting(simulator, synced));
    // Each damage says which backups there are.
    for (const name of backupsIn(synced)) rmSync(join(synced, name));
  }, 60_000);

  const damages: readonly (readonly [what: string, damage: (path: string) => void])[] = [
    ['version 2 without its proofs', (path) => alter(path, BETWEEN)],
    [
      'version 2 without its proofs, and a backup alike',
      (path) => {
        alter(path, BETWEEN);
        copyFileSync(path, path + BACKUP);
      },
    ],
    [
      'zero bytes, and a backup of version 2 without its proofs',
      (path) => {
        copyFileSync(path, path + BACKUP);
        alter(path + BACKUP, `PRAGMA journal_mode = DELETE; ${BETWEEN}`);
        truncateSync(path);
      },
    ],
    [
      'what an earlier update made of version 2 without its proofs',
      (path) => {
        alter(path, BETWEEN);
        copyFileSync(path, path + BACKUP);
        alter(path, `${LIMIT_TABLES} PRAGMA user_version = 3`);
      },
    ],
    [
      'version 2 that has a table of version 3 already',
      (path) => alter(path, 'PRAGMA user_version = 2'),
    ],
    [
      'version 1 that lacks all of its tables',
      (path) => alter(path, `${BETWEEN} DROP TABLE label; PRAGMA user_version = 1`),
    ],
    [
      'version 3 without a column',
      (path) => alter(path, 'ALTER TABLE usage_hour DROP COLUMN requests'),
    ],
    ['version 3 without a table', (path) => alter(path, 'DROP TABLE evidence')],
  ];

  test.each(damages)(
    'D8 %s: the next sync sets it aside and fetches it again',
    async (_, damage) => {
      const folder = temporaryFolder();
      cpSync(synced, folder, { recursive: true });
      const here = setting(simulator, folder);
      const before = JSON.parse((await runTidemark(['status', '--json'], here)).stdout);
      damage(historyIn(folder));
      const seen = await runTidemark(['status', '--json'], here);
      expect(seen.code).toBe(5);
      expect(JSON.parse(seen.stdout)).toMatchObject({
        sync: { failure: { kind: 'storage-damaged' } },
      });
      const healed = await runTidemark(['sync'], here);
      expect(healed.stderr).toMatch(/^tidemark: The history was damaged\. It was set aside/);
      expect(healed.code).toBe(0);
      expect(setAsideIn(folder)).toHaveLength(1);
      const after = JSON.parse((await runTidemark(['status', '--json'], here)).stdout);
      expect(after.week.spent.microcents).toBe(before.week.spent.microcents);
      expect(after.month).toEqual(before.month);
      expect(after.sync).toMatchObject({ failure: null, coverage: before.sync.coverage });
    },
  );
});
