import { describe, expect, test } from 'vitest';
import {
  type FileFacts,
  identifyFile,
} from '../../../src-main/adapters/history-store/identify-file.js';
import { APPLICATION_ID, SCHEMA_VERSION } from '../../../src-main/adapters/history-store/schema.js';

const PAGE = 4_096;

interface Header {
  readonly id?: number;
  readonly version?: number;
  readonly tables?: number;
  readonly pages?: number;
}

/** The first page of a database (sqlite.org/fileformat2.html). */
function firstPage({
  id = APPLICATION_ID,
  version = SCHEMA_VERSION,
  tables = 9,
  pages = 3,
}: Header): Buffer {
  const page = Buffer.alloc(PAGE);
  page.write('SQLite format 3\0');
  page.writeUInt16BE(PAGE, 16);
  page.writeUInt32BE(5, 24);
  page.writeUInt32BE(pages, 28);
  page.writeUInt32BE(version, 60);
  page.writeUInt32BE(id, 68);
  page.writeUInt32BE(5, 92);
  page.writeUInt8(0x0d, 100);
  page.writeUInt16BE(tables, 103);
  return page;
}

const leaf = Uint8Array.from([0x0a, 0, 0, 0, 9, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const zeros = new Uint8Array(16);
const noise = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 73 + 41) % 256);
const letter = Buffer.from('Dear friend,\n'.repeat(99));

const facts = (head: Uint8Array, more: Partial<FileFacts> = {}): FileFacts => ({
  kind: 'file',
  size: 3 * PAGE,
  head,
  samples: [leaf, leaf],
  loggedHead: null,
  hasLog: false,
  hasTraces: false,
  isRemembered: false,
  ...more,
});
const nothing = new Uint8Array();

describe('what lies at the path of a history', () => {
  test.each<readonly [string, FileFacts, string]>([
    ['no file', facts(nothing, { kind: 'nothing' }), 'nothing'],
    [
      'no file, with a backup',
      facts(nothing, { kind: 'nothing', hasTraces: true }),
      'ours-damaged',
    ],
    [
      'a remembered one that is gone',
      facts(nothing, { kind: 'nothing', isRemembered: true }),
      'nothing',
    ],
    ['a folder', facts(nothing, { kind: 'other', hasTraces: true }), 'foreign'],
    ['zero bytes', facts(nothing, { size: 0 }), 'empty'],
    ['zero bytes, with a backup', facts(nothing, { size: 0, hasTraces: true }), 'ours-damaged'],
    ['zero bytes, remembered', facts(nothing, { size: 0, isRemembered: true }), 'ours-damaged'],
    ['this version', facts(firstPage({})), 'ours'],
    ['an older version', facts(firstPage({ version: SCHEMA_VERSION - 1 })), 'ours-older'],
    ['a newer version', facts(firstPage({ version: SCHEMA_VERSION + 1 })), 'ours-newer'],
    ['ours with pages missing', facts(firstPage({ pages: 4 })), 'ours-damaged'],
    ['ours with pages in its log', facts(firstPage({ pages: 4 }), { hasLog: true }), 'ours'],
    ['another application', facts(firstPage({ id: 7 })), 'foreign'],
    [
      'another application, with a backup of ours',
      facts(firstPage({ id: 7 }), { hasTraces: true }),
      'foreign',
    ],
    ['tables of nobody', facts(firstPage({ id: 0, version: 0 })), 'foreign'],
    ['no tables of nobody', facts(firstPage({ id: 0, version: 0, tables: 0 })), 'empty'],
    [
      'ours, in its log alone',
      facts(firstPage({ id: 0, version: 0, tables: 0 }), {
        loggedHead: firstPage({}),
        hasLog: true,
      }),
      'ours',
    ],
    [
      'tables of nobody, in their log alone',
      facts(firstPage({ id: 0, version: 0, tables: 0 }), {
        loggedHead: firstPage({ id: 0, version: 0 }),
        hasLog: true,
      }),
      'foreign',
    ],
    [
      'an update that is in the log alone',
      facts(firstPage({ version: SCHEMA_VERSION - 1 }), {
        loggedHead: firstPage({}),
        hasLog: true,
      }),
      'ours',
    ],
    [
      'the first ten bytes',
      facts(firstPage({}).subarray(0, 10), { size: 10, samples: [] }),
      'ours-damaged',
    ],
    [
      'the first sixty bytes',
      facts(firstPage({}).subarray(0, 60), { size: 60, samples: [] }),
      'ours-damaged',
    ],
    ['a beginning of zeros before pages', facts(new Uint8Array(PAGE)), 'ours-damaged'],
    ['a beginning of noise before pages', facts(noise(PAGE)), 'ours-damaged'],
    ['zeros throughout', facts(new Uint8Array(PAGE), { samples: [zeros, zeros] }), 'ours-damaged'],
    ['noise throughout', facts(noise(PAGE), { samples: [noise(16), noise(16)] }), 'foreign'],
    [
      'noise throughout, with a backup',
      facts(noise(PAGE), { samples: [noise(16), noise(16)], hasTraces: true }),
      'ours-damaged',
    ],
    ['a letter', facts(letter, { samples: [] }), 'foreign'],
    ['a letter, with a backup', facts(letter, { samples: [], hasTraces: true }), 'foreign'],
    [
      'a picture, with a backup',
      facts(Buffer.from('89504e470d0a1a0a0000', 'hex'), { samples: [noise(16)], hasTraces: true }),
      'foreign',
    ],
  ])('F5, F6, F7: %s', (_, given, expected) => {
    expect(identifyFile(given)).toBe(expected);
  });
});
