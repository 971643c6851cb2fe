import { compareLines } from '../../../src-main/core/costs/compare-lines.js';
import type { BillLine, PricedUse } from '../../../src-main/core/history-rows.js';
import { estimateCosts } from '../../../src-main/core/pricing/estimate-costs.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { DAY_MS, type DayStart, floorDay, reported } from '../../../src-main/shared/units.js';
import type { TokenCounts } from '../../../src-main/shared/usage.js';
import { at, tokens, usd } from '../../fakes/figures.js';

const FIRST = floorDay(at('2026-11-10T00:00:00Z'));
export const dayOf = (index: number) => floorDay(FIRST + index * DAY_MS);

export const OPUS = 'claude-opus-5-5';
export const SONNET = 'claude-sonnet-5-5';
export const OLD_SONNET = 'claude-sonnet-4-6';
/** Costs five times as much for prompts over 100,000 tokens. */
export const HAIKU = 'claude-haiku-5-5';
export const UNPRICED = 'claude-mythos-preview';
/** USD per million tokens of output. */
const OUTPUT_USD: Readonly<Record<string, number>> = {
  [OPUS]: 20,
  [SONNET]: 10,
  [OLD_SONNET]: 15,
  [HAIKU]: 0.5,
};

export function useOf(
  start: DayStart,
  model: string,
  counts: Partial<TokenCounts>,
  serviceTier = 'standard',
): PricedUse {
  const dimensions = {
    ...{ model, serviceTier, contextWindow: '0-200k' },
    ...{ inferenceGeo: 'not_available', speed: 'standard' },
  };
  const used = tokens(counts);
  return {
    start,
    ...dimensions,
    tokens: used,
    costs: estimateCosts(priceTable, dimensions, used, start),
  };
}

/** Use that the price table estimates at so many dollars; so many tokens without a price. */
export const worth = (start: DayStart, model: string, dollars: number) =>
  useOf(start, model, { output: Math.round((dollars / (OUTPUT_USD[model] ?? 1)) * 1_000_000) });

export const billed = (
  start: DayStart,
  model: string,
  dollars: number,
  some: Partial<BillLine> = {},
): BillLine => ({
  ...{ start, workspaceId: '', model, serviceTier: 'standard', kind: 'output_tokens' },
  amount: reported(usd(dollars)),
  ...some,
});

export const compared = (uses: readonly PricedUse[], bill: readonly BillLine[]) =>
  compareLines({ uses, bill, prices: priceTable });
