import { bucketOf, countsOf, estimateRow, type Grain } from './own-arithmetic.js';
import type { WireBucket, WireUsage } from './wire-reading.js';

export interface Split {
  readonly startingAt: string;
  readonly id: string | null;
  /** Bucket and group, as rows are told apart. */
  readonly key: string;
  readonly counts: readonly number[];
  /** Exact share of the cell's cost, with its fraction. */
  readonly cost: number;
  /** How many amounts were split for it: each may be rounded. */
  readonly parts: number;
}

const cellOf = ({ model, service_tier, speed }: WireUsage) =>
  JSON.stringify([model, service_tier, speed]);

/** Whose share of an hour's cost is how large: by tokens, within model, tier and speed. */
export function splitByHand(
  usage: readonly WireBucket<WireUsage>[],
  shares: readonly WireBucket<WireUsage>[],
  grain: Grain,
  by: 'workspace' | 'api_key',
): readonly Split[] {
  return shares.flatMap((bucket, index) => {
    const priced = usage[index];
    if (priced?.starting_at !== bucket.starting_at) throw new Error('the answers differ in hours');
    const [start] = bucketOf(Date.parse(bucket.starting_at), grain);
    const startText = new Date(start).toISOString().replace('.000Z', 'Z');
    return bucket.results.map((row) => {
      const cell = priced.results.filter((other) => cellOf(other) === cellOf(row));
      const id = by === 'workspace' ? row.workspace_id : row.api_key_id;
      const counts = countsOf(row);
      const parts = counts.map((count, kind) => shareOf(cell, bucket.starting_at, kind, count));
      return {
        startingAt: bucket.starting_at,
        id,
        key: `${startText} ${id}`,
        counts,
        cost: parts.reduce((sum, part) => sum + part, 0),
        parts: parts.filter((part) => part > 0).length,
      };
    });
  });
}

function shareOf(cell: readonly WireUsage[], startingAt: string, kind: number, count: number) {
  let tokens = 0;
  let cost = 0;
  for (const row of cell) {
    tokens += countsOf(row)[kind] ?? 0;
    cost += Number(estimateRow(row, startingAt)?.[kind] ?? 0n);
  }
  return tokens === 0 ? 0 : (cost * count) / tokens;
}
