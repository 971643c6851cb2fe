import { isWorkedOut } from '../../../src-main/shared/claude-said.js';
import type { Limits, WindowLimit } from '../../../src-main/shared/limits.js';
import type { Provenance, Snapshot } from '../../../src-main/shared/snapshot.js';
import type { Instant, Span } from '../../../src-main/shared/units.js';
import { describeLearning } from './describe-limit.js';

/** Use of the API is told by the pair of reports that is shown; a plan's by Claude Code. */
const endpointOf = ({ meter }: WindowLimit, { week }: Snapshot) =>
  meter === 'api' ? week.tokensProvenance.endpoint : 'Claude Code’s transcripts';
const pairOf = ({ meter }: WindowLimit, { sync }: Snapshot) =>
  meter === 'api' ? sync.pair.used : 'legacy';

const knownAt = ({ sync }: Snapshot) => sync.refreshedAt ?? sync.lastSuccessAt;

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
  const isSaid = said && !isWorkedOut(limit.now?.percent.median ?? said.pct, said);
  return {
    endpoint: isSaid ? 'what Claude says of its limit' : endpointOf(limit, snapshot),
    pair: isSaid ? 'legacy' : pairOf(limit, snapshot),
    ...spanOf(limit, now),
    to: Math.min(running?.to ?? now, now),
    fetchedAt: isSaid ? said.at : meter === 'plan' ? limits.transcripts.to : knownAt(snapshot),
    isComplete: !isSettling && !limit.isUnseen,
    formula: isSaid
      ? `percentage as said by Claude; dollars ${describeLearning(limit)}`
      : `${said ? 'what Claude said, and the use since then' : 'use of the window'} / limit ${describeLearning(limit)}`,
    basis: state === 'none' ? null : isSaid ? 'reported' : said ? 'mixed' : 'estimated',
  };
}

function spanOf({ running, past, course }: WindowLimit, now: Instant): Span {
  const from = running?.from ?? past[0]?.window.from ?? course[0]?.at ?? now;
  return { from, to: now };
}

/** The same for what the windows together have taught. */
export const courseProvenance = (limit: WindowLimit, origin: Origin, now: Instant): Provenance => ({
  ...limitProvenance(limit, origin, now),
  endpoint: endpointOf(limit, origin.snapshot),
  pair: pairOf(limit, origin.snapshot),
  from: limit.past[0]?.window.from ?? limit.course[0]?.at ?? now,
  to: now,
  fetchedAt: limit.meter === 'plan' ? origin.limits.transcripts.to : knownAt(origin.snapshot),
  formula: `limit ${describeLearning(limit)}`,
  basis: limit.limit ? 'estimated' : null,
});
