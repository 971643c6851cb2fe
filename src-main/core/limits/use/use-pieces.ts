import { DAY_MS, type Instant, type Span } from '../../../shared/units.js';

/** A day of the busiest use is read in a few milliseconds. */
const PIECE_MS = DAY_MS;

/** Start of the piece of time that an instant lies in. */
export const pieceAt = (at: Instant): Instant => Math.floor(at / PIECE_MS) * PIECE_MS;

/** The same days whenever they are asked for. */
export function piecesOf({ from, to }: Span): readonly Span[] {
  const pieces: Span[] = [];
  for (let start = pieceAt(from); start < to; start += PIECE_MS) {
    pieces.push({ from: start, to: start + PIECE_MS });
  }
  return pieces;
}
