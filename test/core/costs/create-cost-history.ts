import { beforeEach, expect } from 'vitest';
import type { HistoryStore } from '../../../src-main/adapters/history-store/history-store.js';
import { readCosts } from '../../../src-main/core/costs/read-costs.js';
import type { UsageHistory } from '../../../src-main/core/ports.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import type { CostGroup, Costs, CostsQuery } from '../../../src-main/shared/costs.js';
import {
  DAY_MS,
  type DayStart,
  floorDay,
  floorHour,
  HOUR_MS,
  type Span,
} from '../../../src-main/shared/units.js';
import type { CostRow, TokenCounts } from '../../../src-main/shared/usage.js';
import { at, costRow, dayAt, priced, shared, storedHour, tokens } from '../../fakes/figures.js';
import { openMemoryStore } from '../../fakes/memory-store.js';
import { OPUS } from './compared.js';

export const NOW = at('2026-11-21T14:20:00Z');
export const TODAY = floorDay(NOW);
export const DAY = dayAt('2026-11-19T00:00:00Z');
export const NEXT_DAY = dayAt('2026-11-20T00:00:00Z');

export interface Used {
  readonly model: string;
  readonly counts: Partial<TokenCounts>;
  readonly tier?: string;
  readonly workspaceId?: string;
  readonly apiKeyId?: string;
}
/** $20 a million. */
export const opus = (dollars: number, some: Partial<Used> = {}): Used => ({
  model: OPUS,
  counts: { output: Math.round(dollars * 50_000) },
  ...some,
});
export const wholeDay = (day: number): Span => ({ from: day, to: day + DAY_MS });
export const billOf = (dollars: number, some: Partial<CostRow> = {}) =>
  costRow(dollars * 100, { model: OPUS, ...some });
export const moneyOf = (groups: readonly CostGroup[]) =>
  groups.map(({ id, label: name, microcents, basis, before }) => [
    id,
    name,
    microcents,
    basis,
    before,
  ]);

/** A history for each test of the file, held and billed by the day, and its costs. */
export function createCostHistory() {
  let history: HistoryStore;
  beforeEach(() => {
    history = openMemoryStore();
  });

  /** Every hour of the day fetched; from its noon on one use an hour. */
  function holdDay(day: DayStart, used: readonly Used[], span: Span = wholeDay(day)): void {
    const hours = [];
    for (let start = span.from; start < span.to; start += HOUR_MS) {
      const here = used.filter((_, index) => start === day + (12 + index) * HOUR_MS);
      const bucket = {
        start: floorHour(start),
        rows: here.map(({ model, counts, tier = 'standard' }) => ({
          dimensions: priced({ model, serviceTier: tier }),
          tokens: tokens(counts),
        })),
      };
      const shares = here.map(({ model, counts, tier = 'standard', workspaceId, apiKeyId }) => ({
        dimensions: shared({
          model,
          serviceTier: tier,
          workspaceId: workspaceId ?? null,
          apiKeyId: apiKeyId ?? null,
        }),
        tokens: tokens(counts),
      }));
      hours.push(storedHour(bucket, shares));
    }
    expect(history.replaceHours(span, hours, NOW).ok).toBe(true);
  }
  function holdBill(day: DayStart, rows: readonly CostRow[], fetchedAt = NOW): void {
    expect(history.replaceDays(wholeDay(day), [{ start: day, rows }], fetchedAt).ok).toBe(true);
  }

  const read = (query: CostsQuery, from: UsageHistory = history): Costs =>
    readCosts(from, priceTable, query, NOW);
  const readDay = (day: number) => read(wholeDay(day)).days[0];
  return { history: () => history, holdDay, holdBill, read, readDay };
}
