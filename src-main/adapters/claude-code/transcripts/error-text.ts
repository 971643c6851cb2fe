import { isObject, type Row } from './parse-line.js';

const SHOWN_CHARACTERS = 160;
/** What can be shown is found in the beginning; the rest of a long error is not looked at. */
const MAX_CHARACTERS = 2_000;

/** The first text of an error row, in one spelling; null: it starts with something else. */
export function errorText(row: Row): string | null {
  const content = isObject(row.message) ? row.message.content : null;
  const first: unknown = Array.isArray(content) ? content[0] : content;
  const text = isObject(first) && first.type === 'text' ? first.text : first;
  return typeof text === 'string' ? oneSpelling(text.slice(0, MAX_CHARACTERS)) : null;
}

const oneSpelling = (text: string) =>
  text
    .replace(/[\u2018\u2019\u02bc\uff07]/g, "'")
    .replace(/\s*[\u00b7\u2219\u2022\u2027\u22c5\u30fb]\s*/g, ' \u00b7 ')
    .replace(/\p{Cc}+|\s+/gu, ' ')
    .replace(/\p{Cf}+/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim();

/** A folder's name may hold spaces, so that nothing behind such a path is shown. */
const PATH_AND_REST = /(?<![\w.])(?:[A-Za-z]:[\\/]|~[\\/]|\\\\|\/[^\s/]+\/).*$/;
const REDACTED: readonly RegExp[] = [
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)*/g,
  /\b\w{2,8}:\/\/\S+/g,
  PATH_AND_REST,
  /\S*[^\s\\/][\\/]\S*[\\/]\S*/g,
  /\bsk-[\w-]+/g,
  /\b[0-9a-f]{8}-[0-9a-f-]{13,}\b/gi,
  /\b[a-z]+_(?=\w*\d)\w{6,}/gi,
  /\b(?=\w*\d)(?=\w*[a-z])\w{16,}/gi,
  /\d{6,}/g,
  /\b\d{1,3}(?:\.\d{1,3}){3}\b/g,
];

/** How an error that nobody knows starts, without ids, addresses and paths. */
export function shownText(text: string): string {
  const redacted = REDACTED.reduce((kept, pattern) => kept.replace(pattern, '…'), text);
  return [...redacted].slice(0, SHOWN_CHARACTERS).join('');
}
