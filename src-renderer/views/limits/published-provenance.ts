import type { Limits } from '../../../src-main/shared/limits.js';
import type { Provenance, Snapshot } from '../../../src-main/shared/snapshot.js';
import { DAY_MS } from '../../../src-main/shared/units.js';

/** Where caps and busiest minutes come from. */
export function publishedProvenance(
  { rates }: Limits,
  { sync, week, generatedAt }: Snapshot,
): Provenance {
  const isWhole = rates.every((rate) => !rate.week || rate.week.hours.seen >= rate.week.hours.of);
  return {
    endpoint: `rate_limits + spend_limits + ${week.tokensProvenance.endpoint}`,
    pair: sync.pair.used,
    from: generatedAt - 7 * DAY_MS,
    to: generatedAt,
    fetchedAt: sync.refreshedAt ?? sync.lastSuccessAt,
    isComplete: isWhole,
    formula: 'busiest minute of 1-minute usage buckets / cap',
    basis: 'reported',
  };
}
