import { formatUtcDay } from '../../shared/format.js';
import type { ListedPrice, PriceList, PriceSource } from '../../shared/prices.js';
import type { PriceOverride } from '../../shared/settings.js';
import type { Instant } from '../../shared/units.js';
import type { UsageSum } from '../history-rows.js';
import { tokenFigures } from '../usage/token-sums.js';
import { findModelPrice, findPricePeriod, isWithin } from './find-price.js';
import type { ModelPrice, PriceTable } from './price-table.js';

/** What each model costs at `now`, those used first. Models without a price are in it too. */
export function listPrices(
  table: PriceTable,
  overrides: readonly PriceOverride[],
  used: readonly Pick<UsageSum, 'groupId' | 'tokens'>[],
  now: Instant,
): PriceList {
  const idOf = (model: string) => findModelPrice(table, model)?.id ?? model;
  const tokens = new Map<string, number>();
  for (const sum of used) {
    if (sum.groupId === '') continue;
    const id = idOf(sum.groupId);
    tokens.set(id, (tokens.get(id) ?? 0) + tokenFigures(sum.tokens).total);
  }
  const listed = new Set(table.models.map(({ id }) => id));
  const others = [...tokens.keys(), ...table.withoutPrice].filter((id) => !listed.has(id));
  const describe = (id: string, price: ModelPrice | null): ListedPrice => ({
    ...describePrice(table, price, now),
    model: id,
    tokens: tokens.get(id) ?? 0,
    own: overrides.filter(({ model }) => idOf(model) === id),
  });
  const prices = [
    ...table.models.map((price) => describe(price.id, price)),
    ...[...new Set(others)].map((id) => describe(id, null)),
  ];
  return { version: table.version, prices: prices.sort((a, b) => b.tokens - a.tokens) };
}

function describePrice(table: PriceTable, price: ModelPrice | null, now: Instant) {
  const period = price && findPricePeriod(price, now);
  const isOwn = period?.isOwn === true;
  const isFast = period?.fast && isWithin(period.fast, formatUtcDay(now));
  return {
    rates: period?.standard ?? null,
    fast: isFast ? (period.fast?.rates ?? null) : null,
    overBand: period?.overBand ?? null,
    from: period?.from ?? null,
    to: period?.to ?? null,
    isOwn,
    confidence: isOwn ? ('yours' as const) : (price?.confidence ?? null),
    note: isOwn ? null : (price?.note ?? null),
    sources: isOwn ? [] : sourcesOf(table, price),
  };
}

const sourcesOf = ({ sources }: PriceTable, price: ModelPrice | null): readonly PriceSource[] =>
  (price?.sources ?? []).flatMap((id) => {
    const source = sources[id];
    return source ? [{ id, ...source }] : [];
  });
