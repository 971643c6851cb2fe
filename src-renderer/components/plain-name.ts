/** Letters that reorder or hide their neighbours: bidi controls, zero-width marks, other controls. */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const PILED_MARKS = /(\p{M}{2})\p{M}+/gu;

/** A name from outside as one short line of text; "" when nothing visible is left. */
export function plainName(name: string, longest = 64): string {
  const line = name
    .slice(0, longest * 8)
    .replace(HIDDEN, ' ')
    .replace(PILED_MARKS, '$1');
  const letters = Array.from(line.replace(/\s+/gu, ' ').trim());
  const isCut = letters.length > longest || name.length > longest * 8;
  return isCut ? `${letters.slice(0, longest - 1).join('')}…` : letters.join('');
}

/** For plain strings (labels, live text) that cannot carry <bdi>: isolated on both sides. */
export const isolatedName = (name: string) => `\u2068${plainName(name) || 'unnamed'}\u2069`;
