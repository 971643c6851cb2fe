import { type EstimatedMicrocents, estimated, type Instant } from '../../shared/units.js';
import type { KindCosts, PricedDimensions, TokenCounts } from '../../shared/usage.js';
import { findModelPrice, findPricePeriod, isWithin } from './find-price.js';
import type { PricePeriod, PriceTable, Rates } from './price-table.js';

/** USD per million tokens as whole thousandths of a microcent per token: 0.125 -> 12,500. */
const perToken = (usdPerMillion: number) => BigInt(Math.round(usdPerMillion * 100_000));

/** Committed capacity is not billed by the token, so it gets no estimate. */
export const isCommittedTier = (serviceTier: string | null) =>
  serviceTier?.startsWith('priority') ?? false;

function ratesFor(period: PricePeriod, dimensions: PricedDimensions, utcDay: string): Rates {
  if (dimensions.speed === 'fast' && period.fast && isWithin(period.fast, utcDay)) {
    return period.fast.rates;
  }
  if (period.longContext && dimensions.contextWindow === period.longContext.contextWindow) {
    return period.longContext.rates;
  }
  return period.standard;
}

/**
 * What our price table says these tokens cost: whole microcents for each count, rounded half up
 * once per count where a factor makes a fraction. Null when the model has no known price on that
 * day or the tier is not billed by the token. `at` is the bucket's start.
 */
export function estimateCosts(
  table: PriceTable,
  dimensions: PricedDimensions,
  tokens: TokenCounts,
  at: Instant,
): KindCosts | null {
  if (dimensions.model === null || isCommittedTier(dimensions.serviceTier)) return null;
  const price = findModelPrice(table, dimensions.model);
  const period = price && findPricePeriod(price, at);
  if (!price || !period) return null;

  const rates = ratesFor(period, dimensions, new Date(at).toISOString().slice(0, 10));
  const batch = dimensions.serviceTier === 'batch' ? table.batchFactor : 1;
  const us = dimensions.inferenceGeo === 'us' && price.hasUsPremium ? table.usInferenceFactor : 1;
  // The factors are tenths at most each, so their product is a whole number of hundredths.
  const hundredths = BigInt(Math.round(batch * us * 100));

  const cost = (count: number, rate: number): EstimatedMicrocents => {
    const exact = BigInt(count) * perToken(rate) * hundredths;
    return estimated(Number((exact + 50_000n) / 100_000n));
  };
  return {
    uncachedInput: cost(tokens.uncachedInput, rates.uncachedInput),
    cacheCreation5m: cost(tokens.cacheCreation5m, rates.cacheCreation5m),
    cacheCreation1h: cost(tokens.cacheCreation1h, rates.cacheCreation1h),
    cacheRead: cost(tokens.cacheRead, rates.cacheRead),
    output: cost(tokens.output, rates.output),
    webSearchRequests: estimated(
      tokens.webSearchRequests * Math.round(table.webSearchUsdPerRequest * 100_000_000),
    ),
  };
}
