import type { PlanMessage } from '../../../core/limits/limit-ports.js';
import type { TokenCounts } from '../../../shared/usage.js';

/**
 * Two copies of one answer as one: an answer is written down while it grows. The same whichever
 * copy comes first, so that it does not matter where reading was cut into pieces.
 */
export const mergeCopies = (one: PlanMessage, other: PlanMessage): PlanMessage => ({
  id: one.id,
  at: Math.min(one.at, other.at),
  model: other.model < one.model ? other.model : one.model,
  tokens: largerCounts(one.tokens, other.tokens),
});

const largerCounts = (one: TokenCounts, other: TokenCounts): TokenCounts => ({
  uncachedInput: Math.max(one.uncachedInput, other.uncachedInput),
  cacheCreation5m: Math.max(one.cacheCreation5m, other.cacheCreation5m),
  cacheCreation1h: Math.max(one.cacheCreation1h, other.cacheCreation1h),
  cacheRead: Math.max(one.cacheRead, other.cacheRead),
  output: Math.max(one.output, other.output),
  webSearchRequests: Math.max(one.webSearchRequests, other.webSearchRequests),
});
