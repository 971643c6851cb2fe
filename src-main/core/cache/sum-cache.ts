import type { CacheUse } from '../../shared/cache.js';
import { NO_TOKENS, type TokenCounts } from '../../shared/usage.js';
import { addTokens, cacheEfficiency, isUnused } from '../usage/token-sums.js';
import { INPUT_KINDS, type InputPrice } from './price-input.js';
import { reachTarget } from './reach-target.js';
import { addPrices, type InputUse } from './share-input.js';

interface Workload {
  tokens: TokenCounts;
  price: InputPrice;
}

/**
 * Sums any choice of input. The target is asked of each model of each workspace by itself: these
 * share no cache, and one that reads well does not make up for one that does not. So what could be
 * saved adds up over models and workspaces too. `isHeld`: no use is a known zero.
 */
export function sumCache(uses: readonly InputUse[], isHeld: boolean): CacheUse {
  let tokens = NO_TOKENS;
  const workloads = new Map<string, Workload>();
  for (const use of uses) {
    tokens = addTokens(tokens, use.tokens);
    if (!use.price) continue;
    const key = JSON.stringify([use.model, use.workspaceId]);
    const known = workloads.get(key);
    if (known) {
      known.tokens = addTokens(known.tokens, use.tokens);
      known.price = addPrices(known.price, use.price);
    } else {
      workloads.set(key, { tokens: use.tokens, price: use.price });
    }
  }
  const priced = [...workloads.values()];
  const isKnown = priced.length > 0 || (isHeld && isUnused(tokens));
  const sum = (amount: (workload: Workload) => number) =>
    isKnown ? priced.reduce((total, workload) => total + amount(workload), 0) : null;
  return {
    uncachedInput: tokens.uncachedInput,
    cacheCreation: tokens.cacheCreation5m + tokens.cacheCreation1h,
    cacheRead: tokens.cacheRead,
    efficiency: cacheEfficiency(tokens),
    savedMicrocents: sum(({ price }) =>
      INPUT_KINDS.reduce((total, kind) => total + price.saved[kind], 0),
    ),
    couldSaveMicrocents: sum((workload) => reachTarget(workload.tokens, workload.price.couldSave)),
  };
}
