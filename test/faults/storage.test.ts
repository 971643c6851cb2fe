import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openSettingsFile } from '../../src-main/adapters/settings-store.js';
import { bundleStore } from '../adapters/history-store/bundle-store.js';
import {
  clearAwayAfterEach,
  DAY,
  ended,
  NOW,
  nextLine,
  outputs,
  rawDatabase,
  SPAN,
  startOther,
  temporaryFolder,
} from '../adapters/history-store/keeping.js';
import { addDay, backedUpHistory, breakLabels, openShelf, overwrite, PAGE } from './shelving.js';

clearAwayAfterEach();

const child = (name: string) => join(import.meta.dirname, name);

let bundledShelf: string;
let bundledStore: string;
let bundledSettings: string;
beforeAll(async () => {
  bundledShelf = await bundleStore('faults-shelf', 'history-shelf');
  bundledStore = await bundleStore('faults-store');
  bundledSettings = await bundleStore('faults-settings', '../settings-store');
}, 60_000);

/** In a mount namespace of its own, which goes away with the process. */
function runMounting(script: string) {
  const words = [
    '--mount',
    '--propagation',
    'private',
    process.execPath,
    child(script),
    bundledShelf,
    bundledSettings,
  ];
  const rights = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const ended = spawnSync('unshare', [...rights, ...words], {
    encoding: 'utf8',
  });
  expect(ended.stderr).toBe('');
  return JSON.parse(ended.stdout);
}

test('F8, F9, F19 on a full disk: see each step', () => {
  expect(runMounting('full-disk.cjs')).toEqual({
    firstWrite: 'ok',
    firstPiece: 'ok',
    fullWrite: 'storage-full',
    fullPiece: 'storage-full',
    stillHeld: [7],
    limitsHeld: [10, 10, 0],
    coverageAfter: 24,
    backupsWhileFull: 1,
    upkeepSaid: ['history-upkeep-failed storage-full'],
    startedWhileFull: [7],
    startedWrite: 'storage-full',
    readWhileFull: [7],
    afterSpace: 'ok',
    afterSpacePiece: 'ok',
    afterSpaceEvidence: 'ok',
    afterSpaceLimits: [30, 30, 1],
    afterSpaceHeld: [9],
    integrity: 'ok',
  });
});

test('F10 in a read-only folder: figures are shown, writes say so, a right given back heals it', () => {
  expect(runMounting('read-only-folder.cjs')).toEqual({
    shown: [7],
    write: 'storage-read-only',
    limitsShown: [10, 10, 1],
    piece: 'storage-read-only',
    deletion: 'storage-read-only',
    theme: 'dark',
    settings: 'storage-read-only',
    settingsAfterwards: 'ok',
    olderSchema: 'storage-read-only',
    nothingThere: 'storage-read-only',
    afterwards: 'ok',
  });
});

describe('F11', () => {
  test.each(['/proc/nope', '/proc/nope/a/b', '/dev/null/data'])(
    'F11 %s cannot be made: a failure at once, and no loop',
    (directory) => {
      const script = child('open-shelf.cjs');
      const ended = spawnSync(process.execPath, [script, bundledShelf, directory], {
        encoding: 'utf8',
        timeout: 20_000,
      });
      expect(ended.signal).toBeNull();
      expect(ended.stdout).toBe('storage-unavailable');
      const settings = openSettingsFile(directory, { info() {}, warn() {} }, () => NOW);
      expect(settings.refusal).not.toBeNull();
    },
  );

  test('F11 a missing folder is made, for its owner alone', () => {
    const directory = join(temporaryFolder(), 'deep', 'er');
    openShelf(directory).history();
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(dirname(directory)).mode & 0o777).toBe(0o700);
  });
});

describe('F12', () => {
  test('F12 a write is refused as busy while another process holds the lock, and works after', async () => {
    const shelf = openShelf(temporaryFolder(), { busyMs: 20 });
    const history = shelf.history();
    addDay(history, SPAN, 5);
    const other = startOther(shelf.path, '60000');
    await nextLine(other);
    expect(addDay(history, SPAN, 6)).toMatchObject({ failure: { kind: 'storage-busy' } });
    expect(other.exitCode).toBeNull();
    expect(outputs(history)).toEqual(Array(24).fill(5));
    const starting = openShelf(shelf.directory, { busyMs: 20 });
    expect(outputs(starting.history())).toEqual(Array(24).fill(5));
    other.kill('SIGKILL');
    await ended(other);
    expect(addDay(history, SPAN, 6).ok).toBe(true);
    expect(addDay(starting.history(), SPAN, 7).ok).toBe(true);
  });
});

describe('F13', () => {
  test('F13 app and command line in two processes: nothing is lost, nothing half seen', async () => {
    const shelf = openShelf();
    const history = shelf.history();
    const later = { from: SPAN.from + 40 * DAY, to: SPAN.to + 40 * DAY };
    const writer = spawn(process.execPath, [
      join(import.meta.dirname, '../adapters/history-store/killed-writer.cjs'),
      bundledStore,
      shelf.path,
      '1',
    ]);
    onTestFinished(() => void writer.kill('SIGKILL'));
    await nextLine(writer);
    for (let round = 1; round <= 30; round += 1) {
      expect(addDay(history, later, round)).toEqual({ ok: true, value: null });
      const span = { from: SPAN.from, to: SPAN.from + 10 * DAY };
      const totals = history.readHourTotals(span);
      for (let day = 0; day < 10; day += 1) {
        const from = span.from + day * DAY;
        const hours = totals.filter(({ start }) => start >= from && start < from + DAY);
        // Each committed window holds one number in all of its hours.
        expect([0, 24]).toContain(hours.length);
        expect(new Set(hours.map(({ tokens }) => tokens.output)).size).toBeLessThan(2);
      }
    }
    expect(outputs(history, later)).toEqual(Array(24).fill(30));
    writer.kill('SIGKILL');
    await ended(writer);
    const held = history.readCoverage().hours.size;
    expect(history.readHourTotals({ from: SPAN.from, to: later.to })).toHaveLength(held);
  });

  test('F13 the command line heals a damaged file: the app goes on with the new one', async () => {
    const path = await backedUpHistory();
    const app = openShelf(dirname(path));
    app.history();
    breakLabels(path);
    const command = openShelf(dirname(path));
    addDay(command.history(), SPAN, 1);
    expect(command.recoveries).toHaveLength(1);
    expect(outputs(app.history())).toEqual(Array(24).fill(1));
    addDay(app.history(), SPAN, 2);
    expect(outputs(command.history())).toEqual(Array(24).fill(2));
  });
});

test('F14 a reader that stays lets the log grow: a warning, and it is folded in afterwards', async () => {
  const shelf = openShelf(temporaryFolder(), { busyMs: 50 });
  const history = shelf.history();
  addDay(history, SPAN, 7);
  await shelf.keepUp(NOW);
  const reader = rawDatabase(shelf.path, true);
  reader.exec('BEGIN; SELECT count(*) FROM label');
  const name = 'x'.repeat(1_000_000);
  const label = { archivedAt: null, createdAt: null, status: null, hint: null };
  for (let count = 0; count < 70; count += 1) {
    history.replaceLabels('workspace', [{ ...label, kind: 'workspace', id: `${count}`, name }]);
  }
  await shelf.keepUp(NOW);
  const long = shelf.lines.find(({ event }) => event === 'history-log-long');
  expect(Reflect.get(Object(long?.fields), 'bytes')).toBeGreaterThan(64 * 1024 * 1024);
  reader.close();
  await shelf.keepUp(NOW);
  expect(statSync(`${shelf.path}-wal`).size).toBe(0);
});

test('F17 400,000 rows of 40 series: opened, read and backed up whole', async () => {
  const shelf = openShelf();
  shelf.history();
  shelf.close();
  const raw = rawDatabase(shelf.path);
  raw.exec(`
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
      INSERT INTO priced_series SELECT i, 'model-' || i, '', '', '', '' FROM n;
    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
      INSERT INTO usage_hour (pair, start, series_id, uncached_input, cache_creation_5m,
        cache_creation_1h, cache_read, output, web_search)
      SELECT 'legacy', ${SPAN.from} + i * 3600000, id, 0, 0, 0, 0, 1, 0 FROM n, priced_series;`);
  raw.close();
  const next = openShelf(shelf.directory);
  const span = { from: SPAN.from, to: SPAN.from + 10_000 * 3_600_000 };
  const days = next.history().sumUsage(span, 'day', 'model');
  expect(days.reduce((sum, { tokens }) => sum + tokens.output, 0)).toBe(400_000);
  expect(new Set(days.map(({ groupId }) => groupId)).size).toBe(40);
  await next.keepUp(NOW);
  expect(backups(next.directory)).toHaveLength(1);
}, 60_000);

test.each([
  ['spaces and quotes', `it's "my" data`],
  ['umlauts', 'Überwölbte Straße'],
  ['an emoji', 'tide 🌊'],
  ['what a URI would read', 'a?mode=memory&x#y%20z'],
  ['200 characters', 'x'.repeat(200)],
])('F18 a folder with %s: kept, backed up, restored and read', async (_, name) => {
  const path = await backedUpHistory(join(temporaryFolder(), name));
  overwrite(path, 0, new Uint8Array(PAGE));
  const shelf = openShelf(dirname(path));
  expect(outputs(shelf.history())).toEqual(Array(24).fill(7));
  shelf.close();
  const reading = openShelf(dirname(path), { readOnly: true });
  expect(outputs(reading.history())).toEqual(Array(24).fill(7));
  expect(statSync(path).isFile()).toBe(true);
});

describe('F19', () => {
  test('F19 a backup that cannot be made is logged, and the old ones stay', async () => {
    const path = await backedUpHistory();
    const shelf = openShelf(dirname(path));
    shelf.history();
    const before = backups(dirname(path));
    // A folder has the name that the new backup would be given.
    mkdirSync(`${path}.backup-2026-11-22T20-17-05-000Z`);
    await shelf.keepUp(NOW + DAY);
    expect(shelf.lines).toMatchObject([{ event: 'history-upkeep-failed' }]);
    expect(backups(dirname(path))).toEqual(expect.arrayContaining(before));
    expect(readdirSync(dirname(path)).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(addDay(shelf.history(), SPAN, 1).ok).toBe(true);
  });

  test('F19 an upkeep that does not start is logged too', async () => {
    const runUpkeep = () => ({
      report: Promise.reject(new Error('the upkeep was ended')),
      stop: () => undefined,
    });
    const shelf = openShelf(temporaryFolder(), { runUpkeep });
    shelf.history();
    await shelf.keepUp(NOW);
    expect(shelf.lines).toMatchObject([{ event: 'history-upkeep-failed' }]);
  });
});

const backups = (directory: string) =>
  readdirSync(directory)
    .filter((name) => name.includes('.backup-'))
    .sort();
