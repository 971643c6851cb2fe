import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Looks like an admin key, opens nothing but the simulator of a test. */
export const TEST_KEY = 'sk-ant-admin01-FAKEfortests-Zq7Xv2Lm9Tr4Wc8Hd5Bn3Kp6-9d4f';
export const LAST_FOUR = TEST_KEY.slice(-4);

/** A piece is as bad as the whole; the last four characters may be shown. */
const PIECE = TEST_KEY.slice(28, 44);

const base64At = (offset: number) =>
  Buffer.from('x'.repeat(offset) + PIECE)
    .toString('base64')
    // The first and last characters depend on what stands around the piece.
    .slice(4, 20);

const FORMS: readonly (readonly [form: string, bytes: Buffer])[] = [
  ['plain', Buffer.from(PIECE)],
  ['utf-16', Buffer.from(PIECE, 'utf16le')],
  ['reversed', Buffer.from([...PIECE].reverse().join(''))],
  ['hex', Buffer.from(Buffer.from(PIECE).toString('hex'))],
  ...[0, 1, 2].map((offset) => [`base64 +${offset}`, Buffer.from(base64At(offset))] as const),
];

/** The forms in which the key is in these bytes; none is what we want. */
export const formsOfKeyIn = (bytes: Buffer | string): readonly string[] => {
  const searched = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes);
  return FORMS.filter(([, form]) => searched.includes(form)).map(([name]) => name);
};

/** Every file below the folder that holds the key in any form, as "file: forms". */
export function filesWithKey(folder: string): readonly string[] {
  return filesBelow(folder).flatMap((file) => {
    const forms = formsOfKeyIn(unlessGone(() => readFileSync(file), Buffer.alloc(0)));
    return forms.length > 0 ? [`${file}: ${forms.join(', ')}`] : [];
  });
}

/** Regular files only: sockets and pipes hold nothing. */
export const filesBelow = (folder: string): readonly string[] =>
  unlessGone(() => readdirSync(folder, { withFileTypes: true }), []).flatMap((entry) => {
    const target = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(target);
    return entry.isFile() ? [target] : [];
  });

/** A process that is just ending may take its temporary files along. */
function unlessGone<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return otherwise;
    throw error;
  }
}
