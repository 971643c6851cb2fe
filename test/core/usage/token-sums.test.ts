import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addTokens,
  cacheEfficiency,
  isUnused,
  smallerTokens,
  subtractTokens,
  tokenFigures,
} from '../../../src-main/core/usage/token-sums.js';
import { TOKEN_KINDS } from '../../../src-main/shared/usage.js';
import { seeded, someTokens } from '../../fakes/arbitraries.js';
import { tokens } from '../../fakes/figures.js';

describe('sums of tokens', () => {
  it('what is added can be taken away again, kind by kind', () => {
    fc.assert(
      fc.property(someTokens, someTokens, (a, b) => {
        expect(subtractTokens(addTokens(a, b), b)).toEqual(a);
        for (const kind of TOKEN_KINDS) expect(addTokens(a, b)[kind]).toBe(a[kind] + b[kind]);
      }),
      seeded,
    );
  });

  it('the smaller of two never exceeds either', () => {
    fc.assert(
      fc.property(someTokens, someTokens, (a, b) => {
        const least = smallerTokens(a, b);
        for (const kind of TOKEN_KINDS) expect(least[kind]).toBe(Math.min(a[kind], b[kind]));
      }),
      seeded,
    );
  });

  it('cache reads count to the total and not to the limit; searches to neither', () => {
    const figures = tokenFigures({
      uncachedInput: 1,
      cacheCreation5m: 20,
      cacheCreation1h: 300,
      cacheRead: 4000,
      output: 50_000,
      webSearchRequests: 600_000,
    });
    expect(figures.limitTokens).toBe(50_321);
    expect(figures.total).toBe(54_321);
    expect(figures.webSearchRequests).toBe(600_000);
  });

  it.each(TOKEN_KINDS)('one of %s is use', (kind) => {
    expect(isUnused(tokens())).toBe(true);
    expect(isUnused(tokens({ [kind]: 1 }))).toBe(false);
  });
});

describe('cache efficiency', () => {
  it('is the read share of all input, and output does not matter', () => {
    const counts = { uncachedInput: 1, cacheCreation5m: 2, cacheCreation1h: 3, cacheRead: 18 };
    expect(cacheEfficiency(tokens(counts))).toBe(0.75);
    expect(cacheEfficiency(tokens({ ...counts, output: 999 }))).toBe(0.75);
  });

  it('is not known without input: nothing is not 0 %', () => {
    expect(cacheEfficiency(tokens({ output: 10, webSearchRequests: 2 }))).toBeNull();
    expect(cacheEfficiency(tokens({ uncachedInput: 10 }))).toBe(0);
  });
});
