import { DIGEST_BYTES } from './digest-of.js';
import type { Connection } from './keep-statements.js';
import { readUntilBroken, readWhole } from './read-both-ways.js';

/** So many bytes of a digest tell ranges apart. */
const PREFIX_BYTES = 4;
const ALL = 2 ** (8 * PREFIX_BYTES);
/** Some ten thousand rows of the longest table at a time. */
const FIRST_RANGES = 32;
const FIRST_RANGE = ALL / FIRST_RANGES;
/** Half a page of the longest table: halving a damaged page further finds nothing more. */
const SMALLEST_RANGE = ALL / 2 ** 14;

/**
 * Rows of a table whose key is a digest, around all places that cannot be read: digests are spread
 * evenly, so a range that breaks is halved. A row may come twice.
 */
export function* readAround(damaged: Connection, table: string): Generator<readonly object[]> {
  const inRange = `SELECT * FROM ${table} WHERE digest >= ? AND digest < ? ORDER BY digest`;
  const starts = Array.from({ length: FIRST_RANGES }, (_, index) => index * FIRST_RANGE);
  const probe = `SELECT 1 FROM ${table} WHERE digest >= ? LIMIT 1`;
  // Without its first page a table has no row that could be found.
  if (!starts.some((from) => readWhole(damaged, probe, boundAt(from)))) return;

  function* read(from: number, to: number): Generator<readonly object[]> {
    const bounds = [boundAt(from), boundAt(to)] as const;
    const whole = readWhole<object>(damaged, inRange, ...bounds);
    if (whole) {
      yield whole;
    } else if (to - from <= SMALLEST_RANGE) {
      yield readUntilBroken<object>(damaged, inRange, ...bounds);
      yield readUntilBroken<object>(damaged, `${inRange} DESC`, ...bounds);
    } else {
      const middle = (from + to) / 2;
      yield* read(from, middle);
      yield* read(middle, to);
    }
  }

  for (const from of starts) yield* read(from, from + FIRST_RANGE);
}

/** Below every digest that begins so; past the last one, above all of them. */
function boundAt(prefix: number): Uint8Array {
  if (prefix >= ALL) return new Uint8Array(DIGEST_BYTES + 1).fill(0xff);
  const bytes = Buffer.alloc(PREFIX_BYTES);
  bytes.writeUInt32BE(prefix);
  return bytes;
}
