import { estimateCosts } from '../core/pricing/estimate-costs.js';
import type { PriceTable } from '../core/pricing/price-table.js';
import { priceTable } from '../core/pricing/price-table.js';
import type { KindCosts } from '../shared/usage.js';
import type { LedgerEntry } from './fake-request.js';

/** The table with the upper prompt band as the only rate of models that have one. */
const upperBandTable: PriceTable = {
  ...priceTable,
  models: priceTable.models.map((model) => ({
    ...model,
    periods: model.periods.map((period) =>
      period.overBand ? { ...period, standard: period.overBand.rates } : period,
    ),
  })),
};

/** Anthropic knows prices that our table does not: the preview is billed like its successor. */
const billedAs: Readonly<Record<string, string>> = { 'claude-mythos-preview': 'claude-mythos-5' };

/** A remembered request is asked about again and again. */
const bills = new WeakMap<LedgerEntry, KindCosts | null>();

/** What one fake request is billed, per kind. Null: committed capacity, absent from the bill. */
export function billEntry(entry: LedgerEntry): KindCosts | null {
  const known = bills.get(entry);
  if (known !== undefined) return known;
  const bill = priceEntry(entry);
  bills.set(entry, bill);
  return bill;
}

function priceEntry(entry: LedgerEntry): KindCosts | null {
  const dimensions = { ...entry, model: billedAs[entry.model] ?? entry.model };
  const table = entry.isLongPrompt ? upperBandTable : priceTable;
  return estimateCosts(table, dimensions, entry.tokens, entry.at);
}
