import { describe, expect, it } from 'vitest';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { mergeRows } from '../../../src-main/core/usage/merge-rows.js';
import { readHistory } from '../../../src-main/core/usage/read-history.js';
import { GRAINS, type Grain, type Grouping } from '../../../src-main/shared/history.js';
import { DAY_MS } from '../../../src-main/shared/units.js';
import { pricedRowOf, shareRowOf } from '../../fakes/arbitraries.js';
import { costRow, dayAt, hourCost, storedHour } from '../../fakes/figures.js';
import { openMemoryStore } from '../../fakes/memory-store.js';
import { ask, holdHours, NOW, totalCost, use } from './hold-hours.js';

describe('where it comes from', () => {
  const DAY = dayAt('2026-11-19T00:00:00Z');
  const asked = { from: DAY, to: DAY + DAY_MS };

  it('says what is shared out by estimate, which a bill by day is not', () => {
    const store = openMemoryStore();
    holdHours(store, [use('2026-11-19T05:00:00Z')]);
    store.replaceDays(asked, [{ start: DAY, rows: [costRow(7)] }], NOW);
    const of = (grain: Grain, by: Grouping) =>
      ask(store, grain, by, asked).provenance.formula.split(';')[0];
    expect(of('day', 'model')).toBe('closed UTC days as billed');
    expect(of('month', 'api_key')).toBe('closed UTC days as billed, shared over keys by estimate');
    expect(of('hour', 'none')).toBe('closed UTC days as billed, shared over hours by estimate');
    expect(of('hour', 'api_key')).toContain('shared over keys and hours by estimate');
  });

  it('with the analytics is billed by hour and key, and hours without use leave it reported', () => {
    const analytics = openMemoryStore().ofPair('analytics');
    const one = use('2026-11-19T05:00:00Z');
    const hour = storedHour(
      { start: one.start, rows: mergeRows([pricedRowOf(one)]) },
      mergeRows([shareRowOf(one)]),
    );
    analytics.replaceHours(asked, [hour], NOW);
    analytics.replaceDays(asked, [{ start: DAY, rows: [costRow(7)] }], NOW, {
      hours: [hourCost(one.start, 7, { dimensions: { apiKeyId: 'apikey_a' } })],
    });
    for (const grain of GRAINS) {
      for (const by of ['none', 'api_key'] as const) {
        const query = { ...asked, grain, by };
        const { rows, provenance } = readHistory(analytics, priceTable, query, NOW);
        expect(totalCost(rows), `${grain} by ${by}`).toBe(7_000_000);
        expect(provenance, `${grain} by ${by}`).toMatchObject({
          endpoint: 'analytics/cost + analytics/usage',
          formula: 'hours as billed; else tokens x price table, scaled by recent bills',
          basis: 'reported',
        });
      }
    }
  });
});
