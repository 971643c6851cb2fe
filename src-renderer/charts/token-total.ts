import type { TokenCounts } from '../../src-main/shared/usage.js';

/** Web searches are requests, not tokens. */
export const tokenTotal = (tokens: TokenCounts) =>
  tokens.uncachedInput +
  tokens.cacheCreation5m +
  tokens.cacheCreation1h +
  tokens.cacheRead +
  tokens.output;
