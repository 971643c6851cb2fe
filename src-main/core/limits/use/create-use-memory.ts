/** What was worked out of past days: what has not changed is not worked out again. */
export interface UseMemory<T> {
  /** `mark` tells whether what the piece was read from has changed. */
  recall(piece: Piece, mark: string, read: () => readonly T[]): readonly T[];
  forget(): void;
}

/** Start of the piece. */
type Piece = number;

export function createUseMemory<T>(): UseMemory<T> {
  const kept = new Map<Piece, { readonly mark: string; readonly rows: readonly T[] }>();
  return {
    recall(piece, mark, read) {
      const known = kept.get(piece);
      if (known?.mark === mark) return known.rows;
      const rows = read();
      kept.set(piece, { mark, rows });
      return rows;
    },
    forget: () => kept.clear(),
  };
}
