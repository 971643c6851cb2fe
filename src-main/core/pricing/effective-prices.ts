import type { PriceOverride } from '../../shared/settings.js';
import { findModelPrice, isWithin } from './find-price.js';
import type { ModelPrice, PricePeriod, PriceTable } from './price-table.js';

/** By content: the settings may be read anew as an equal list. */
const known = new WeakMap<PriceTable, Map<string, PriceTable>>();
const KEPT = 8;

/**
 * The table with the user's own prices in it. From its day on, and up to the next of the same
 * model, an own price counts instead of the standard rates and of any dearer prompt band; fast,
 * long-context and US rules of the table stay. A model that the table does not know is added.
 */
export function effectivePrices(
  table: PriceTable,
  overrides: readonly PriceOverride[],
): PriceTable {
  if (overrides.length === 0) return table;
  const key = JSON.stringify(overrides);
  const kept = known.get(table) ?? new Map<string, PriceTable>();
  known.set(table, kept);
  const effective = kept.get(key) ?? applyOverrides(table, overrides);
  // Last used last, so that the first is the one to drop.
  kept.delete(key);
  kept.set(key, effective);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return effective;
}

function applyOverrides(table: PriceTable, overrides: readonly PriceOverride[]): PriceTable {
  const ofModel = new Map<string, PriceOverride[]>();
  for (const override of overrides) {
    const id = findModelPrice(table, override.model)?.id ?? override.model;
    const others = ofModel.get(id);
    if (others) others.push(override);
    else ofModel.set(id, [override]);
  }
  const changed = table.models.map((model) => withOwn(model, ofModel.get(model.id) ?? []));
  const ids = new Set(table.models.map(({ id }) => id));
  const added = [...ofModel].flatMap(([id, own]) => (ids.has(id) ? [] : [newModel(id, own)]));
  return {
    ...table,
    models: [...changed, ...added],
    withoutPrice: table.withoutPrice.filter((id) => !ofModel.has(id)),
  };
}

/** Today's models all have the US premium. */
const newModel = (id: string, own: readonly PriceOverride[]): ModelPrice => ({
  id,
  alsoMatch: [],
  hasUsPremium: true,
  sources: [],
  confidence: 'yours',
  periods: layOver([], own),
});

const withOwn = (model: ModelPrice, own: readonly PriceOverride[]): ModelPrice =>
  own.length === 0 ? model : { ...model, periods: layOver(model.periods, own) };

/** Cuts the time at every day on which one of the two changes. Null: before all days. */
function layOver(periods: readonly PricePeriod[], own: readonly PriceOverride[]): PricePeriod[] {
  const days = new Set<string | null>(own.map(({ from }) => from));
  for (const { from, to } of periods) {
    days.add(from);
    if (to !== null) days.add(to);
  }
  const cuts = [...days].sort((a, b) => order(a, b));
  return cuts.flatMap((from, index) => {
    const to = cuts[index + 1] ?? null;
    const listed = periods.find((period) => isInForce(period, from));
    const chosen = ownAt(own, from);
    if (!chosen) return listed ? [{ ...listed, from, to }] : [];
    const { fast, longContext } = listed ?? {};
    return [
      {
        from,
        to,
        standard: ratesOf(chosen),
        ...(fast ? { fast } : {}),
        ...(longContext ? { longContext } : {}),
        isOwn: true as const,
      },
    ];
  });
}

/** The own price in force: the last one begun, of equal days the one entered last. */
function ownAt(own: readonly PriceOverride[], day: string | null): PriceOverride | null {
  const begun = own.filter(({ from }) => order(from, day) <= 0);
  return begun.reduce<PriceOverride | null>(
    (best, next) => (best && order(next.from, best.from) < 0 ? best : next),
    null,
  );
}

const isInForce = (period: PricePeriod, day: string | null) =>
  day === null ? period.from === null : isWithin(period, day);

const order = (a: string | null, b: string | null) => {
  if (a === b) return 0;
  if (a === null) return -1;
  return b === null || a > b ? 1 : -1;
};

const ratesOf = ({
  uncachedInput,
  cacheCreation5m,
  cacheCreation1h,
  cacheRead,
  output,
}: PriceOverride): PricePeriod['standard'] => ({
  uncachedInput,
  cacheCreation5m,
  cacheCreation1h,
  cacheRead,
  output,
});
