import type { CostBasis } from './snapshot.js';

/** What a sum is of: the bill, its parts, estimates, or both. */
export function joinBasis(a: CostBasis | null, b: CostBasis | null): CostBasis | null {
  if (a === null || b === null || a === b) return a ?? b;
  const isBilled = a !== 'estimated' && b !== 'estimated' && a !== 'mixed' && b !== 'mixed';
  return isBilled ? 'allocated' : 'mixed';
}

/** What a sum of amounts is worth, some of which have no basis. */
export const joinBases = (bases: readonly (CostBasis | null)[]): CostBasis | null =>
  bases.reduce<CostBasis | null>(joinBasis, null);
