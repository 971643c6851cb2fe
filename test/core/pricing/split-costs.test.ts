import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateCosts } from '../../../src-main/core/pricing/estimate-costs.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { splitCosts } from '../../../src-main/core/pricing/split-costs.js';
import { mergeRows } from '../../../src-main/core/usage/merge-rows.js';
import { addTokens, subtractTokens } from '../../../src-main/core/usage/token-sums.js';
import {
  NO_TOKENS,
  type PricedDimensions,
  type PricedRow,
  type ShareRow,
  TOKEN_KINDS,
  UNALLOCATED,
  type UsageRow,
} from '../../../src-main/shared/usage.js';
import { pricedRowOf, seeded, shareRowOf, someUse, type Use } from '../../fakes/arbitraries.js';
import { at, priced, shared, tokens } from '../../fakes/figures.js';

const WHEN = at('2026-11-20T14:00:00Z');
const withCosts = (row: UsageRow<PricedDimensions>): PricedRow => ({
  ...row,
  costs: estimateCosts(priceTable, row.dimensions, row.tokens, WHEN),
});
const pricedRows = (uses: readonly Use[]) => mergeRows(uses.map(pricedRowOf)).map(withCosts);
const shareRows = (uses: readonly Use[]) => mergeRows(uses.map(shareRowOf));
const tokensOf = (rows: readonly UsageRow<unknown>[]) =>
  rows.reduce((sum, row) => addTokens(sum, row.tokens), NO_TOKENS);
const costOfPriced = (rows: readonly PricedRow[]) =>
  rows.reduce(
    (sum, { costs }) => TOKEN_KINDS.reduce((all, kind) => all + (costs?.[kind] ?? 0), sum),
    0,
  );
const costOfShares = (rows: readonly ShareRow[]) =>
  rows.reduce((sum, { cost }) => sum + (cost ?? 0), 0);
const unallocated = (rows: readonly ShareRow[]) =>
  rows.filter(({ dimensions }) => dimensions.workspaceId === UNALLOCATED);

describe('joining the two usage reports', () => {
  const uses = fc.array(someUse, { maxLength: 12 });

  it('with full shares, tokens and cost add up and nothing is unallocated', () => {
    fc.assert(
      fc.property(uses, (all) => {
        const rows = pricedRows(all);
        const split = splitCosts(rows, shareRows(all)) ?? expect.unreachable('it fits');
        expect(tokensOf(split)).toEqual(tokensOf(rows));
        expect(costOfShares(split)).toBe(costOfPriced(rows));
        expect(unallocated(split)).toEqual([]);
      }),
      seeded,
    );
  });

  it('what the share report lacks is an explicit rest, and both sides still add up', () => {
    fc.assert(
      fc.property(uses, uses, (told, untold) => {
        const rows = pricedRows([...told, ...untold]);
        const split = splitCosts(rows, shareRows(told)) ?? expect.unreachable('it fits');
        expect(tokensOf(split)).toEqual(tokensOf(rows));
        expect(costOfShares(split)).toBe(costOfPriced(rows));
        expect(tokensOf(unallocated(split))).toEqual(tokensOf(untold));
      }),
      seeded,
    );
  });

  it('no part of the cost is negative', () => {
    fc.assert(
      fc.property(uses, (all) => {
        for (const { cost } of splitCosts(pricedRows(all), shareRows(all)) ?? []) {
          expect(cost ?? 0).toBeGreaterThanOrEqual(0);
        }
      }),
      seeded,
    );
  });

  it('shares of more use than the priced report knows do not belong to it: null', () => {
    fc.assert(
      fc.property(uses, someUse, fc.constantFrom(...TOKEN_KINDS), (all, extra, kind) => {
        const more = { ...extra, tokens: addTokens(extra.tokens, tokens({ [kind]: 1 })) };
        expect(splitCosts(pricedRows(all), shareRows([...all, more]))).toBeNull();
      }),
      seeded,
    );
  });

  it('one token too many of one kind is enough, whatever the other kinds say', () => {
    const rows = [withCosts({ dimensions: priced(), tokens: tokens({ output: 9, cacheRead: 5 }) })];
    const shares = [{ dimensions: shared(), tokens: tokens({ output: 1, cacheRead: 6 }) }];
    expect(splitCosts(rows, shares)).toBeNull();
  });

  it('each kind of token is split by itself: who wrote the cache pays for the cache', () => {
    const rows = [
      withCosts({ dimensions: priced(), tokens: tokens({ output: 100, cacheCreation1h: 200 }) }),
    ];
    const split = splitCosts(rows, [
      { dimensions: shared({ workspaceId: 'a' }), tokens: tokens({ output: 100 }) },
      { dimensions: shared({ workspaceId: 'b' }), tokens: tokens({ cacheCreation1h: 200 }) },
    ]);
    expect(split?.map(({ cost }) => cost)).toEqual([100 * 1500, 200 * 600]);
  });

  it('rows of one cell with different prices share their mean: 2 at 1,500 and 1 at 2,250', () => {
    const old = at('2026-01-10T00:00:00Z');
    const rows = (['0-200k', '200k-1M'] as const).map((contextWindow, index): PricedRow => {
      const row = { dimensions: priced({ contextWindow }), tokens: tokens({ output: 2 - index }) };
      return { ...row, costs: estimateCosts(priceTable, row.dimensions, row.tokens, old) };
    });
    const split = splitCosts(rows, [
      { dimensions: shared({ apiKeyId: 'a' }), tokens: tokens({ output: 1 }) },
      { dimensions: shared({ apiKeyId: 'b' }), tokens: tokens({ output: 2 }) },
    ]);
    expect(split?.map(({ cost }) => cost)).toEqual([1750, 3500]);
  });

  it('use of a model without a price is shared out with no cost, not with zero', () => {
    const use = { tokens: tokens({ output: 5 }) };
    const rows = [withCosts({ dimensions: priced({ model: 'claude-mythos-preview' }), ...use })];
    const shares = [{ dimensions: shared({ model: 'claude-mythos-preview' }), ...use }];
    expect(splitCosts(rows, shares)).toEqual([{ ...shares[0], cost: null }]);
  });

  it('the rest of a cell keeps its model, tier and speed', () => {
    const dimensions = priced({ serviceTier: 'batch', speed: null });
    const split = splitCosts([withCosts({ dimensions, tokens: tokens({ output: 7 }) })], []);
    expect(split).toEqual([
      {
        dimensions: {
          model: dimensions.model,
          serviceTier: 'batch',
          speed: null,
          workspaceId: UNALLOCATED,
          apiKeyId: UNALLOCATED,
        },
        tokens: tokens({ output: 7 }),
        cost: 7 * 750,
      },
    ]);
  });

  it('nothing used is nothing to share', () => {
    expect(splitCosts([], [])).toEqual([]);
    expect(subtractTokens(NO_TOKENS, NO_TOKENS)).toEqual(NO_TOKENS);
  });
});
