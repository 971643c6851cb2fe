import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCache } from '../../../src-main/core/cache/read-cache.js';
import type { UsageHistory } from '../../../src-main/core/ports.js';
import { estimateCosts } from '../../../src-main/core/pricing/estimate-costs.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { mergeRows } from '../../../src-main/core/usage/merge-rows.js';
import type { Cache, CacheUse } from '../../../src-main/shared/cache.js';
import { DAY_MS, floorHour, HOUR_MS } from '../../../src-main/shared/units.js';
import { NO_TOKENS } from '../../../src-main/shared/usage.js';
import { pricedRowOf, seeded, shareRowOf, someUse, type Use } from '../../fakes/arbitraries.js';
import { at, storedHour } from '../../fakes/figures.js';
import { openUnclosedStore } from '../../fakes/memory-store.js';

/** A price changes on the third of these days: the cache reads of Sonnet 5.5 on 7 October. */
const FROM = at('2026-10-05T00:00:00Z');
const SPAN = { from: FROM, to: FROM + 9 * DAY_MS };

interface TimedUse {
  readonly at: number;
  readonly use: Use;
}
const someUses = fc.array(
  fc.record({ at: fc.integer({ min: SPAN.from, max: SPAN.to - 1 }), use: someUse }),
  { maxLength: 25 },
);

function fill(history: UsageHistory, uses: readonly TimedUse[]): void {
  const hours = [];
  for (let start: number = SPAN.from; start < SPAN.to; start += HOUR_MS) {
    const own = uses.filter((used) => floorHour(used.at) === start).map(({ use }) => use);
    const rows = mergeRows(own.map(pricedRowOf));
    hours.push(storedHour({ start: floorHour(start), rows }, mergeRows(own.map(shareRowOf))));
  }
  expect(history.replaceHours(SPAN, hours, SPAN.to).ok).toBe(true);
}

/** The saving as the definition has it, one request after the other. */
function ownSaving(uses: readonly TimedUse[]): number {
  return uses.reduce((sum, { at: when, use: { dimensions, tokens } }) => {
    const { uncachedInput, cacheCreation5m, cacheCreation1h, cacheRead } = tokens;
    const input = { ...NO_TOKENS, uncachedInput, cacheCreation5m, cacheCreation1h, cacheRead };
    const all = uncachedInput + cacheCreation5m + cacheCreation1h + cacheRead;
    const costOf = (counts: typeof tokens) =>
      Object.values(estimateCosts(priceTable, dimensions, counts, when) ?? {}).reduce<number>(
        (total, cost) => total + cost,
        0,
      );
    return sum + costOf({ ...NO_TOKENS, uncachedInput: all }) - costOf(input);
  }, 0);
}

const AMOUNTS = ['uncachedInput', 'cacheCreation', 'cacheRead', 'savedMicrocents'] as const;
const sumOf = (parts: readonly CacheUse[], amount: keyof CacheUse) =>
  parts.reduce((sum, part) => sum + (part[amount] ?? 0), 0);

function checkSums({ total, models, workspaces, buckets }: Cache): void {
  for (const parts of [models, workspaces]) {
    for (const amount of [...AMOUNTS, 'couldSaveMicrocents'] as const) {
      expect(sumOf(parts, amount)).toBe(total[amount] ?? 0);
    }
  }
  for (const amount of AMOUNTS) expect(sumOf(buckets, amount)).toBe(total[amount] ?? 0);
}

it('models, workspaces and buckets add up to the total, whatever the bucket', () => {
  fc.assert(
    fc.property(someUses, (uses) => {
      const store = openUnclosedStore();
      try {
        fill(store, uses);
        const answers = (['hour', 'day', 'week'] as const).map((grain) =>
          readCache(store, priceTable, { ...SPAN, grain }, SPAN.to),
        );
        answers.forEach(checkSums);
        const [byHour, ...others] = answers;
        for (const { total, unpriced } of others) {
          expect(total.efficiency).toBe(byHour?.total.efficiency);
          const could = (total.couldSaveMicrocents ?? 0) - (byHour?.total.couldSaveMicrocents ?? 0);
          expect(Math.abs(could)).toBeLessThan(200);
          expect(unpriced).toEqual(byHour?.unpriced);
        }
        const isPriced = byHour?.total.savedMicrocents !== null;
        const saved = byHour?.total.savedMicrocents ?? 0;
        // Each of a few dozen prices is rounded to the microcent by itself.
        expect(Math.abs(saved - ownSaving(uses))).toBeLessThan(200);
        if (uses.length === 0) expect(isPriced && saved === 0).toBe(true);
      } finally {
        store.close();
      }
    }),
    { ...seeded, numRuns: 60 },
  );
});
