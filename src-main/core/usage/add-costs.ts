import { joinBasis } from '../../shared/join-basis.js';
import type { CostBasis } from '../../shared/snapshot.js';

export interface Cost {
  /** Microcents; null: not known. */
  readonly cost: number | null;
  readonly basis: CostBasis | null;
}

/** Null and a number is the number. */
export const plus = (a: number | null, b: number | null) =>
  a === null && b === null ? null : (a ?? 0) + (b ?? 0);

/** Costs of nothing beside others do not change what the sum is worth. */
export const addCosts = (a: Cost, b: Cost): Cost => ({
  cost: plus(a.cost, b.cost),
  basis: joinWorth(a, b),
});

function joinWorth(a: Cost, b: Cost): CostBasis | null {
  if (a.cost === 0 && b.cost) return b.basis;
  if (b.cost === 0 && a.cost) return a.basis;
  return joinBasis(a.basis, b.basis);
}
