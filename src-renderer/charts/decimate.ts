/** Buckets that share one column of pixels, and the one of them that is drawn. */
export interface PixelColumn {
  readonly first: number;
  readonly last: number;
  /** The bucket with the largest total: peaks survive. -1 when none of them holds data. */
  readonly peak: number;
}

/** Spreads buckets over at most `limit` columns; every bucket belongs to exactly one. */
export function decimate(
  totals: readonly (number | null)[],
  limit: number,
): readonly PixelColumn[] {
  const count = Math.max(1, Math.min(totals.length, Math.floor(limit)));
  const columns: PixelColumn[] = [];
  for (let column = 0; column < count && totals.length > 0; column += 1) {
    const first = Math.floor((column * totals.length) / count);
    const last = Math.floor(((column + 1) * totals.length) / count) - 1;
    let peak = -1;
    for (let index = first; index <= last; index += 1) {
      const value = totals[index] ?? null;
      if (value !== null && (peak === -1 || value > (totals[peak] ?? 0))) peak = index;
    }
    columns.push({ first, last, peak });
  }
  return columns;
}
