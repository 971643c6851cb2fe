import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { attempt, connectForWriting } from '../../src-main/adapters/history-store/connect.js';
import { migrate } from '../../src-main/adapters/history-store/migrate.js';
import type { RunUpkeep } from '../../src-main/adapters/history-store/run-upkeep.js';
import { SCHEMA_VERSION } from '../../src-main/adapters/history-store/schema.js';
import { ok } from '../../src-main/shared/result.js';
import {
  clearAwayAfterEach,
  DAY,
  HOUR,
  NOW,
  outputs,
  rawDatabase,
  SPAN,
  START,
  temporaryFolder,
} from '../adapters/history-store/keeping.js';
import { addDay, FILE, ORGANIZATION, openShelf, overwrite, type TestShelf } from './shelving.js';
import { upkeepInChild } from './support/upkeep-in-child.js';

clearAwayAfterEach();

let runUpkeep: RunUpkeep;
beforeAll(async () => {
  runUpkeep = await upkeepInChild();
}, 60_000);

const backupsOf = ({ directory }: Pick<TestShelf, 'directory'>) =>
  readdirSync(directory)
    .filter((name) => name.includes('.backup-'))
    .sort();
const backupNamed = (day: string) => `${FILE}.backup-${day}T20-17-05-000Z`;

test('D1 one engine in its exact version, through what it shares with node:sqlite', () => {
  expect(packageFile.dependencies['@photostructure/sqlite']).toBe('2.6.0');
  const folder = 'src-main/adapters/history-store';
  const imports = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .flatMap((text) => [...text.matchAll(/import \{(.*)\} from '@photostructure\/sqlite'/g)])
    .flatMap(([, names = '']) => names.split(',').map((name) => name.trim()));
  expect(new Set(imports)).toEqual(new Set(['DatabaseSync', 'type DatabaseSyncInstance']));
});

describe('D6', () => {
  test('D6 a backup a day, the newest two are kept, each whole and for its owner alone', async () => {
    const shelf = openShelf(temporaryFolder(), { runUpkeep });
    const history = shelf.history();
    for (let day = 0; day < 4; day += 1) {
      addDay(history, { from: SPAN.from + day * DAY, to: SPAN.to + day * DAY }, day + 1);
      await shelf.keepUp(NOW + day * DAY);
      await shelf.keepUp(NOW + day * DAY + HOUR);
    }
    expect(backupsOf(shelf)).toEqual([backupNamed('2026-11-23'), backupNamed('2026-11-24')]);
    for (const [index, name] of backupsOf(shelf).entries()) {
      const path = join(shelf.directory, name);
      expect(statSync(path).mode & 0o777).toBe(0o600);
      const raw = rawDatabase(path, true);
      expect(raw.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
      expect(raw.prepare('SELECT count(*) AS n FROM fetched').get()).toEqual({
        n: (index + 3) * 24,
      });
    }
    expect(shelf.lines.map(({ event }) => event)).toEqual(Array(4).fill('history-backed-up'));
  });

  test('D6 a backup dated in the future does not put off the next one', async () => {
    const shelf = openShelf();
    addDay(shelf.history(), SPAN, 1);
    await shelf.keepUp(NOW + 30 * DAY);
    await shelf.keepUp(NOW);
    await shelf.keepUp(NOW + HOUR);
    expect(backupsOf(shelf)).toEqual([backupNamed('2026-11-21'), backupNamed('2026-12-21')]);
  });

  test('D6 the read-only command line makes none, and two upkeeps never run at once', async () => {
    const shelf = openShelf(temporaryFolder(), { runUpkeep });
    addDay(shelf.history(), SPAN, 1);
    const reading = openShelf(shelf.directory, { readOnly: true });
    reading.history();
    await reading.keepUp(NOW);
    expect(backupsOf(shelf)).toEqual([]);
    await Promise.all([shelf.keepUp(NOW), shelf.keepUp(NOW + 1)]);
    expect(backupsOf(shelf)).toEqual([backupNamed('2026-11-21')]);
  });

  test('D6 a backup under way ends with the shelf or the history, without a trace', async () => {
    const shelf = openShelf(temporaryFolder(), { runUpkeep });
    addDay(shelf.history(), SPAN, 1);
    const upkeep = shelf.keepUp(NOW);
    shelf.remove(ORGANIZATION.id);
    await upkeep;
    expect(readdirSync(shelf.directory)).toEqual([]);
    expect(shelf.lines).toEqual([]);
  });

  test('D6 what a killed backup left half done is cleared away and never restored', async () => {
    const shelf = openShelf();
    addDay(shelf.history(), SPAN, 1);
    writeFileSync(`${shelf.path}.backup-2026-11-20T00-00-00-000Z.part`, 'half');
    await shelf.keepUp(NOW);
    expect(backupsOf(shelf)).toEqual([backupNamed('2026-11-21')]);
  });

  test('D6 the weekly look finds what the quick one does not, keeps the good backup, and it heals', async () => {
    const shelf = openShelf(temporaryFolder(), { runUpkeep });
    addDay(shelf.history(), SPAN, 7);
    await shelf.keepUp(NOW);
    breakIndex(shelf.path);
    await shelf.keepUp(NOW + 2 * DAY);
    await shelf.keepUp(NOW + 8 * DAY);
    expect(shelf.lines.at(-1)).toMatchObject({ event: 'history-upkeep-failed' });
    const good = backupsOf(shelf);
    expect(outputs(shelf.history())).toEqual(Array(24).fill(7));
    expect(shelf.recoveries).toMatchObject([{ kind: 'damaged' }]);
    expect(backupsOf(shelf)).toEqual(good);
    const raw = rawDatabase(shelf.path, true);
    expect(raw.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  });
});

/** An index that does not agree with its table: invisible to quick_check. */
function breakIndex(path: string): void {
  const raw = rawDatabase(path);
  raw.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_share_series_1'";
  const page = Number(Reflect.get(raw.prepare(sql).get(), 'rootpage'));
  raw.close();
  const content = readFileSync(path);
  const at = content.indexOf('claude-opus', (page - 1) * 4_096);
  overwrite(path, at, Buffer.from('glaude'));
}

test('D7 nothing is deleted to get there: each damaged file keeps a name of its own', () => {
  const directory = temporaryFolder();
  for (let round = 0; round < 3; round += 1) {
    const shelf = openShelf(directory);
    addDay(shelf.history(), SPAN, round);
    shelf.close();
    writeFileSync(shelf.path, new Uint8Array(9_000 + round));
  }
  openShelf(directory).history();
  const sizes = readdirSync(directory)
    .filter((name) => name.includes('.damaged-'))
    .map((name) => statSync(join(directory, name)).size);
  expect(sizes.sort()).toEqual([9_000, 9_001, 9_002]);
});

test('D7 only a person deletes: then the backups and damaged files of that history go, and no more', async () => {
  const shelf = openShelf();
  addDay(shelf.history(), SPAN, 1);
  await shelf.keepUp(NOW);
  shelf.open('org-2');
  shelf.close();
  writeFileSync(shelf.path, new Uint8Array(9_000));
  writeFileSync(join(shelf.directory, 'settings.json'), '{}');
  shelf.history();
  expect(shelf.remove(ORGANIZATION.id)).toEqual({ ok: true, value: null });
  expect(readdirSync(shelf.directory).sort()).toEqual(['history-org-2.sqlite3', 'settings.json']);
});

describe('D8', () => {
  /** A history as the first version of Tidemark left it. */
  function olderHistory(): string {
    const path = join(temporaryFolder(), FILE);
    const raw = rawDatabase(path);
    raw.exec(readFileSync(join(import.meta.dirname, '../fixtures/history-schema-1.sql'), 'utf8'));
    raw.exec(`PRAGMA journal_mode = WAL; PRAGMA application_id = 0x54494445; PRAGMA user_version = 1;
      INSERT INTO fact VALUES ('organization', '${JSON.stringify(ORGANIZATION)}');
      INSERT INTO priced_series VALUES (1, 'claude-opus-5-5', 'standard', '', '', '');
      INSERT INTO share_series VALUES (1, 'claude-opus-5-5', 'standard', '', '', 'key');
      INSERT INTO label VALUES ('workspace', 'w', 'Tides', NULL);
      INSERT INTO alert_mark VALUES ('weekly-90', ${START}, ${NOW}, 'shown');
      WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 23)
        INSERT INTO usage_hour SELECT ${START} + i * ${HOUR}, 1, 0, 0, 0, 0, 7, 0,
          0, 0, 0, 0, 140, 0 FROM n;
      INSERT INTO share_hour SELECT start, 1, 0, 0, 0, 0, 7, 0, 140 FROM usage_hour;
      INSERT INTO fetched SELECT 'hours', start, ${NOW} FROM usage_hour;`);
    raw.close();
    return path;
  }

  test.each([[false], [true]])(
    'D8 an older history is brought up to date (read-only: %s)',
    (readOnly) => {
      const path = olderHistory();
      const shelf = openShelf(dirname(path), { readOnly });
      const history = shelf.history();
      expect(outputs(history)).toEqual(Array(24).fill(7));
      expect(history.readCoverage().hours.size).toBe(24);
      expect(history.readLabels('workspace')).toMatchObject([{ name: 'Tides' }]);
      expect(history.readAlertMarks()).toHaveLength(1);
      expect(addDay(history, SPAN, 8).ok).toBe(!readOnly);
      shelf.close();
      const raw = rawDatabase(path);
      expect(raw.prepare('PRAGMA user_version').get()).toEqual({ user_version: SCHEMA_VERSION });
      const [backup = ''] = backupsOf(shelf);
      const before = rawDatabase(join(dirname(path), backup), true);
      expect(before.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
      expect(before.prepare('SELECT count(*) AS n FROM usage_hour').get()).toEqual({ n: 24 });
    },
  );

  test('D8 an update that fails halfway leaves the file as it was', () => {
    const path = olderHistory();
    const database = connectForWriting(path, { info() {}, warn() {} });
    const broken = { 1: 'DROP TABLE fact; INSERT INTO nowhere VALUES (1);' };
    expect(attempt(() => ok(migrate(database, broken)))).toMatchObject({
      failure: { kind: 'storage-damaged' },
    });
    expect(attempt(() => ok(migrate(database, {})))).toMatchObject({
      failure: { kind: 'storage-unavailable' },
    });
    database.close();
    const raw = rawDatabase(path);
    expect(raw.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
    expect(raw.prepare('SELECT count(*) AS n FROM fact').get()).toEqual({ n: 1 });
    raw.close();
    expect(outputs(openShelf(dirname(path)).history())).toEqual(Array(24).fill(7));
  });

  test('D8 a damaged older history keeps its marks, and its backup is brought up to date', () => {
    const path = olderHistory();
    const old = readFileSync(path);
    writeFileSync(`${path}.backup-2026-11-21T08-17-05-000Z`, old);
    writeFileSync(path, old.subarray(0, old.length - 4_096));
    const shelf = openShelf(dirname(path));
    expect(outputs(shelf.history())).toEqual(Array(24).fill(7));
    expect(shelf.recoveries).toMatchObject([{ kind: 'damaged', salvagedBuckets: 0 }]);
  });
});

test('D9 upkeep of a large history holds up nothing: who asked goes on meanwhile', async () => {
  const shelf = openShelf(temporaryFolder(), { runUpkeep });
  addDay(shelf.history(), SPAN, 1);
  let turns = 0;
  let isDone = false;
  const upkeep = shelf.keepUp(NOW).then(() => {
    isDone = true;
  });
  while (!isDone) {
    turns += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await upkeep;
  expect(turns).toBeGreaterThan(3);
  expect(backupsOf(shelf)).toHaveLength(1);
});

test('D10 the organizations that have a history here are known without any settings', async () => {
  const shelf = openShelf();
  shelf.history().saveOrganization(ORGANIZATION);
  const other = { id: 'org-2', name: 'Nordlys' };
  const opened = shelf.open(other.id);
  if (opened.ok) opened.value.saveOrganization(other);
  await shelf.keepUp(NOW);
  writeFileSync(join(shelf.directory, 'history-org-3.sqlite3'), 'Dear friend');
  const reading = openShelf(shelf.directory, { readOnly: true });
  expect([...reading.list()].sort((one, two) => one.id.localeCompare(two.id))).toEqual([
    ORGANIZATION,
    other,
  ]);
  expect(openShelf(join(shelf.directory, 'none'), { readOnly: true }).list()).toEqual([]);
});
