import { CACHE_TARGET } from '../../shared/cache.js';
import type { TokenCounts } from '../../shared/usage.js';
import { INPUT_KINDS, type InputAmounts } from './price-input.js';

/**
 * What reading CACHE_TARGET of this input from the cache would save. Nothing else changes: as many
 * tokens as are missing become cache reads, first of the uncached input; only where that is not
 * enough, of cache creation too (what was written again would have been found), the 5-minute kind
 * first. Uncached input saves the least per token, so this is the careful end. Whole microcents;
 * `couldSave` tells what each kind would save if all of it were read.
 */
export function reachTarget(tokens: TokenCounts, couldSave: InputAmounts): number {
  const input = INPUT_KINDS.reduce((sum, kind) => sum + tokens[kind], 0);
  let missing = CACHE_TARGET * input - tokens.cacheRead;
  let saving = 0;
  for (const kind of ['uncachedInput', 'cacheCreation5m', 'cacheCreation1h'] as const) {
    if (missing <= 0) break;
    const moved = Math.min(missing, tokens[kind]);
    if (moved > 0) saving += Math.round(couldSave[kind] * (moved / tokens[kind]));
    missing -= moved;
  }
  // A typed price may make reading dearer than not caching: there is nothing to gain then.
  return Math.max(0, saving);
}
