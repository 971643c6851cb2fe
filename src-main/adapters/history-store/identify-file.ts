import { APPLICATION_ID, SCHEMA_VERSION } from './schema.js';

/** What lies where a history is expected. Damage inside of a file of ours shows when it is opened. */
export type FileIdentity =
  | 'nothing'
  | 'empty'
  | 'ours'
  | 'ours-older'
  | 'ours-newer'
  | 'ours-damaged'
  | 'foreign';

/** `other`: a folder, a pipe, anything that is not a plain file. */
export interface FileFacts {
  readonly kind: 'nothing' | 'file' | 'other';
  readonly size: number;
  /** A log or journal with something in it lies beside it. */
  readonly hasLog: boolean;
  /** Up to one page from the beginning. */
  readonly head: Uint8Array;
  /** Beginnings of later pages, spread over the file. */
  readonly samples: readonly Uint8Array[];
  /** The newest first page that the write-ahead log holds. */
  readonly loggedHead: Uint8Array | null;
  /** A backup or a log lies beside it: a history is known to have been here. */
  readonly hasTraces: boolean;
  /** Somebody else remembers a history of this name. */
  readonly isRemembered: boolean;
}

/** Offsets and values of sqlite.org/fileformat2.html, section 1.3. */
const MAGIC = new TextEncoder().encode('SQLite format 3\0');
const HEADER_BYTES = 100;
const PAGE_SIZE_AT = 16;
const CHANGES_AT = 24;
const PAGE_COUNT_AT = 28;
const USER_VERSION_AT = 60;
const APPLICATION_ID_AT = 68;
const COUNTED_AT = 92;
const TABLE_COUNT_AT = 103;
const PAGE_BYTES = 4_096;
const PAGE_TYPES = [0x02, 0x05, 0x0a, 0x0d];

/** First bytes of files that people keep: PNG, JPEG, GIF, PDF, ZIP, gzip, 7z, ELF, RIFF, bzip2, xz. */
const SIGNATURES = [
  '89504e47',
  'ffd8ff',
  '47494638',
  '25504446',
  '504b0304',
  '1f8b',
  '377abcaf',
  '7f454c46',
  '52494646',
  '425a68',
  'fd377a58',
];

export function identifyFile(facts: FileFacts): FileIdentity {
  const { kind, head, hasTraces, isRemembered } = facts;
  if (kind === 'other') return 'foreign';
  if (kind === 'nothing') return hasTraces ? 'ours-damaged' : 'nothing';
  if (head.length === 0) return hasTraces || isRemembered ? 'ours-damaged' : 'empty';
  if (isDatabase(head)) return identifyDatabase(facts);
  if (isBeginningOf(head, MAGIC) || looksBroken(facts)) return 'ours-damaged';
  return hasTraces && !looksLikeSomething(head) ? 'ours-damaged' : 'foreign';
}

function identifyDatabase(facts: FileFacts): FileIdentity {
  const { head, loggedHead } = facts;
  if (head.length < HEADER_BYTES) return 'ours-damaged';
  const id = numberAt(head, APPLICATION_ID_AT);
  const isFresh = id === 0 && numberAt(head, USER_VERSION_AT) === 0 && countTables(head) === 0;
  if (id !== APPLICATION_ID && !isFresh) return 'foreign';
  if (isCut(facts)) return 'ours-damaged';
  const newest = loggedHead ?? head;
  if (numberAt(newest, APPLICATION_ID_AT) === 0 && countTables(newest) === 0) return 'empty';
  if (numberAt(newest, APPLICATION_ID_AT) !== APPLICATION_ID) return 'foreign';
  const version = numberAt(newest, USER_VERSION_AT);
  if (version > SCHEMA_VERSION) return 'ours-newer';
  return version < SCHEMA_VERSION ? 'ours-older' : 'ours';
}

/** Pages that the header counts are missing, and no log can bring them. */
const isCut = ({ head, size, hasLog }: FileFacts) =>
  !hasLog &&
  numberAt(head, CHANGES_AT) === numberAt(head, COUNTED_AT) &&
  size < numberAt(head, PAGE_COUNT_AT) * pairAt(head, PAGE_SIZE_AT);

/** Nothing but zeros, or a lost beginning with pages of a database behind it (F5). */
function looksBroken({ head, samples }: FileFacts): boolean {
  const filled = samples.filter((sample) => !isZero(sample));
  if (filled.length === 0) return isZero(head);
  return filled.filter(looksLikePage).length * 2 >= filled.length;
}

function looksLikePage(page: Uint8Array): boolean {
  if (page.length < 8 || !PAGE_TYPES.includes(page[0] ?? 0)) return false;
  const cells = pairAt(page, 3);
  const content = pairAt(page, 5);
  return pairAt(page, 1) < PAGE_BYTES && content <= PAGE_BYTES && content >= 8 + 2 * cells;
}

const looksLikeSomething = (head: Uint8Array) =>
  SIGNATURES.some((signature) => isBeginningOf(bytesOf(signature), head)) || isText(head);

const isText = (bytes: Uint8Array) =>
  bytes.every((byte) => (byte >= 0x20 && byte !== 0x7f) || (byte >= 0x09 && byte <= 0x0d));

const isZero = (bytes: Uint8Array) => bytes.every((byte) => byte === 0);
const isDatabase = (head: Uint8Array) => isBeginningOf(MAGIC, head);
const isBeginningOf = (beginning: Uint8Array, bytes: Uint8Array) =>
  beginning.length <= bytes.length && beginning.every((byte, index) => bytes[index] === byte);
const bytesOf = (hex: string) =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const pairAt = (bytes: Uint8Array, at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const numberAt = (bytes: Uint8Array, at: number) =>
  pairAt(bytes, at) * 0x10000 + pairAt(bytes, at + 2);
const countTables = (head: Uint8Array) => pairAt(head, TABLE_COUNT_AT);
