/** A line and its number from 1; text null: it is longer than any record. */
export interface NumberedLine {
  readonly number: number;
  readonly text: string | null;
}

/** Longer lines are passed over without being kept. */
export const LONGEST_LINE = 1_000_000;

/** Lines as they come in, whatever pieces the bytes come in. */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<NumberedLine> {
  const decoder = new TextDecoder();
  let number = 1;
  let begun = '';
  let isTooLong = false;
  for await (const chunk of chunks) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const pieces = text.split('\n');
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) {
        yield { number, text: isTooLong ? null : begun };
        number += 1;
        begun = '';
        isTooLong = false;
      }
      isTooLong ||= begun.length + piece.length > LONGEST_LINE;
      begun = isTooLong ? '' : begun + piece;
    }
  }
  yield { number, text: isTooLong ? null : begun + decoder.decode() };
}
