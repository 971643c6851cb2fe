import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  clearAwayAfterEach,
  DAY,
  NOW,
  outputs,
  rawDatabase,
  SPAN,
  START,
  temporaryFolder,
} from '../adapters/history-store/keeping.js';
import {
  addDay,
  BOTH_DAYS,
  backedUpHistory,
  breakLabels,
  FILE,
  isTruth,
  NEXT_DAY,
  noise,
  ORGANIZATION,
  openShelf,
  overwrite,
  PAGE,
  twoDays,
} from './shelving.js';

clearAwayAfterEach();

const ASIDE = `${FILE}.damaged-2026-11-21T20-17-05-000Z`;
const BESIDE = 'history-org-1.tidemark.sqlite3';
const BACKUP_AT = NOW - DAY / 2;

describe('F5', () => {
  const damages: readonly (readonly [string, (path: string) => void])[] = [
    ['cut in the middle', (path) => truncateSync(path, statSync(path).size / 2)],
    ['cut to ten bytes', (path) => truncateSync(path, 10)],
    ['cut within a page', (path) => truncateSync(path, statSync(path).size - 1_000)],
    ['a first page of zeros', (path) => overwrite(path, 0, new Uint8Array(PAGE))],
    ['a first page of noise', (path) => overwrite(path, 0, noise(PAGE))],
    ['zeros throughout', (path) => writeFileSync(path, new Uint8Array(statSync(path).size))],
    ['noise throughout', (path) => writeFileSync(path, noise(statSync(path).size))],
  ];

  test.each(damages)('F5 %s: set aside, restored from the backup, and told', async (_, damage) => {
    const path = await backedUpHistory();
    damage(path);
    const before = readFileSync(path);
    const shelf = openShelf(dirname(path));
    const history = shelf.history();
    expect(isTruth(history, twoDays)).toBe(true);
    expect(history.readHourTotals(SPAN)).toHaveLength(24);
    const movedTo = join(dirname(path), ASIDE);
    expect(shelf.recoveries).toMatchObject([{ kind: 'damaged', movedTo, backupFrom: BACKUP_AT }]);
    expect(shelf.lines).toMatchObject([{ event: 'history-restored', fields: { movedTo } }]);
    expect(readFileSync(movedTo).equals(before)).toBe(true);
    expect(addDay(history, NEXT_DAY, 8).ok).toBe(true);
    shelf.close();
    const again = openShelf(dirname(path));
    expect(outputs(again.history(), BOTH_DAYS)).toHaveLength(48);
    expect(again.recoveries).toEqual([]);
  });

  test.each([
    ['zeros', () => new Uint8Array(PAGE)],
    ['noise', () => noise(PAGE)],
    ['ones', () => new Uint8Array(PAGE).fill(0xff)],
  ])('F5 %s in any page: what is held is true, what is not is fetched again', async (_, page) => {
    const path = await backedUpHistory();
    const whole = readFileSync(path);
    let salvaged = 0;
    for (let at = 0; at < whole.length; at += PAGE) {
      const directory = temporaryFolder();
      for (const name of readdirSync(dirname(path))) {
        copyFileSync(join(dirname(path), name), join(directory, name));
      }
      overwrite(join(directory, FILE), at, page());
      const shelf = openShelf(directory);
      const history = shelf.history();
      expect(isTruth(history, twoDays), `page ${at / PAGE}`).toBe(true);
      expect(history.readHourTotals(SPAN)).toHaveLength(24);
      salvaged += shelf.recoveries[0]?.salvagedBuckets ?? 0;
      shelf.close();
    }
    expect(salvaged).toBeGreaterThan(100);
  });

  test('F5 without any backup: what proves itself is salvaged, marks are kept', () => {
    const shelf = openShelf();
    const history = shelf.history();
    for (let day = 0; day < 30; day += 1) {
      addDay(history, { from: SPAN.from + day * DAY, to: SPAN.to + day * DAY }, 7);
    }
    history.saveAlertMarks([{ rule: 'r', windowStart: 1, decidedAt: 2, outcome: 'decided' }]);
    shelf.close();
    const pages = statSync(shelf.path).size / PAGE;
    overwrite(shelf.path, Math.floor(pages * 0.8) * PAGE, noise(PAGE));
    const next = openShelf(shelf.directory);
    const held = next.history().readCoverage().hours;
    expect(next.recoveries).toMatchObject([{ backupFrom: null, salvagedBuckets: held.size }]);
    expect(held.size).toBeGreaterThan(300);
    expect(held.size).toBeLessThan(720);
    const span = { from: SPAN.from, to: SPAN.to + 30 * DAY };
    expect(next.history().readHourTotals(span)).toHaveLength(held.size);
    expect(next.history().readAlertMarks()).toHaveLength(1);
  });

  test('F5 a record of a fetch whose rows are gone is not believed', async () => {
    const path = await backedUpHistory();
    const raw = rawDatabase(path);
    raw.exec(`DELETE FROM share_hour WHERE start = ${NEXT_DAY.from};
      UPDATE usage_hour SET output = 9 WHERE start = ${NEXT_DAY.from + DAY / 2}`);
    raw.close();
    breakLabels(path);
    const shelf = openShelf(dirname(path));
    const history = shelf.history();
    expect(shelf.recoveries).toMatchObject([{ salvagedBuckets: 22 }]);
    expect(isTruth(history, twoDays)).toBe(true);
  });

  test('F5 found while running: the shelf heals it without a new start', async () => {
    const path = await backedUpHistory();
    const shelf = openShelf(dirname(path));
    shelf.history();
    expect(shelf.recover(ORGANIZATION.id).ok).toBe(true);
    expect(shelf.recoveries).toEqual([]);
    breakLabels(path);
    expect(shelf.recover(ORGANIZATION.id).ok).toBe(true);
    expect(shelf.recoveries).toHaveLength(1);
    expect(isTruth(shelf.history(), twoDays)).toBe(true);
  });

  test('F5 limits can prove nothing: they are the backup’s until they are asked for again', async () => {
    const limit = { kind: 'rate', workspaceId: null, group: 'opus', models: ['a'] } as const;
    const held = { ...limit, limiter: 'requests_per_minute', value: 50, since: START, until: null };
    const ended = { ...held, until: NOW };
    const next = { ...held, value: 60, since: NOW };
    const shelf = openShelf();
    shelf.history().savePublishedLimits([held]);
    await shelf.keepUp(BACKUP_AT);
    shelf.history().savePublishedLimits([ended, next]);
    shelf.close();
    breakLabels(shelf.path);
    const again = openShelf(shelf.directory);
    expect(again.history().readPublishedLimits()).toEqual([held]);
    expect(again.recoveries).toHaveLength(1);
  });

  test('F5 a file that lost a table is damaged, however whole its pages are', async () => {
    const path = await backedUpHistory();
    const raw = rawDatabase(path);
    raw.exec('DROP TABLE alert_mark');
    raw.close();
    const shelf = openShelf(dirname(path));
    expect(isTruth(shelf.history(), twoDays)).toBe(true);
    expect(shelf.history().readHourTotals(BOTH_DAYS)).toHaveLength(48);
    expect(shelf.recoveries).toMatchObject([{ salvagedBuckets: 24 }]);
  });

  test('F5 read-only, it is told and not touched', async () => {
    const path = await backedUpHistory();
    overwrite(path, 0, new Uint8Array(PAGE));
    const names = readdirSync(dirname(path));
    const shelf = openShelf(dirname(path), { readOnly: true });
    expect(shelf.open(ORGANIZATION.id)).toMatchObject({
      ok: false,
      failure: { kind: 'storage-damaged' },
    });
    expect(readdirSync(dirname(path))).toEqual(names);
  });

  test('F5 an end between setting aside and restoring is made good at the next start', async () => {
    const path = await backedUpHistory();
    copyFileSync(path, `${path}.restored`);
    rmSync(path);
    const shelf = openShelf(dirname(path));
    expect(shelf.history().readHourTotals(BOTH_DAYS)).toHaveLength(48);
    expect(existsSync(`${path}.restored`)).toBe(false);
  });

  test('F5 the newest backup is passed over when it is damaged too', async () => {
    const path = await backedUpHistory();
    const bad = `${path}.backup-2026-11-21T20-00-00-000Z`;
    writeFileSync(bad, noise(9_000));
    truncateSync(path, 0);
    const shelf = openShelf(dirname(path));
    expect(outputs(shelf.history())).toEqual(Array(24).fill(7));
    expect(shelf.recoveries).toMatchObject([{ backupFrom: BACKUP_AT }]);
    expect(existsSync(bad)).toBe(true);
  });

  test('F5 a backup without all columns is passed over, however whole its pages are', async () => {
    const path = await backedUpHistory();
    const bad = `${path}.backup-2026-11-21T20-00-00-000Z`;
    copyFileSync(path, bad);
    const raw = rawDatabase(bad);
    raw.exec('PRAGMA journal_mode = DELETE; ALTER TABLE fetched DROP COLUMN proof');
    raw.close();
    truncateSync(path, 0);
    const shelf = openShelf(dirname(path));
    expect(outputs(shelf.history())).toEqual(Array(24).fill(7));
    expect(shelf.recoveries).toMatchObject([{ backupFrom: BACKUP_AT }]);
  });
});

describe('F6', () => {
  const foreign: readonly (readonly [string, (path: string) => void])[] = [
    ['a letter', (path) => writeFileSync(path, 'Dear friend,\n'.repeat(900))],
    [
      'a picture',
      (path) => writeFileSync(path, Buffer.from(`89504e470d0a1a0a${'00ff'.repeat(99)}`, 'hex')),
    ],
    ['random bytes', (path) => writeFileSync(path, noise(9_000))],
    ['a folder', (path) => mkdirSync(path)],
    [
      'another application’s database',
      (path) => {
        const raw = rawDatabase(path);
        raw.exec("PRAGMA application_id = 305419896; CREATE TABLE letters AS SELECT 'dear' AS t");
        raw.close();
      },
    ],
    [
      'a database without an application id, in its log alone',
      (path) => {
        const raw = rawDatabase(path);
        raw.exec("PRAGMA journal_mode = WAL; CREATE TABLE letters AS SELECT 'dear' AS t");
      },
    ],
  ];
  const bytesOf = (path: string) =>
    statSync(path).isFile() ? readFileSync(path) : Buffer.from('');

  test.each(foreign)('F6 %s is not touched: a history is opened beside it, and told', (_, make) => {
    const directory = temporaryFolder();
    const path = join(directory, FILE);
    make(path);
    const before = bytesOf(path);
    const names = readdirSync(directory);
    const reading = openShelf(directory, { readOnly: true });
    expect(reading.history().readCoverage().hours.size).toBe(0);
    expect(readdirSync(directory)).toEqual(names);
    const shelf = openShelf(directory);
    addDay(shelf.history(), SPAN, 7);
    expect(shelf.recoveries).toMatchObject([{ kind: 'foreign', path, movedTo: null }]);
    expect(shelf.lines).toMatchObject([{ event: 'history-beside-foreign-file' }]);
    shelf.close();
    const again = openShelf(directory);
    expect(outputs(again.history())).toEqual(Array(24).fill(7));
    expect(again.recoveries).toEqual([]);
    const shown = openShelf(directory, { readOnly: true });
    expect(outputs(shown.history())).toEqual(Array(24).fill(7));
    shown.close();
    expect(existsSync(join(directory, BESIDE))).toBe(true);
    expect(again.remove(ORGANIZATION.id).ok).toBe(true);
    expect(readdirSync(directory)).toEqual(names);
    expect(bytesOf(path).equals(before)).toBe(true);
  });

  test('F6 when the foreign file is gone, the history beside it is still the one', () => {
    const directory = temporaryFolder();
    writeFileSync(join(directory, FILE), 'Dear friend');
    const shelf = openShelf(directory);
    addDay(shelf.history(), SPAN, 7);
    shelf.close();
    rmSync(join(directory, FILE));
    expect(outputs(openShelf(directory).history())).toEqual(Array(24).fill(7));
    expect(existsSync(join(directory, FILE))).toBe(false);
  });

  test('F6 a letter in place of a history with a backup is a letter still', async () => {
    const path = await backedUpHistory();
    writeFileSync(path, 'Dear friend,\n'.repeat(900));
    const shelf = openShelf(dirname(path));
    addDay(shelf.history(), SPAN, 1);
    expect(shelf.recoveries).toMatchObject([{ kind: 'foreign' }]);
    expect(readFileSync(path, 'utf8')).toMatch(/^Dear friend/);
  });
});

describe('F7', () => {
  test('F7 zero bytes with a backup: restored and told', async () => {
    const path = await backedUpHistory();
    truncateSync(path, 0);
    const shelf = openShelf(dirname(path));
    expect(outputs(shelf.history())).toEqual(Array(24).fill(7));
    expect(shelf.recoveries).toMatchObject([{ kind: 'damaged', backupFrom: BACKUP_AT }]);
  });

  test('F7 zero bytes of a history that the settings know: told, and it works', () => {
    const directory = temporaryFolder();
    writeFileSync(join(directory, FILE), '');
    const shelf = openShelf(directory, { remembers: (id) => id === ORGANIZATION.id });
    expect(addDay(shelf.history(), SPAN, 7).ok).toBe(true);
    expect(shelf.recoveries).toMatchObject([{ kind: 'damaged', backupFrom: null }]);
  });

  test('F7 zero bytes that nobody knows of are a new history', () => {
    const directory = temporaryFolder();
    writeFileSync(join(directory, FILE), '');
    const shelf = openShelf(directory);
    expect(addDay(shelf.history(), SPAN, 7).ok).toBe(true);
    expect(shelf.recoveries).toEqual([]);
  });
});

describe('F15', () => {
  test('F15 a log without its main file: set aside, and the backup is restored', async () => {
    const path = await backedUpHistory();
    writeFileSync(`${path}-wal`, noise(9_000));
    rmSync(path);
    const shelf = openShelf(dirname(path));
    expect(outputs(shelf.history())).toEqual(Array(24).fill(7));
    expect(shelf.recoveries).toMatchObject([{ backupFrom: BACKUP_AT }]);
    expect(existsSync(join(dirname(path), `${ASIDE}-wal`))).toBe(true);
  });

  test('F15 a main file whose log is lost: what it holds is true', () => {
    const shelf = openShelf();
    const history = shelf.history();
    addDay(history, SPAN, 7);
    rawDatabase(shelf.path).exec('PRAGMA wal_checkpoint(FULL)');
    addDay(history, NEXT_DAY, 8);
    const directory = temporaryFolder();
    copyFileSync(shelf.path, join(directory, FILE));
    const next = openShelf(directory);
    expect(isTruth(next.history(), twoDays)).toBe(true);
    expect(outputs(next.history())).toEqual(Array(24).fill(7));
  });

  test('F15 a history that is in its log alone is ours', () => {
    const shelf = openShelf();
    addDay(shelf.history(), SPAN, 7);
    const directory = temporaryFolder();
    for (const suffix of ['', '-wal']) {
      copyFileSync(shelf.path + suffix, join(directory, FILE + suffix));
    }
    const next = openShelf(directory);
    expect(outputs(next.history())).toEqual(Array(24).fill(7));
    expect(next.recoveries).toEqual([]);
  });
});

describe('F16', () => {
  test('F16 a newer version’s history is shown, not written, and stays as it is', async () => {
    const path = await backedUpHistory();
    const raw = rawDatabase(path);
    raw.exec('PRAGMA user_version = 99; ALTER TABLE usage_hour ADD COLUMN newer TEXT;');
    raw.close();
    const before = readFileSync(path);
    for (const readOnly of [false, true]) {
      const shelf = openShelf(dirname(path), { readOnly });
      expect(outputs(shelf.history())).toEqual(Array(24).fill(7));
      const refused = { ok: false, failure: { kind: 'storage-newer', detail: 'schema 99' } };
      expect(addDay(shelf.history(), SPAN, 1)).toEqual(refused);
      expect(shelf.recover(ORGANIZATION.id).ok).toBe(true);
      expect(shelf.recoveries).toEqual([]);
      shelf.close();
    }
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('F16 one that cannot be read here says that it is newer', async () => {
    const path = await backedUpHistory();
    const raw = rawDatabase(path);
    raw.exec('PRAGMA user_version = 99; ALTER TABLE usage_hour RENAME COLUMN output TO written;');
    raw.close();
    expect(openShelf(dirname(path)).open(ORGANIZATION.id)).toMatchObject({
      failure: { kind: 'storage-newer' },
    });
  });
});
