import { NO_TOKENS } from '../../shared/usage.js';
import type { PricedUse } from '../history-rows.js';
import { estimateCosts } from '../pricing/estimate-costs.js';
import type { PriceTable } from '../pricing/price-table.js';

/** The four kinds of input; output costs the same whatever was cached. */
export const INPUT_KINDS = [
  'uncachedInput',
  'cacheCreation5m',
  'cacheCreation1h',
  'cacheRead',
] as const;
export type InputKind = (typeof INPUT_KINDS)[number];

/** Integer microcents for the tokens of each kind. */
export type InputAmounts = Readonly<Record<InputKind, number>>;

export interface InputPrice {
  /** All of it uncached, less as it was. Negative for what was written to the cache. */
  readonly saved: InputAmounts;
  /** As it was, less all of it read from the cache. */
  readonly couldSave: InputAmounts;
}

export const NO_AMOUNTS: InputAmounts = {
  uncachedInput: 0,
  cacheCreation5m: 0,
  cacheCreation1h: 0,
  cacheRead: 0,
};

export const addAmounts = (a: InputAmounts, b: InputAmounts): InputAmounts => ({
  uncachedInput: a.uncachedInput + b.uncachedInput,
  cacheCreation5m: a.cacheCreation5m + b.cacheCreation5m,
  cacheCreation1h: a.cacheCreation1h + b.cacheCreation1h,
  cacheRead: a.cacheRead + b.cacheRead,
});

/**
 * What caching made of the price of this input. The three ways it could have gone are priced by one
 * table, so a price corrected since cannot pass for a saving. Null: no price is known.
 */
export function priceInput(prices: PriceTable, use: PricedUse): InputPrice | null {
  const dimensions = {
    model: use.model || null,
    serviceTier: use.serviceTier || null,
    contextWindow: use.contextWindow || null,
    inferenceGeo: use.inferenceGeo || null,
    speed: use.speed || null,
  };
  const saved = { ...NO_AMOUNTS };
  const couldSave = { ...NO_AMOUNTS };
  for (const kind of INPUT_KINDS) {
    const count = use.tokens[kind];
    if (count === 0 && kind !== 'uncachedInput') continue;
    const ways = { ...NO_TOKENS, uncachedInput: count, cacheRead: count, [kind]: count };
    const costs = estimateCosts(prices, dimensions, ways, use.start);
    if (!costs) return null;
    saved[kind] = costs.uncachedInput - costs[kind];
    couldSave[kind] = costs[kind] - costs.cacheRead;
  }
  return { saved, couldSave };
}
