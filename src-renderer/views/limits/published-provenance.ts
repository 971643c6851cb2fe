import type { Limits } from '../../../src-main/shared/limits.js';
import type { Provenance, Snapshot } from '../../../src-main/shared/snapshot.js';
import { DAY_MS } from '../../../src-main/shared/units.js';

/** Where caps and busiest minutes come from. */
export function publishedProvenance(
  { rates }: Limits,
  { sync, generatedAt }: Snapshot,
): Provenance {
  const isWhole = rates.every(({ week }) => !week || week.hours.seen >= week.hours.of);
  return {
    endpoint: 'rate_limits + spend_limits + usage_report/messages',
    pair: 'legacy',
    from: generatedAt - 7 * DAY_MS,
    to: generatedAt,
    fetchedAt: sync.lastSuccessAt,
    isComplete: isWhole,
    formula: 'busiest minute of 1-minute usage buckets / cap',
    basis: 'reported',
  };
}
