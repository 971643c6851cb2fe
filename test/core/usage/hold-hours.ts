import { expect } from 'vitest';
import type { HistoryStore } from '../../../src-main/adapters/history-store/history-store.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { mergeRows } from '../../../src-main/core/usage/merge-rows.js';
import { readHistory } from '../../../src-main/core/usage/read-history.js';
import { addTokens } from '../../../src-main/core/usage/token-sums.js';
import type { Grain, Grouping, HistoryRow } from '../../../src-main/shared/history.js';
import type { HourStart } from '../../../src-main/shared/units.js';
import { NO_TOKENS } from '../../../src-main/shared/usage.js';
import { pricedRowOf, shareRowOf, type Use } from '../../fakes/arbitraries.js';
import { at, dayAt, priced, shared, storedHour, tokens } from '../../fakes/figures.js';

export const FROM = dayAt('2026-10-01T00:00:00Z');
export const TO = dayAt('2026-11-21T00:00:00Z');
export const NOW = at('2026-11-21T14:20:00Z');

export interface DatedUse extends Use {
  readonly start: HourStart;
}

/** Holds every hour of the span; those with use as a sync would store them. */
export function holdHours(
  store: HistoryStore,
  uses: readonly DatedUse[],
  from = FROM,
  to: number = TO,
) {
  const starts = [...new Set(uses.map(({ start }) => start))];
  const hours = starts.map((start) => {
    const ofHour = uses.filter((use) => use.start === start);
    return storedHour(
      { start, rows: mergeRows(ofHour.map(pricedRowOf)) },
      mergeRows(ofHour.map(shareRowOf)),
    );
  });
  expect(store.replaceHours({ from, to }, hours, NOW).ok).toBe(true);
}

export const use = (
  text: string,
  some: Partial<Use['dimensions']> = {},
  counts = tokens({ output: 1000 }),
): DatedUse => ({
  start: at(text) as HourStart,
  dimensions: { ...priced(), ...shared(), ...some },
  tokens: counts,
});

export const ask = (
  store: HistoryStore,
  grain: Grain,
  by: Grouping = 'none',
  span: { readonly from: number; readonly to: number } = { from: FROM, to: TO },
  now = NOW,
) => readHistory(store, priceTable, { ...span, grain, by }, now);

export const total = (rows: readonly HistoryRow[]) => ({
  tokens: rows.reduce((sum, row) => addTokens(sum, row.tokens), NO_TOKENS),
  estimated: rows.reduce((sum, row) => sum + (row.estimatedMicrocents ?? 0), 0),
});
export const totalBill = (rows: readonly HistoryRow[]) =>
  rows.reduce((sum, row) => sum + (row.reportedMicrocents ?? 0), 0);
export const totalCost = (rows: readonly HistoryRow[]) =>
  rows.reduce((sum, row) => sum + (row.costMicrocents ?? 0), 0);
