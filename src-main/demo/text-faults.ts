import type { Fault } from './fault.js';
import { isUsage } from './fault.js';
import { editFirstRow } from './page-edits.js';

/** Puts something into the first row that JSON.stringify would not write. */
const tokenText = (written: string): Fault => ({
  matches: isUsage,
  body: (page, request) => editFirstRow(page, request, (row) => row),
  text: (text) => text.replace(/"output_tokens":\d+/, `"output_tokens":${written}`),
});

const DEPTH = 100_000;

/** Good answers that are written badly. */
export const textFaults = {
  'nan-tokens': tokenText('NaN'),
  'infinite-tokens': tokenText('1e400'),
  'unsafe-tokens': tokenText('9007199254740993'),
  'cut-json': { text: (text) => text.slice(0, Math.floor(text.length / 2)) },
  bom: { text: (text) => `\uFEFF${text}` },
  /** The true values come last, so that a reader that keeps the last one is right. */
  'duplicate-keys': {
    text: (text) =>
      text
        .replace('{', '{"data":[],"id":"another",')
        .replace(/"output_tokens":(\d+)/, '"output_tokens":1,"output_tokens":$1'),
  },
  'deep-nesting': {
    text: (text) => text.replace('{', `{"x_new_field":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)},`),
  },
} as const satisfies Readonly<Record<string, Fault>>;
