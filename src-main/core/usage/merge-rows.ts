import type { UsageRow } from '../../shared/usage.js';
import { addTokens } from './token-sums.js';

/** One row for each combination of dimensions: a bucket may tell the same one twice. */
export function mergeRows<Dimensions>(
  rows: readonly UsageRow<Dimensions>[],
): readonly UsageRow<Dimensions>[] {
  const merged = new Map<string, UsageRow<Dimensions>>();
  for (const row of rows) {
    const key = JSON.stringify(row.dimensions);
    const known = merged.get(key);
    merged.set(key, known ? addRows(known, row) : row);
  }
  return merged.size === rows.length ? rows : [...merged.values()];
}

function addRows<Dimensions>(
  a: UsageRow<Dimensions>,
  b: UsageRow<Dimensions>,
): UsageRow<Dimensions> {
  const { dimensions } = a;
  const tokens = addTokens(a.tokens, b.tokens);
  if (a.requests === undefined && b.requests === undefined) return { dimensions, tokens };
  return { dimensions, tokens, requests: (a.requests ?? 0) + (b.requests ?? 0) };
}
