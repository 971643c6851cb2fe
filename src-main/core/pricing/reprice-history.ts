import { failed, ok, type Result } from '../../shared/result.js';
import { HOUR_MS, type Instant, type Span } from '../../shared/units.js';
import { REPORT_PAIRS, UNALLOCATED } from '../../shared/usage.js';
import type { Repricing } from '../history-rows.js';
import type { CancelSignal, UsageHistory, Wait } from '../ports.js';
import { persist } from '../sync/persist.js';
import { priceMark } from './price-mark.js';
import { priceRows } from './price-rows.js';
import type { PriceTable } from './price-table.js';
import { splitCosts } from './split-costs.js';

const HOURS_A_PIECE = 48;

export interface RepriceTools {
  /** Asked again and again: they may change meanwhile. */
  readonly prices: () => PriceTable;
  readonly wait: Wait;
  readonly signal: CancelSignal;
}

/** Whether rows may be held that were priced with other prices than these. */
export const isPricedOtherwise = (history: UsageHistory, table: PriceTable): boolean =>
  REPORT_PAIRS.map(history.ofPair).some(
    (own) => own.readPriceMark() !== priceMark(table) && piecesOf(own).length > 0,
  );

const findStale = (history: UsageHistory, table: PriceTable) =>
  REPORT_PAIRS.map(history.ofPair).find((own) => own.readPriceMark() !== priceMark(table));

/** The next repricing does all of it. */
export async function forgetPrices(
  history: UsageHistory,
  wait: Wait,
  signal: CancelSignal,
): Promise<void> {
  for (const pair of REPORT_PAIRS) {
    await persist(() => history.ofPair(pair).savePriceMark(''), wait, signal);
  }
}

/** Prices all that is held anew, for both pairs of reports, until it agrees with the prices. */
export async function repriceHistory(
  history: UsageHistory,
  tools: RepriceTools,
): Promise<Result<null>> {
  for (;;) {
    const table = tools.prices();
    const stale = findStale(history, table);
    if (!stale) return ok(null);
    const repriced = await repricePair(stale, table, tools);
    if (!repriced.ok) return repriced;
  }
}

/**
 * Newest first, in pieces that let others work between. Only the end writes the mark, so what is
 * broken off, also because the prices changed again, is done anew.
 */
async function repricePair(
  history: UsageHistory,
  table: PriceTable,
  { prices, wait, signal }: RepriceTools,
): Promise<Result<null>> {
  const repricing = createRepricing(table);
  for (const piece of piecesOf(history)) {
    if (prices() !== table) return ok(null);
    if (signal.aborted) return failed({ kind: 'cancelled' });
    const repriced = await persist(() => history.repriceHours(piece, repricing), wait, signal);
    if (!repriced.ok) return repriced;
    await wait(0, signal);
  }
  if (signal.aborted) return failed({ kind: 'cancelled' });
  return persist(() => history.savePriceMark(priceMark(table)), wait, signal);
}

/** The same arithmetic as that of a sync, over rows that are held already. */
export const createRepricing = (table: PriceTable): Repricing => ({
  priceHour({ start, rows, shares }) {
    const priced = priceRows(table, rows, start);
    const told = shares.filter(({ dimensions }) => dimensions.apiKeyId !== UNALLOCATED);
    // Shares that no longer fit were salvaged from a damaged file: what they cost is not known.
    const split = splitCosts(priced, told) ?? shares.map((share) => ({ ...share, cost: null }));
    return { start, rows: priced, shares: split };
  },
  priceMinute: ({ start, rows }) => ({ start, rows: priceRows(table, rows, start) }),
});

/** Held hours in pieces, newest first; long times without any are stepped over. */
function piecesOf(history: UsageHistory): readonly Span[] {
  const { hours, minuteHours } = history.readCoverage();
  const lengthMs = HOURS_A_PIECE * HOUR_MS;
  const starts = new Set<Instant>();
  for (const hour of [...hours.keys(), ...minuteHours.keys()]) {
    starts.add(Math.floor(hour / lengthMs) * lengthMs);
  }
  return [...starts].sort((a, b) => b - a).map((from) => ({ from, to: from + lengthMs }));
}
