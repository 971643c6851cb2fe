import type { Grouping, History, HistoryGroup } from '../../src-main/shared/history.js';
import { tokenTotal } from './token-total.js';

/** Colours `--series-0` to `--series-7`; what is beyond is drawn together as "other". */
export const SERIES_COLOURS = 8;

/** Every group ever seen in this window, in the order that gave it its colour. */
export type SeriesOrder = Readonly<Partial<Record<Grouping, readonly string[]>>>;

/** The API's id may be null (the default workspace); that is one series too. */
export const seriesKey = (group: HistoryGroup) => group.id ?? ' none';

/** New groups queue up behind the known ones, the largest first. */
export function rememberSeries(order: SeriesOrder, history: History): SeriesOrder {
  const known = order[history.query.by] ?? [];
  const seen = new Set(known);
  const weights = new Map<string, { cost: number; tokens: number }>();
  for (const row of history.rows) {
    const key = seriesKey(row.group);
    if (seen.has(key)) continue;
    const weight = weights.get(key) ?? { cost: 0, tokens: 0 };
    weight.cost += row.costMicrocents ?? 0;
    weight.tokens += tokenTotal(row.tokens);
    weights.set(key, weight);
  }
  if (weights.size === 0) return order;
  const fresh = [...weights].sort(
    ([a, x], [b, y]) => y.cost - x.cost || y.tokens - x.tokens || a.localeCompare(b),
  );
  return { ...order, [history.query.by]: [...known, ...fresh.map(([key]) => key)] };
}

/**
 * A series keeps the colour of its place in the order. Only where more groups are known than there
 * are colours can two meet; then the later one borrows a free colour for this view.
 */
export function colourSeries(
  order: readonly string[],
  shown: readonly string[],
): ReadonlyMap<string, number> {
  const place = new Map(order.map((key, index) => [key, index]));
  const byPlace = [...shown].sort(
    (a, b) => (place.get(a) ?? order.length) - (place.get(b) ?? order.length),
  );
  const colours = new Map<string, number>();
  const taken = new Set<number>();
  for (const key of byPlace) {
    let colour = (place.get(key) ?? order.length) % SERIES_COLOURS;
    while (taken.has(colour) && taken.size < SERIES_COLOURS) colour = (colour + 1) % SERIES_COLOURS;
    taken.add(colour);
    colours.set(key, colour);
  }
  return colours;
}
