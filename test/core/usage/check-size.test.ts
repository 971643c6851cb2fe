import { describe, expect, test } from 'vitest';
import { estimateCosts } from '../../../src-main/core/pricing/estimate-costs.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { checkCost, checkUse } from '../../../src-main/core/usage/check-size.js';
import { NO_TOKENS } from '../../../src-main/shared/usage.js';

const rows = (output: number, count = 1) =>
  Array.from({ length: count }, () => ({ dimensions: null, tokens: { ...NO_TOKENS, output } }));

describe('A26: what cannot be added up is refused before it is kept', () => {
  test('an hour of a hundred thousand million tokens is the most that is believed', () => {
    expect(checkUse(rows(100_000_000_000)).ok).toBe(true);
    expect(checkUse(rows(100_000_000_001))).toMatchObject({
      failure: { kind: 'unexpected-response' },
    });
    expect(checkUse(rows(50_000_000_001, 2)).ok).toBe(false);
    expect(checkUse(rows(Number.MAX_SAFE_INTEGER)).ok).toBe(false);
  });

  test('requests and searches are counted too', () => {
    expect(checkUse([{ dimensions: null, tokens: NO_TOKENS, requests: 2e9 }]).ok).toBe(false);
    const tokens = { ...NO_TOKENS, webSearchRequests: 2e9 };
    expect(checkUse([{ dimensions: null, tokens }]).ok).toBe(false);
  });

  test('credits count as charges do: they must not hide each other', () => {
    expect(checkCost([3e14, -3e14], 'day').ok).toBe(false);
    expect(checkCost([1e14, -1e14], 'day').ok).toBe(true);
    expect(checkCost([1.1e13], 'hour').ok).toBe(false);
  });

  test('a month of the greatest hours and days is a whole number still', () => {
    expect(Number.isSafeInteger(1e13 * 24 * 31)).toBe(true);
    expect(Number.isSafeInteger(2.4e14 * 31)).toBe(true);
  });

  test('the dearest price of the greatest hour can be computed', () => {
    const tokens = { ...NO_TOKENS, output: 100_000_000_000 };
    for (const model of ['claude-fable-5-2', 'claude-opus-4-7', 'claude-opus-4-1']) {
      const dimensions = {
        model,
        serviceTier: 'standard',
        contextWindow: '0-200k',
        inferenceGeo: 'us',
        speed: 'fast',
      };
      const at = Date.UTC(2026, 5, 1);
      const costs = estimateCosts(priceTable, dimensions, tokens, at);
      if (costs) expect(Number.isSafeInteger(costs.output)).toBe(true);
    }
  });
});
