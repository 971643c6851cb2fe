import type { Costs } from '../../src-main/shared/costs.js';
import type { FigureBasis, Provenance } from '../../src-main/shared/snapshot.js';

/** Where one part of the view comes from: the same reports, another formula. */
export const provenanceOf = (
  { provenance }: Costs,
  formula: string,
  basis: FigureBasis | null = provenance.basis,
): Provenance => ({ ...provenance, formula, basis });
