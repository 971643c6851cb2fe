import type { UseRange } from '../../../shared/evidence.js';
import { type Instant, MICROCENTS_PER_DOLLAR } from '../../../shared/units.js';
import { type KindCosts, TOKEN_KINDS, type TokenCounts } from '../../../shared/usage.js';
import { estimateCosts } from '../../pricing/estimate-costs.js';
import { findModelPrice, findPricePeriod } from '../../pricing/find-price.js';
import type { PriceTable } from '../../pricing/price-table.js';
import { tokenFigures } from '../../usage/token-sums.js';

/** Use of one model in one hour or minute, in the units that limits are learned in. */
export interface WeighedUse {
  /** List price in dollars. */
  readonly usd: UseRange;
  /** Million input equivalents at $3 a million. */
  readonly ieq: UseRange;
  readonly tokens: number;
}

const REFERENCE_USD_PER_MILLION = 3;
const OUTPUT_WEIGHT = 5;

/**
 * What tokens weigh against a limit. A model without a price weighs anything between the cheapest
 * and the dearest model of its day, never zero. `costs`: as they were priced already.
 */
export function weighTokens(
  table: PriceTable,
  model: string,
  tokens: TokenCounts,
  at: Instant,
  costs: KindCosts | null,
): WeighedUse {
  const { uncachedInput, cacheCreation5m, cacheCreation1h, output } = tokens;
  const written = uncachedInput + cacheCreation5m + cacheCreation1h;
  const equivalents = (written + OUTPUT_WEIGHT * output) / 1_000_000;
  const known = inputRate(table, model, at);
  const rates = known === null ? ratesOf(table, at) : [known];
  const priced = costs ?? priceOf(table, model, tokens, at);
  const dollars =
    priced === null
      ? table.models.flatMap(({ id }) => dollarsOf(priceOf(table, id, tokens, at)) ?? [])
      : [dollarsOf(priced) ?? 0];
  return {
    usd: rangeOf(dollars),
    ieq: rangeOf(rates.map((rate) => (equivalents * rate) / REFERENCE_USD_PER_MILLION)),
    tokens: tokenFigures(tokens).total,
  };
}

const priceOf = (table: PriceTable, model: string, tokens: TokenCounts, at: Instant) =>
  estimateCosts(
    table,
    { model, serviceTier: null, contextWindow: null, inferenceGeo: null, speed: null },
    tokens,
    at,
  );

const dollarsOf = (costs: KindCosts | null) =>
  costs && TOKEN_KINDS.reduce((sum, kind) => sum + costs[kind], 0) / MICROCENTS_PER_DOLLAR;

function inputRate(table: PriceTable, model: string, at: Instant): number | null {
  const price = findModelPrice(table, model);
  return (price && findPricePeriod(price, at)?.standard.uncachedInput) ?? null;
}

const ratesOf = (table: PriceTable, at: Instant) =>
  table.models.flatMap(({ id }) => inputRate(table, id, at) ?? []);

const rangeOf = (values: readonly number[]): UseRange =>
  values.length === 0 ? [0, 0] : [Math.min(...values), Math.max(...values)];
