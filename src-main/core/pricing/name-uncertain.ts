import type { UncertainPrice } from '../../shared/costs.js';
import { formatTokens } from '../../shared/format.js';
import { TOKEN_KINDS } from '../../shared/usage.js';
import type { PricedUse } from '../history-rows.js';
import { isCommittedTier, pickRates } from './estimate-costs.js';
import { findModelPrice, findPricePeriod } from './find-price.js';
import type { ModelPrice, PricePeriod, PriceTable } from './price-table.js';

/** Models whose estimate may be off, most tokens first, with a sentence for each reason. */
export function nameUncertain(
  table: PriceTable,
  uses: readonly PricedUse[],
): readonly UncertainPrice[] {
  const found = new Map<string, { tokens: number; readonly reasons: Set<string> }>();
  for (const use of uses) {
    const price = findModelPrice(table, use.model);
    const period = price && findPricePeriod(price, use.start);
    const tokens = TOKEN_KINDS.reduce((sum, kind) => sum + use.tokens[kind], 0);
    if (!period || tokens === 0 || isCommittedTier(use.serviceTier)) continue;
    const entry = found.get(use.model) ?? { tokens: 0, reasons: new Set<string>() };
    entry.tokens += tokens;
    for (const reason of reasonsOf(use, price, period)) entry.reasons.add(reason);
    found.set(use.model, entry);
  }
  return [...found]
    .filter(([, { reasons }]) => reasons.size > 0)
    .sort(([, a], [, b]) => b.tokens - a.tokens)
    .map(([model, { reasons }]) => ({ model, words: [...reasons].join(' ') }));
}

function reasonsOf(use: PricedUse, price: ModelPrice, period: PricePeriod): readonly string[] {
  const rates = pickRates(period, use, use.start);
  const isStandard = rates === period.standard;
  const { overBand } = period;
  return [
    isStandard && overBand && describeBands(overBand.thresholdPromptTokens),
    use.serviceTier.startsWith('flex') &&
      'The flex tier has no published price; it is priced as standard.',
    // A model whose fast mode has ended bills such requests at standard rates.
    use.speed === 'fast' &&
      !period.fast &&
      'No fast price is known; fast requests are priced as standard.',
    isStandard && period.isOwn && 'Priced at rates that you entered.',
    usesUnofficial(use, price, period) &&
      'Part of its price comes from third parties, not from Anthropic.',
  ].filter((reason) => typeof reason === 'string');
}

const describeBands = (threshold: number) =>
  `Requests with a prompt over ${formatTokens(threshold)} tokens cost more, and the report does not tell them apart; they are priced as shorter ones.`;

/** Whether a rate that Anthropic does not state was used. */
function usesUnofficial(use: PricedUse, price: ModelPrice, period: PricePeriod): boolean {
  const { unofficial = [] } = price;
  const rates = pickRates(period, use, use.start);
  if (rates === period.fast?.rates) return unofficial.includes('fast');
  if (rates !== period.standard || period.isOwn) return false;
  return unofficial.some((kind) => kind !== 'fast' && kind !== 'overBand' && use.tokens[kind] > 0);
}
