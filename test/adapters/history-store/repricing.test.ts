import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeBackup } from '../../../src-main/adapters/history-store/back-up.js';
import type { Repricing, StoredHour } from '../../../src-main/core/history-rows.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { createRepricing } from '../../../src-main/core/pricing/reprice-history.js';
import { mergeRows } from '../../../src-main/core/usage/merge-rows.js';
import { estimated, type Span } from '../../../src-main/shared/units.js';
import type { PricedRow } from '../../../src-main/shared/usage.js';
import { pricedRowOf, seeded, shareRowOf, someUse } from '../../fakes/arbitraries.js';
import { storedHour } from '../../fakes/figures.js';
import { breakLabels } from '../../faults/shelving.js';
import {
  clearAwayAfterEach,
  close,
  DAY,
  HOUR,
  hourOf,
  hoursOf,
  minuteOf,
  mustOpen,
  NOW,
  rawDatabase,
  SPAN,
  START,
  temporaryPath,
} from './keeping.js';

clearAwayAfterEach();

const MINUTE = 60_000;

/** Every row of the file, so that nothing can hide. */
function wholeContent(path: string) {
  const raw = rawDatabase(path, true);
  const tables = ['usage_hour', 'usage_minute', 'share_hour', 'cost_day', 'fetched', 'fact'];
  const rows = tables.map((table) => [table, raw.prepare(`SELECT * FROM ${table}`).all()]);
  raw.close();
  return rows;
}

const samePrices = createRepricing(priceTable);

const raised = (row: PricedRow): PricedRow => ({
  ...row,
  costs: row.costs && { ...row.costs, output: estimated(row.costs.output + 1) },
});
const dearer: Repricing = {
  priceHour: (hour) => ({
    ...hour,
    rows: hour.rows.map(raised),
    shares: hour.shares.map((row) => ({ ...row, cost: row.cost && estimated(row.cost + 1) })),
  }),
  priceMinute: (minute) => ({ ...minute, rows: minute.rows.map(raised) }),
};

const costs = (view: ReturnType<typeof mustOpen>, span: Span = SPAN) =>
  view.readHourTotals(span).map(({ estimated: cost }) => cost);

describe('pricing what is held anew', () => {
  test('with the same prices leaves every byte of rows and proofs as it was', () => {
    const someHours = fc.array(
      fc.array(fc.record({ use: someUse, isShared: fc.boolean() }), { maxLength: 6 }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(someHours, (hours) => {
        const path = temporaryPath();
        const store = mustOpen(path);
        for (const view of [store, store.ofPair('analytics')]) {
          const stored = hours.map((uses, index) =>
            storedHour(
              {
                start: hourOf(START + index * HOUR, 0).start,
                rows: mergeRows(uses.map(({ use }) => pricedRowOf(use))),
              },
              mergeRows(uses.filter(({ isShared }) => isShared).map(({ use }) => shareRowOf(use))),
            ),
          );
          view.replaceHours(SPAN, stored, NOW);
          for (const hour of stored.slice(0, 2)) {
            const minutes = [3, 40].map((minute) =>
              samePrices.priceMinute({
                ...minuteOf(hour.start + minute * MINUTE, 0),
                rows: hour.rows,
              }),
            );
            view.replaceMinutes(hour.start, minutes, NOW);
          }
        }
        const before = wholeContent(path);
        expect(store.repriceHours(SPAN, samePrices)).toEqual({ ok: true, value: null });
        expect(wholeContent(path)).toEqual(before);
        close(store);
      }),
      { ...seeded, numRuns: 40 },
    );
  }, 60_000);

  test('gives held hours and their minutes new costs; counts, requests and times of fetches stay', () => {
    const store = mustOpen(temporaryPath());
    const { start } = hourOf(START, 0);
    const withRequests = ({ rows, shares }: StoredHour): StoredHour => ({
      start,
      rows: rows.map((row) => ({ ...row, requests: 4 })),
      shares: shares.map((row) => ({ ...row, requests: 4 })),
    });
    const minute = minuteOf(START + 5 * MINUTE, 7);
    store.replaceHours(SPAN, [withRequests(hourOf(START, 7))], NOW);
    store.replaceMinutes(start, [samePrices.priceMinute(minute)], NOW + 1);
    const minuteCosts = () => store.readMinuteTotals(start).map(({ estimated: cost }) => cost ?? 0);
    const [minuteBefore = 0] = minuteCosts();
    const coverage = coverageOf(store);
    expect(store.repriceHours(SPAN, dearer)).toEqual({ ok: true, value: null });
    expect(costs(store)).toEqual([141]);
    expect(minuteCosts()).toEqual([minuteBefore + 1]);
    expect(store.sumUsage(SPAN, 'day', 'none')).toMatchObject([
      { requests: 4, tokens: { output: 7 } },
    ]);
    expect(store.sumShares(SPAN, 'day', 'api_key')).toMatchObject([
      { requests: 4, cost: 141, tokens: { output: 7 } },
    ]);
    expect(coverageOf(store)).toEqual(coverage);
    expect(coverageOf(mustOpen(store.path, true))).toEqual(coverage);
  });

  test('keeps to its span and its pair, and holds nothing that was not held', () => {
    const store = mustOpen(temporaryPath());
    const analytics = store.ofPair('analytics');
    const wide = { from: START, to: START + DAY };
    for (const view of [store, analytics]) view.replaceHours(wide, hoursOf(wide, 5), NOW);
    const asked: number[] = [];
    const noting: Repricing = {
      ...dearer,
      priceHour(hour) {
        asked.push(hour.start);
        return hour;
      },
    };
    const span = { from: START + 2 * HOUR, to: START + 4 * HOUR };
    analytics.repriceHours({ ...span, to: START + 40 * DAY }, noting);
    expect(asked).toHaveLength(22);
    store.repriceHours(span, dearer);
    expect(costs(store)).toEqual([100, 100, 101, 101, ...Array(20).fill(100)]);
    expect(costs(analytics as typeof store)).toEqual(Array(24).fill(100));
    expect(store.readCoverage().hours.size).toBe(24);
    expect(analytics.readCoverage().hours.size).toBe(24);
  });

  test('D4: a mistake half-way changes nothing', () => {
    const path = temporaryPath();
    const store = mustOpen(path);
    store.replaceHours(SPAN, hoursOf(SPAN, 5), NOW);
    const before = wholeContent(path);
    const failing: Repricing = {
      ...dearer,
      priceHour(hour) {
        if (hour.start === START + 9 * HOUR) throw new Error('no such price');
        return dearer.priceHour(hour);
      },
    };
    expect(() => store.repriceHours(SPAN, failing)).toThrow('no such price');
    expect(wholeContent(path)).toEqual(before);
    // Nothing is left of the transaction either.
    expect(store.repriceHours(SPAN, dearer).ok).toBe(true);
    expect(costs(store)).toEqual(Array(24).fill(101));
  });

  test('leaves proofs that hold, and gives none to an hour that had lost its own', () => {
    const path = temporaryPath();
    const store = mustOpen(path);
    store.replaceHours(SPAN, hoursOf(SPAN, 5), NOW);
    const raw = rawDatabase(path);
    raw.prepare('UPDATE usage_hour SET output = 6 WHERE start = ?').run(START);
    raw.close();
    store.repriceHours(SPAN, dearer);
    close(store);
    breakLabels(path);
    const restored = mustOpen(path);
    expect(restored.recovery).toMatchObject({ salvagedBuckets: 23 });
    expect(restored.readCoverage().hours.has(START)).toBe(false);
    expect(costs(restored)).toEqual(Array(23).fill(101));
  });

  test('a history that cannot be written answers why', () => {
    const path = temporaryPath();
    const writing = mustOpen(path);
    writing.replaceHours(SPAN, hoursOf(SPAN, 5), NOW);
    const store = mustOpen(path, true);
    expect(store.repriceHours(SPAN, dearer)).toMatchObject({ ok: false });
    expect(store.savePriceMark('v2')).toMatchObject({ ok: false });
  });
});

describe('the mark of the prices in use', () => {
  test('is kept for each pair, across starts; there is none at first', () => {
    const path = temporaryPath();
    const store = mustOpen(path);
    expect(store.readPriceMark()).toBeNull();
    store.savePriceMark('2026-11-01 "own"');
    expect(store.ofPair('analytics').readPriceMark()).toBeNull();
    store.ofPair('analytics').savePriceMark('2026-10-01');
    const again = mustOpen(path);
    expect(again.readPriceMark()).toBe('2026-11-01 "own"');
    expect(again.ofPair('analytics').readPriceMark()).toBe('2026-10-01');
    again.savePriceMark('2026-12-01');
    expect(store.readPriceMark()).toBe('2026-12-01');
  });

  test('is not known any more after a salvage: hours may have come over at other prices', () => {
    const path = temporaryPath();
    const store = mustOpen(path);
    store.replaceHours(SPAN, hoursOf(SPAN, 5), NOW);
    for (const view of [store, store.ofPair('analytics')]) view.savePriceMark('2026-11-01');
    close(store);
    // The backup knows the mark, and not the day after it.
    makeBackup(rawDatabase(path), path, NOW);
    const later = mustOpen(path);
    later.replaceHours({ from: START + DAY, to: START + 2 * DAY }, [], NOW);
    close(later);
    breakLabels(path);
    const restored = mustOpen(path);
    expect(restored.recovery).toMatchObject({ salvagedBuckets: 24 });
    for (const view of [restored, restored.ofPair('analytics')]) {
      expect(view.readPriceMark()).toBeNull();
    }
  });
});

function coverageOf(view: Pick<ReturnType<typeof mustOpen>, 'readCoverage'>) {
  const { hours, minuteHours, days } = view.readCoverage();
  return { hours: [...hours], minuteHours: [...minuteHours], days: [...days] };
}
