/** What hides or reorders its neighbours, but for the joint within one emoji (H2, H4). */
const HIDDEN =
  /(?!(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d(?=\p{Extended_Pictographic}))[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
const PILED_MARKS = /(\p{M}{2})\p{M}+/gu;

/** Names may be 10,000 characters long: only a start of so many times the length is looked at. */
const LOOKED_AT = 8;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A name from outside as one short line of text; "" when nothing visible is left. */
export function plainName(name: string, longest = 64): string {
  const line = withoutHidden(name, longest).replace(/\s+/gu, ' ').trim();
  return cut(line, longest, name.length > longest * LOOKED_AT);
}

/** A line of a file, a path or a command: all of its blanks stay. */
export const plainLine = (line: string, longest: number): string =>
  cut(
    withoutHidden(line.replaceAll('\t', '  '), longest),
    longest,
    line.length > longest * LOOKED_AT,
  );

const withoutHidden = (text: string, longest: number) =>
  text
    .slice(0, longest * LOOKED_AT)
    .replace(HIDDEN, ' ')
    .replace(PILED_MARKS, '$1');

/** Never within what is read as one letter. */
function cut(line: string, longest: number, hasMore: boolean): string {
  if (!hasMore && lengthOf(line) <= longest) return line;
  let kept = '';
  let length = 0;
  for (const { segment } of graphemes.segment(line)) {
    length += lengthOf(segment);
    if (length >= longest) break;
    kept += segment;
  }
  return `${kept}…`;
}

const lengthOf = (text: string) => Array.from(text).length;
