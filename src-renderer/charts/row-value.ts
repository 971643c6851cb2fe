import type { HistoryRow } from '../../src-main/shared/history.js';
import type { TokenCounts } from '../../src-main/shared/usage.js';

/** Web searches are requests, not tokens. */
export const tokenTotal = (tokens: TokenCounts) =>
  tokens.uncachedInput +
  tokens.cacheCreation5m +
  tokens.cacheCreation1h +
  tokens.cacheRead +
  tokens.output;

/** What was billed where that is known, else our estimate; null when neither is. */
export const estimateOrReport = (
  row: Pick<HistoryRow, 'reportedMicrocents' | 'estimatedMicrocents'>,
) => row.reportedMicrocents ?? row.estimatedMicrocents;
