import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../../src-main/adapters/log.js';
import { createRedactor } from '../../src-main/adapters/redactor.js';

const NOW = Date.parse('2026-11-21T20:17:05Z');
const KEY = 'sk-ant-admin01-MARKED_FAKE-of-the-log-tests';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-log-'));
  path = join(folder, 'logs', 'tidemark.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const everything = () =>
  readdirSync(join(folder, 'logs'))
    .map((name) => readFileSync(join(folder, 'logs', name), 'utf8'))
    .join('');
const lines = () =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('the redactor', () => {
  test.each([
    `x-api-key: ${KEY}`,
    `https://example.com/?k=${KEY}&x=1`,
    JSON.stringify({ deep: [{ key: KEY }] }),
    `${KEY}${KEY}`,
    'sk-ant-api03-ABCDEFGH_workspace-key',
    'Bearer sk-ant-oat01-token-of-another-kind',
  ])('S17: hides every kind of key in %s', (text) => {
    const clean = createRedactor().redact(text);
    expect(clean).toContain('[key]');
    expect(clean).not.toMatch(/sk-ant-\w/);
  });

  test('S17: hides a live secret whatever it looks like, also in the middle of a word', () => {
    const redactor = createRedactor();
    redactor.protect('correct horse (battery) $& staple');
    expect(redactor.redact('<correct horse (battery) $& staple> twice')).toBe('<[key]> twice');
  });

  test('does not make a text unreadable for a secret of a few letters', () => {
    const redactor = createRedactor();
    redactor.protect('');
    redactor.protect('a');
    expect(redactor.redact('a plain sentence')).toBe('a plain sentence');
  });

  test('leaves everything else as it is', () => {
    const text = 'status 401 authentication_error req_011aCJPsf6N5 sk-ant sk-an';
    expect(createRedactor().redact(text)).toBe(text);
  });
});

describe('the log', () => {
  test('is one JSON line for each event', () => {
    const log = createLog(path, createRedactor(), () => NOW);
    log.info('started', { version: '1.2.3' });
    log.warn('sync-failed', { kind: 'offline', detail: null, text: 'two\nlines "quoted"' });
    log.info('bare');
    expect(lines()).toEqual([
      { at: '2026-11-21T20:17:05.000Z', level: 'info', event: 'started', version: '1.2.3' },
      {
        at: '2026-11-21T20:17:05.000Z',
        level: 'warn',
        event: 'sync-failed',
        kind: 'offline',
        detail: null,
        text: 'two\nlines "quoted"',
      },
      { at: '2026-11-21T20:17:05.000Z', level: 'info', event: 'bare' },
    ]);
  });

  test('W11, S17: a key in any field, nested or cut, is not in the file', () => {
    const redactor = createRedactor();
    const log = createLog(path, redactor, () => NOW);
    redactor.protect(KEY);
    log.warn('bad', { header: KEY, nested: { list: [`before ${KEY} after`] } });
    log.warn(`event ${KEY}`, { [KEY]: 'as a name' });
    log.warn('cut', { long: `${'x'.repeat(280)}${KEY}` });
    expect(everything()).not.toContain(KEY);
    expect(everything()).not.toContain('MARKED');
    expect(lines()).toHaveLength(3);
  });

  test('a long value is cut', () => {
    createLog(path, createRedactor(), () => NOW).info('long', { text: 'y'.repeat(50_000) });
    expect(statSync(path).size).toBeLessThan(1_000);
  });

  test('S23: folder 0700, files 0600', () => {
    createLog(path, createRedactor(), () => NOW).info('one');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'logs')).mode & 0o777).toBe(0o700);
  });

  test('holds 1 MB and its predecessor at most, and loses no new line', () => {
    const log = createLog(path, createRedactor(), () => NOW);
    for (let index = 0; index < 9_000; index += 1)
      log.info('filling', { index, x: 'z'.repeat(290) });
    const names = readdirSync(join(folder, 'logs')).sort();
    expect(names).toEqual(['tidemark.log', 'tidemark.log.1']);
    for (const name of names) {
      const { size, mode } = statSync(join(folder, 'logs', name));
      expect(size).toBeLessThan(1_100_000);
      expect(mode & 0o777).toBe(0o600);
    }
    expect(lines().at(-1)).toMatchObject({ index: 8_999 });
  });

  test('what cannot be written as JSON, or a clock that is none, throws nothing', () => {
    const ring: Record<string, unknown> = {};
    ring.itself = ring;
    const log = createLog(path, createRedactor(), () => NOW);
    expect(() => log.warn('ring', { ring })).not.toThrow();
    expect(() => log.warn('large', { count: 1n })).not.toThrow();
    expect(() => createLog(path, createRedactor(), () => Number.NaN).info('when')).not.toThrow();
    log.info('next');
    expect(lines()).toMatchObject([{ event: 'next' }]);
  });

  test('F10: a log that cannot be written throws nothing', () => {
    writeFileSync(join(folder, 'logs'), 'a file in the way');
    const log = createLog(path, createRedactor(), () => NOW);
    expect(() => log.warn('lost')).not.toThrow();
    expect(readFileSync(join(folder, 'logs'), 'utf8')).toBe('a file in the way');
  });
});
