import { formatInstant } from '../shared/format.js';
import type { Provenance } from '../shared/snapshot.js';
import type { Instant } from '../shared/units.js';
import type { ReportPair } from '../shared/usage.js';

/** The analytics answer from a copy and say of when it is: not when it was fetched. */
export function fetchJson(pair: ReportPair, at: Instant | null) {
  const text = at === null ? null : formatInstant(at);
  return pair === 'analytics' ? { fetchedAt: null, asOf: text } : { fetchedAt: text, asOf: null };
}

/** Where a figure comes from, as all `--json` output tells it. */
export const provenanceJson = (provenance: Provenance) => ({
  endpoint: provenance.endpoint,
  reports: provenance.pair,
  from: formatInstant(provenance.from),
  to: formatInstant(provenance.to),
  ...fetchJson(provenance.pair, provenance.fetchedAt),
  complete: provenance.isComplete,
  formula: provenance.formula,
  basis: provenance.basis,
});
