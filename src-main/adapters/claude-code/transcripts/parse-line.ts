import type { Instant } from '../../../shared/units.js';

export type Row = Readonly<Record<string, unknown>>;

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const USAGE = Buffer.from('"usage"');
const ASSISTANT = Buffer.from('"assistant"');
const FLAG = Buffer.from('"isApiErrorMessage"');

export const isObject = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Statuses and names come as text or as numbers. */
export const plainText = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value).toLowerCase() : '';

/** Seconds since 1970, as the records have them, or milliseconds. */
export const instantOfEpoch = (epoch: number): Instant =>
  Math.round(epoch < 100_000_000_000 ? epoch * 1000 : epoch);

/** Whether a line can hold use or a limit: most lines cannot, and are never parsed. */
export const mayMatter = (line: Buffer) =>
  (line.includes(USAGE) && line.includes(ASSISTANT)) || line.includes(FLAG);

/** One row of a transcript; null: not a JSON object. */
export function parseLine(line: Buffer): Row | null {
  try {
    const row: unknown = JSON.parse(withoutPadding(line).toString('utf8'));
    return isObject(row) ? row : null;
  } catch {
    return null;
  }
}

const NUL = 0;
const CARRIAGE_RETURN = 13;

/** A crash can leave runs of NUL where the next line then begins. */
function withoutPadding(line: Buffer): Buffer {
  const isPadding = (byte: number | undefined) => byte === NUL || byte === CARRIAGE_RETURN;
  let from = line.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
  let to = line.length;
  while (from < to && isPadding(line[from])) from += 1;
  while (to > from && isPadding(line[to - 1])) to -= 1;
  return line.subarray(from, to);
}
