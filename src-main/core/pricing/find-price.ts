import { formatUtcDay } from '../../shared/format.js';
import type { Instant } from '../../shared/units.js';
import type { ModelPrice, PricePeriod, PriceTable } from './price-table.js';

const indexes = new WeakMap<PriceTable, ReadonlyMap<string, ModelPrice>>();

function indexOf(table: PriceTable): ReadonlyMap<string, ModelPrice> {
  const known = indexes.get(table);
  if (known) return known;
  const index = new Map<string, ModelPrice>();
  for (const model of table.models) {
    for (const name of [model.id, ...model.alsoMatch]) index.set(name, model);
  }
  indexes.set(table, index);
  return index;
}

/**
 * Exact name, else the name without a trailing -YYYYMMDD. Never a prefix: "claude-opus-5" starts
 * "claude-opus-5-5" and costs more.
 */
export function findModelPrice(table: PriceTable, model: string): ModelPrice | null {
  const index = indexOf(table);
  return index.get(model) ?? index.get(model.replace(/-\d{8}$/, '')) ?? null;
}

export const isWithin = (
  { from, to }: { readonly from: string | null; readonly to: string | null },
  utcDay: string,
) => (from === null || from <= utcDay) && (to === null || utcDay < to);

/** The period in force on the UTC day of `at`; null before the model had a price. */
export function findPricePeriod(price: ModelPrice, at: Instant): PricePeriod | null {
  const utcDay = formatUtcDay(at);
  return price.periods.find((period) => isWithin(period, utcDay)) ?? null;
}
