import { formatInstant } from '../shared/format.js';
import type { Provenance } from '../shared/snapshot.js';

/** Where a figure comes from, as all `--json` output tells it. */
export const provenanceJson = (provenance: Provenance) => ({
  endpoint: provenance.endpoint,
  reports: provenance.pair,
  from: formatInstant(provenance.from),
  to: formatInstant(provenance.to),
  fetchedAt: provenance.fetchedAt === null ? null : formatInstant(provenance.fetchedAt),
  complete: provenance.isComplete,
  formula: provenance.formula,
  basis: provenance.basis,
});
