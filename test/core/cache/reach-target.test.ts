import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reachTarget } from '../../../src-main/core/cache/reach-target.js';
import { seeded, someTokens } from '../../fakes/arbitraries.js';
import { tokens } from '../../fakes/figures.js';

/** Microcents per token that a read saves of each kind. */
const GAINS = { uncachedInput: 270, cacheCreation5m: 345, cacheCreation1h: 570 };
const gainsOf = (counts: ReturnType<typeof tokens>) => ({
  uncachedInput: counts.uncachedInput * GAINS.uncachedInput,
  cacheCreation5m: counts.cacheCreation5m * GAINS.cacheCreation5m,
  cacheCreation1h: counts.cacheCreation1h * GAINS.cacheCreation1h,
  cacheRead: 0,
});
const reach = (some: Parameters<typeof tokens>[0]) =>
  reachTarget(tokens(some), gainsOf(tokens(some)));

describe('what becomes a cache read', () => {
  it('is uncached input, as much as is missing', () => {
    expect(reach({ uncachedInput: 400, cacheCreation5m: 100, cacheRead: 500 })).toBe(350 * 270);
  });

  it('is cache creation where uncached input is not enough, the 5-minute kind first', () => {
    expect(
      reach({ uncachedInput: 100, cacheCreation5m: 300, cacheCreation1h: 100, cacheRead: 500 }),
    ).toBe(100 * 270 + 250 * 345);
    expect(
      reach({ uncachedInput: 100, cacheCreation5m: 100, cacheCreation1h: 300, cacheRead: 500 }),
    ).toBe(100 * 270 + 100 * 345 + 150 * 570);
  });

  it('is nothing at the target and above it', () => {
    expect(reach({ uncachedInput: 15, cacheRead: 85 })).toBe(0);
    expect(reach({ uncachedInput: 1, cacheRead: 99 })).toBe(0);
    expect(reach({})).toBe(0);
  });

  it('is nothing where a read costs more than it would save', () => {
    const dear = { uncachedInput: -5000, cacheCreation5m: 0, cacheCreation1h: 0, cacheRead: 0 };
    expect(reachTarget(tokens({ uncachedInput: 100 }), dear)).toBe(0);
  });
});

it('saves at least the cheapest and at most the dearest gain per missing token', () => {
  fc.assert(
    fc.property(someTokens, (counts) => {
      const { uncachedInput, cacheCreation5m, cacheCreation1h, cacheRead } = counts;
      const input = uncachedInput + cacheCreation5m + cacheCreation1h + cacheRead;
      const missing = Math.max(0, 0.85 * input - cacheRead);
      const saving = reach(counts);
      expect(saving).toBeGreaterThanOrEqual(Math.floor(missing * 270) - 2);
      expect(saving).toBeLessThanOrEqual(Math.ceil(missing * 570) + 2);
    }),
    seeded,
  );
});
