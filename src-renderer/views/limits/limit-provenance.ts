import type { Limits, WindowLimit } from '../../../src-main/shared/limits.js';
import type { Provenance, Snapshot } from '../../../src-main/shared/snapshot.js';
import type { Instant, Span } from '../../../src-main/shared/units.js';
import { describeLearning } from './describe-limit.js';

const ENDPOINTS = { api: 'usage_report/messages', plan: 'Claude Code’s transcripts' } as const;

interface Origin {
  readonly limits: Pick<Limits, 'transcripts'>;
  readonly snapshot: Snapshot;
}

/** Where the figures of one window come from. */
export function limitProvenance(
  limit: WindowLimit,
  { limits, snapshot }: Origin,
  now: Instant,
): Provenance {
  const { state, running, meter, isSettling } = limit;
  const said = limit.now?.reading;
  const isSaid = state === 'reported' && said;
  return {
    endpoint: isSaid ? 'what Claude says of its limit' : ENDPOINTS[meter],
    pair: 'legacy',
    ...spanOf(limit, now),
    to: Math.min(running?.to ?? now, now),
    fetchedAt: isSaid
      ? said.at
      : meter === 'plan'
        ? limits.transcripts.to
        : snapshot.sync.lastSuccessAt,
    isComplete: !isSettling && !limit.isUnseen,
    formula: isSaid
      ? `percentage as said by Claude; dollars ${describeLearning(limit)}`
      : `use of the window / limit ${describeLearning(limit)}`,
    basis: state === 'none' ? null : isSaid ? 'reported' : 'estimated',
  };
}

function spanOf({ running, past, course }: WindowLimit, now: Instant): Span {
  const from = running?.from ?? past[0]?.window.from ?? course[0]?.at ?? now;
  return { from, to: now };
}

/** The same for what the windows together have taught. */
export const courseProvenance = (limit: WindowLimit, origin: Origin, now: Instant): Provenance => ({
  ...limitProvenance(limit, origin, now),
  endpoint: ENDPOINTS[limit.meter],
  from: limit.past[0]?.window.from ?? limit.course[0]?.at ?? now,
  to: now,
  fetchedAt:
    limit.meter === 'plan' ? origin.limits.transcripts.to : origin.snapshot.sync.lastSuccessAt,
  formula: `limit ${describeLearning(limit)}`,
  basis: limit.limit ? 'estimated' : null,
});
