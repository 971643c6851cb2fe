import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readGlance } from '../../../../src-main/adapters/claude-code/status-line/glance-file.js';
import { createKeptReadings } from '../../../../src-main/adapters/claude-code/status-line/kept-readings.js';
import {
  dropOldReadings,
  listReadings,
  recordReading,
} from '../../../../src-main/adapters/claude-code/status-line/readings-folder.js';
import { createStatusLine } from '../../../../src-main/adapters/claude-code/status-line/status-line.js';
import { writeNewFile } from '../../../../src-main/adapters/write-whole-file.js';
import { seeReading } from '../../../../src-main/core/status-line/seen-reading.js';
import { createKeptLog } from '../../../fakes/kept-log.js';

const NOW = Date.parse('2026-11-22T08:00:00Z');
const HOUR = 3_600_000;
const inHours = (hours: number) => (NOW + hours * HOUR) / 1000;
const GLANCE = {
  savedAt: NOW,
  week: { end: NOW + HOUR, percent: 44, isLearned: true, hours: { used: 27, inLimit: 61 } },
};

let data: string;
let readings: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'tidemark-readings-'));
  readings = join(data, 'readings');
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const open = (dataDirectory = data) =>
  createStatusLine({
    dataDirectory,
    env: {},
    home: data,
    findNode: () => null,
    script: { shipped: join(data, 'statusline.cjs'), isCopied: false },
    log: createKeptLog(),
    now: () => NOW,
  });

describe('readings', () => {
  test('keep the time of their first sight, oldest first', () => {
    const [first, second] = [
      seeReading('weekly', 44, inHours(50)),
      seeReading('weekly', 45, inHours(50)),
    ];
    recordReading(data, second, NOW + HOUR);
    recordReading(data, first, NOW);
    const before = statSync(join(readings, readdirSync(readings)[0] ?? '')).ino;
    recordReading(data, first, NOW + 9 * HOUR);
    expect(open().readReadings()).toEqual([
      { ...first, at: NOW },
      { ...second, at: NOW + HOUR },
    ]);
    expect(statSync(join(readings, readdirSync(readings)[0] ?? '')).ino).toBe(before);
    expect(open().describe().lastReadingAt).toBe(NOW + HOUR);
  });

  test('S23 are for their owner alone', () => {
    recordReading(data, seeReading('weekly', 44, inHours(50)), NOW);
    expect(statSync(readings).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(readings)) {
      expect(statSync(join(readings, name)).mode & 0o777).toBe(0o600);
    }
  });

  test('D10 odd, foreign and huge files are left out; none is waited for or followed', () => {
    const good = seeReading('weekly', 44, inHours(50));
    recordReading(data, good, NOW);
    const nameOf = (pct: number) => join(readings, `weekly-${inHours(50)}-${pct}.json`);
    writeFileSync(nameOf(1), '');
    writeFileSync(nameOf(2), '\0\0\0');
    writeFileSync(nameOf(3), JSON.stringify({ at: NOW, more: 'x'.repeat(10_000) }));
    writeFileSync(nameOf(4), '{"at":"now"}');
    writeFileSync(nameOf(5), 'null');
    writeFileSync(nameOf(6), JSON.stringify({ at: NOW + 60 * HOUR }));
    mkdirSync(nameOf(7));
    writeFileSync(join(data, 'outside.json'), JSON.stringify({ at: NOW }));
    symlinkSync(join(data, 'outside.json'), nameOf(8));
    symlinkSync('/dev/zero', nameOf(9));
    execFileSync('mkfifo', [nameOf(10)]);
    writeFileSync(join(readings, 'history.sqlite3'), 'x');
    writeFileSync(join(readings, 'weekly-1-44.json.12-ab.tmp'), '');
    expect(open().readReadings()).toEqual([{ ...good, at: NOW }]);
  });

  test('of too many the latest windows are read, and a file is read once', () => {
    mkdirSync(readings);
    const content = JSON.stringify({ at: NOW });
    for (let minute = 1; minute <= 30; minute += 1) {
      writeFileSync(join(readings, `five_hour-${NOW / 1000 + minute * 60}-31.json`), content);
    }
    const kept = createKeptReadings(data, () => NOW, 20);
    const read = kept.read();
    expect(read).toHaveLength(20);
    expect(Math.min(...read.map(({ resetsAt }) => resetsAt))).toBe(NOW + 11 * 60_000);
    for (const name of readdirSync(readings)) writeFileSync(join(readings, name), 'spoiled');
    expect(kept.read()).toEqual(read);
    expect(open().readReadings()).toEqual([]);
  });

  test('of ended windows are dropped, with what a killed writer left; all else stays', () => {
    recordReading(data, seeReading('weekly', 44, inHours(50)), NOW);
    recordReading(data, seeReading('five_hour', 31, inHours(-1)), NOW - 2 * HOUR);
    writeFileSync(join(readings, 'old.json.1-a.tmp'), '');
    utimesSync(join(readings, 'old.json.1-a.tmp'), inHours(-2), inHours(-2));
    writeFileSync(join(readings, 'new.json.1-a.tmp'), '');
    utimesSync(join(readings, 'new.json.1-a.tmp'), inHours(0), inHours(0));
    writeFileSync(join(readings, 'note.txt'), '');
    const line = open();
    expect(line.readReadings()).toHaveLength(2);
    line.dropReadings(NOW);
    expect(readdirSync(readings).sort()).toEqual([
      'new.json.1-a.tmp',
      'note.txt',
      `weekly-${inHours(50)}-44.json`,
    ]);
    expect(line.readReadings()).toHaveLength(1);
  });

  test('without the app, those that no transcript can tell of any more go by themselves', () => {
    const [old, recent] = [-36 * 24, -34 * 24].map((hours) =>
      seeReading('weekly', 1, inHours(hours)),
    );
    if (!old || !recent) throw new Error('two were made');
    for (const reading of [old, recent]) recordReading(data, reading, NOW - 1000 * HOUR);
    dropOldReadings(data, listReadings(data), NOW);
    expect(listReadings(data)).toEqual([recent]);
  });

  test('F11 without a folder there are none', () => {
    expect(open('/proc/nowhere').readReadings()).toEqual([]);
    expect(() => open('/proc/nowhere').dropReadings(NOW)).not.toThrow();
  });
});

test('of two who write the same new file the first wins, and nothing is left of the other', () => {
  const path = join(data, 'new');
  expect(writeNewFile({ path, content: 'first', mode: 0o600 })).toBe(true);
  expect(writeNewFile({ path, content: 'second', mode: 0o600 })).toBe(false);
  expect(readFileSync(path, 'utf8')).toBe('first');
  expect(readdirSync(data)).toEqual(['new']);
});

describe('the glance', () => {
  test('S23 is saved whole, for its owner alone, and read back', () => {
    expect(open().saveGlance(GLANCE)).toEqual({ ok: true, value: null });
    expect(open().saveGlance({ ...GLANCE, savedAt: NOW + 1 })).toEqual({ ok: true, value: null });
    expect(readGlance(data)).toEqual({ ...GLANCE, savedAt: NOW + 1 });
    expect(statSync(join(data, 'statusline.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(data)).toEqual(['statusline.json']);
  });

  test('F1 another file in its place is no glance', () => {
    const path = join(data, 'statusline.json');
    for (const content of ['', 'null', '[]', '{"savedAt":', 'x'.repeat(100_000)]) {
      writeFileSync(path, content);
      expect(readGlance(data)).toBeNull();
    }
    rmSync(path);
    symlinkSync('/dev/zero', path);
    expect(readGlance(data)).toBeNull();
    expect(open().saveGlance(GLANCE).ok).toBe(true);
    expect(readGlance(data)).toEqual(GLANCE);
  });

  test('F11 a folder that cannot be written is a failure with a sentence', () => {
    expect(open('/proc/nowhere').saveGlance(GLANCE)).toMatchObject({
      ok: false,
      failure: { kind: 'storage-read-only' },
    });
    expect(existsSync('/proc/nowhere')).toBe(false);
  });

  test('a target that is a folder leaves nothing half-written beside it', () => {
    mkdirSync(join(data, 'statusline.json'));
    expect(open().saveGlance(GLANCE).ok).toBe(false);
    expect(readdirSync(data)).toEqual(['statusline.json']);
  });
});
