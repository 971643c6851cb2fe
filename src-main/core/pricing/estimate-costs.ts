import { formatUtcDay } from '../../shared/format.js';
import {
  type EstimatedMicrocents,
  estimated,
  type Instant,
  MICROCENTS_PER_DOLLAR,
} from '../../shared/units.js';
import type { KindCosts, PricedDimensions, TokenCounts } from '../../shared/usage.js';
import { findModelPrice, findPricePeriod, isWithin } from './find-price.js';
import type { PricePeriod, PriceTable, Rates } from './price-table.js';

/** USD per million tokens as whole thousandths of a microcent per token: 0.125 -> 12,500. */
export const perToken = (usdPerMillion: number) => BigInt(Math.round(usdPerMillion * 100_000));

/** Committed capacity is not billed by the token, so it gets no estimate. */
export const isCommittedTier = (serviceTier: string | null) =>
  serviceTier?.startsWith('priority') ?? false;

/** Which of a period's rates count for a bucket that begins at `at`. */
export function pickRates(
  period: PricePeriod,
  { speed, contextWindow }: Pick<PricedDimensions, 'speed' | 'contextWindow'>,
  at: Instant,
): Rates {
  if (speed === 'fast' && period.fast && isWithin(period.fast, formatUtcDay(at))) {
    return period.fast.rates;
  }
  if (period.longContext && contextWindow === period.longContext.contextWindow) {
    return period.longContext.rates;
  }
  return period.standard;
}

/** Prices that somebody mistyped may make more of a row than a number can hold, factors included. */
const isCountable = (rates: Rates, { webSearchRequests, ...tokens }: TokenCounts) =>
  Math.max(...Object.values(rates)) *
    Object.values(tokens).reduce((sum, count) => sum + count, webSearchRequests) *
    1000 <
  Number.MAX_SAFE_INTEGER;

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

  const rates = pickRates(period, dimensions, at);
  if (period.isOwn && !isCountable(rates, tokens)) return null;
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
      tokens.webSearchRequests * Math.round(table.webSearchUsdPerRequest * MICROCENTS_PER_DOLLAR),
    ),
  };
}
