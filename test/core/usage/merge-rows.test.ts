import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRows } from '../../../src-main/core/usage/merge-rows.js';
import { addTokens } from '../../../src-main/core/usage/token-sums.js';
import { NO_TOKENS, type UsageRow } from '../../../src-main/shared/usage.js';
import { pricedRowOf, seeded, someUse } from '../../fakes/arbitraries.js';
import { priced, tokens } from '../../fakes/figures.js';

const sum = (rows: readonly UsageRow<unknown>[]) =>
  rows.reduce((all, row) => addTokens(all, row.tokens), NO_TOKENS);
const someRows = fc.array(someUse.map(pricedRowOf), { maxLength: 20 });

describe('merging rows', () => {
  it('keeps every token and leaves each combination of dimensions once', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const merged = mergeRows(rows);
        expect(sum(merged)).toEqual(sum(rows));
        const names = merged.map(({ dimensions }) => JSON.stringify(dimensions));
        expect(new Set(names).size).toBe(names.length);
      }),
      seeded,
    );
  });

  it('merging twice is merging once', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        expect(mergeRows(mergeRows(rows))).toEqual(mergeRows(rows));
      }),
      seeded,
    );
  });

  it('tells null from the text "null"', () => {
    const use = { tokens: tokens({ output: 1 }) };
    const rows = [
      { dimensions: priced({ speed: null }), ...use },
      { dimensions: priced({ speed: 'null' }), ...use },
    ];
    expect(mergeRows(rows)).toEqual(rows);
  });
});
