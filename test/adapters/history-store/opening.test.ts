import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  clearAwayAfterEach,
  close,
  HOUR,
  hoursOf,
  mustOpen,
  NOW,
  openStore,
  outputs,
  rawDatabase,
  SPAN,
  START,
  temporaryFolder,
  temporaryPath,
} from './keeping.js';

clearAwayAfterEach();

const ASIDE = 'history.sqlite3.damaged-2026-11-21T20-17-05-000Z';
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

/** A closed history with a day of hours. */
function filled(path = temporaryPath()): string {
  const store = mustOpen(path);
  expect(store.replaceHours(SPAN, hoursOf(SPAN, 7), NOW)).toEqual({ ok: true, value: null });
  close(store);
  return path;
}

describe('a new history', () => {
  test('D2, S24: write-ahead log, our application id, schema 3 and only strict tables', () => {
    const path = filled();
    const raw = rawDatabase(path);
    const value = (pragma: string) => Object.values(raw.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
    expect(value('journal_mode')).toBe('wal');
    expect(value('application_id')).toBe(0x54494445);
    expect(value('user_version')).toBe(3);
    expect(value('integrity_check')).toBe('ok');
    const tables = raw.prepare('PRAGMA table_list').all() as { name: string; strict: number }[];
    const own = tables.filter(({ name }) => !name.startsWith('sqlite_'));
    expect(own.length).toBeGreaterThan(7);
    expect(own.every(({ strict }) => strict === 1)).toBe(true);
  });

  test('D2: a negative count is refused by the file itself', () => {
    const raw = rawDatabase(filled());
    expect(() => raw.exec('UPDATE usage_hour SET output = -1')).toThrow(/CHECK/);
    expect(() => raw.exec('UPDATE share_hour SET web_search = -1')).toThrow(/CHECK/);
    expect(() => raw.exec("UPDATE usage_hour SET output = 'many'")).toThrow(/INTEGER/);
  });

  test('S23: the folder is for its owner alone, and so are the file and its side files', () => {
    const path = join(temporaryFolder(), 'deep', 'er', 'history.sqlite3');
    const store = mustOpen(path);
    store.replaceHours(SPAN, hoursOf(SPAN, 1), NOW);
    const folder = join(path, '..');
    expect(mode(folder)).toBe('700');
    const files = readdirSync(folder);
    expect(files.sort()).toEqual(
      ['history.sqlite3', 'history.sqlite3-shm', 'history.sqlite3-wal'].sort(),
    );
    for (const name of files) expect(mode(join(folder, name)), name).toBe('600');
  });

  test('F11: a folder that cannot be made is a failure and not a crash', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'not a folder');
    const { opened } = openStore(join(file, 'data', 'history.sqlite3'));
    expect(opened).toMatchObject({ ok: false, failure: { kind: 'storage-unavailable' } });
  });
});

describe('a damaged history is moved aside with its side files and a new one works', () => {
  test('D7: its log goes along, and no row of it comes back by itself', () => {
    const path = filled();
    const writing = mustOpen(path);
    writing.replaceHours({ from: START, to: START + HOUR }, hoursOf(SPAN, 1).slice(0, 1), NOW);
    // As a killed process leaves it: the last write is still in the log.
    const killed = temporaryPath();
    copyFileSync(path, killed);
    copyFileSync(`${path}-wal`, `${killed}-wal`);
    overwrite(killed, 4_096, Buffer.alloc(8_192, 0xff));
    const store = mustOpen(killed);
    expect(store.recovery?.movedTo).toBe(join(killed, '..', ASIDE));
    expect(existsSync(join(killed, '..', `${ASIDE}-wal`))).toBe(true);
    expect(outputs(store)).toHaveLength(store.readCoverage().hours.size);
    expect(store.replaceHours(SPAN, hoursOf(SPAN, 9), NOW).ok).toBe(true);
    close(store);
    expect(outputs(mustOpen(killed))).toEqual(Array(24).fill(9));
  });

  test('F15: a log without its main file, or with another one, crashes nothing', () => {
    const path = temporaryPath();
    const store = mustOpen(path);
    store.replaceHours(SPAN, hoursOf(SPAN, 3), NOW);
    const lone = temporaryPath();
    copyFileSync(`${path}-wal`, `${lone}-wal`);
    expect(mustOpen(lone).replaceHours(SPAN, hoursOf(SPAN, 4), NOW).ok).toBe(true);
    const mixed = filled();
    copyFileSync(`${path}-wal`, `${mixed}-wal`);
    const opened = mustOpen(mixed);
    expect(opened.replaceHours(SPAN, hoursOf(SPAN, 5), NOW).ok).toBe(true);
    expect(outputs(opened)).toEqual(Array(24).fill(5));
  });
});

describe('a read-only handle', () => {
  test('D5: reads everything and writes nothing', () => {
    const path = filled();
    const before = readFileSync(path);
    const store = mustOpen(path, true);
    expect(outputs(store)).toEqual(Array(24).fill(7));
    expect(store.replaceHours(SPAN, [], NOW)).toMatchObject({
      ok: false,
      failure: { kind: 'storage-read-only' },
    });
    expect(store.saveSyncRecord({ lastSuccessAt: 1, labelsFetchedAt: 1, failure: null }).ok).toBe(
      false,
    );
    close(store);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('D5: makes no file where there is none', () => {
    const path = temporaryPath();
    expect(openStore(path, true).opened).toMatchObject({ ok: false });
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });
});

function overwrite(path: string, at: number, bytes: Buffer) {
  const content = readFileSync(path);
  bytes.copy(content, at);
  writeFileSync(path, content);
}
