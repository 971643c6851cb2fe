import type { Instant, Span } from '../../shared/units.js';

/** A thousand take some 10 ms to price, and as long to write. */
export const ROWS_A_PIECE = 1_000;

interface Piece<Bucket> {
  readonly span: Span;
  readonly buckets: readonly Bucket[];
}

/**
 * Whole buckets that follow one another, with about a thousand rows each, so that nothing else
 * waits long while one is written (D9). A bucket's own record counts as a row.
 */
export function cutPieces<Bucket extends { readonly start: Instant }>(
  buckets: readonly Bucket[],
  widthMs: number,
  countRows: (bucket: Bucket) => number,
): readonly Piece<Bucket>[] {
  const pieces: Piece<Bucket>[] = [];
  let piece: Bucket[] = [];
  let rows = 0;
  const close = () => {
    const [first] = piece;
    if (!first) return;
    const span = { from: first.start, to: first.start + piece.length * widthMs };
    pieces.push({ span, buckets: piece });
    piece = [];
    rows = 0;
  };
  for (const bucket of buckets) {
    const own = countRows(bucket) + 1;
    const last = piece.at(-1);
    const isNext = last && last.start + widthMs === bucket.start;
    if (!isNext || rows + own > ROWS_A_PIECE) close();
    piece.push(bucket);
    rows += own;
  }
  close();
  return pieces;
}
