import type { Instant } from '../../shared/units.js';
import type { PricedDimensions, PricedRow, UsageRow } from '../../shared/usage.js';
import { checkCost } from '../usage/check-size.js';
import { estimateCosts } from './estimate-costs.js';
import { findModelPrice, findPricePeriod } from './find-price.js';
import type { PriceTable } from './price-table.js';

/**
 * The rows of one hour or minute, priced. Where the user's own prices make more of it than can be,
 * they were mistyped: the rows count as unpriced and are named so.
 */
export function priceRows(
  table: PriceTable,
  rows: readonly UsageRow<PricedDimensions>[],
  start: Instant,
): readonly PricedRow[] {
  const priced = rows.map(({ dimensions, tokens, requests }): PricedRow => {
    const costs = estimateCosts(table, dimensions, tokens, start);
    return requests === undefined
      ? { dimensions, tokens, costs }
      : { dimensions, tokens, requests, costs };
  });
  if (checkCost(priced.flatMap(costsOf), 'hour').ok) return priced;
  return priced.map((row) =>
    hasOwnPrice(table, row.dimensions.model, start) ? { ...row, costs: null } : row,
  );
}

export const costsOf = ({ costs }: PricedRow): readonly number[] =>
  costs ? Object.values(costs) : [];

function hasOwnPrice(table: PriceTable, model: string | null, at: Instant): boolean {
  const price = model === null ? null : findModelPrice(table, model);
  return price !== null && findPricePeriod(price, at)?.isOwn === true;
}
