import type { HistoryQuery } from '../../shared/history.js';
import type { ReportPair } from '../../shared/usage.js';

const UNBILLED = 'tokens x price table, scaled by recent bills';

/** How the costs of a history come about. */
export function historyFormula({ grain, by }: HistoryQuery, pair: ReportPair): string {
  if (pair === 'analytics') return `hours as billed; else ${UNBILLED}`;
  const parts = [
    ...(by === 'api_key' ? ['keys'] : []),
    ...(grain === 'hour' ? ['hours'] : []),
  ].join(' and ');
  const shared = parts && `, shared over ${parts} by estimate`;
  return `closed UTC days as billed${shared}; else ${UNBILLED}`;
}
