import { type EstimatedMicrocents, estimated } from '../../shared/units.js';
import type { KindCosts } from '../../shared/usage.js';
import type { PricedUse } from '../history-rows.js';
import { perToken, pickRates } from './estimate-costs.js';
import { findModelPrice, findPricePeriod } from './find-price.js';
import type { PriceTable } from './price-table.js';

/**
 * The same estimate if every request had fallen into the dearer price band: batch and US factors
 * stand in both, so each kind grows as its rate does. Null where the model has one band, or where
 * other rates than the banded ones were used.
 */
export function widenEstimate(
  table: PriceTable,
  use: Omit<PricedUse, 'tokens' | 'costs'>,
  costs: KindCosts,
): KindCosts | null {
  const price = findModelPrice(table, use.model);
  const period = price && findPricePeriod(price, use.start);
  if (!period?.overBand || pickRates(period, use, use.start) !== period.standard) return null;
  const { standard, overBand } = period;

  const widen = (kind: keyof typeof standard): EstimatedMicrocents => {
    const low = perToken(standard[kind]);
    if (low === 0n) return costs[kind];
    const exact = BigInt(costs[kind]) * perToken(overBand.rates[kind]);
    return estimated(Number((exact + low / 2n) / low));
  };
  return {
    uncachedInput: widen('uncachedInput'),
    cacheCreation5m: widen('cacheCreation5m'),
    cacheCreation1h: widen('cacheCreation1h'),
    cacheRead: widen('cacheRead'),
    output: widen('output'),
    webSearchRequests: costs.webSearchRequests,
  };
}
