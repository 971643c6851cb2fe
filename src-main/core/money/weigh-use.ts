import { floorDay, type Instant } from '../../shared/units.js';
import { TOKEN_KINDS, type TokenCounts, type TokenKind } from '../../shared/usage.js';
import type { ShareUse } from '../history-rows.js';
import { isCommittedTier, pickRates } from '../pricing/estimate-costs.js';
import { findModelPrice, findPricePeriod } from '../pricing/find-price.js';
import type { PriceTable, Rates } from '../pricing/price-table.js';

/** Whole numbers; 0 where nothing was used. */
export type Weights = Readonly<Record<TokenKind, number>>;

/** Microcents of a token of a model at $1 per million. */
const PER_DOLLAR = 100;
const PER_SEARCH = 1_000_000;

/**
 * How the usual model's kinds of tokens are priced against each other, at $1 per million uncached:
 * the only measure there is for a model without a price.
 */
const USUAL_RATES: Rates = {
  uncachedInput: 1,
  cacheCreation5m: 1.25,
  cacheCreation1h: 2,
  cacheRead: 0.1,
  output: 5,
};

export const usualCosts = (tokens: TokenCounts): Weights => weighTokens(tokens, USUAL_RATES, 1);

export const sumWeights = (weights: Weights) =>
  TOKEN_KINDS.reduce((sum, kind) => sum + weights[kind], 0);

/**
 * Priced tokens of each kind. The split report tells neither geography nor context window, so the
 * list price of the kinds is brought to what the row was estimated to cost.
 */
export function weighUse(prices: PriceTable, use: ShareUse): Weights {
  const { tokens, cost } = use;
  const rates = cost === null ? null : listRates(prices, use);
  if (!rates) return usualCosts(tokens);
  const listed = sumWeights(weighTokens(tokens, rates, 1));
  return weighTokens(tokens, rates, listed === 0 ? 1 : (cost ?? listed) / listed);
}

function weighTokens(tokens: TokenCounts, rates: Rates, factor: number): Weights {
  const weigh = (kind: keyof Rates) => Math.round(tokens[kind] * rates[kind] * PER_DOLLAR * factor);
  return {
    uncachedInput: weigh('uncachedInput'),
    cacheCreation5m: weigh('cacheCreation5m'),
    cacheCreation1h: weigh('cacheCreation1h'),
    cacheRead: weigh('cacheRead'),
    output: weigh('output'),
    webSearchRequests: tokens.webSearchRequests * PER_SEARCH,
  };
}

const known = new WeakMap<PriceTable, Map<string, Rates | null>>();

/** Found once for each model, tier, speed and UTC day: a long history asks for it again and again. */
function listRates(prices: PriceTable, use: ShareUse): Rates | null {
  const { model, serviceTier, speed, start } = use;
  const rates = known.get(prices) ?? new Map<string, Rates | null>();
  known.set(prices, rates);
  const key = [model, serviceTier, speed, floorDay(start)].join('\n');
  const cached = rates.get(key);
  if (cached !== undefined) return cached;
  const found = isCommittedTier(serviceTier) ? null : findRates(prices, model, speed, start);
  rates.set(key, found);
  return found;
}

function findRates(prices: PriceTable, model: string, speed: string, at: Instant): Rates | null {
  const price = findModelPrice(prices, model);
  const period = price && findPricePeriod(price, at);
  return period ? pickRates(period, { speed, contextWindow: null }, at) : null;
}
