import { describe, expect, it } from 'vitest';
import { isWorkedOut } from '../../../src-main/shared/claude-said.js';
import { formatLikely } from '../../../src-main/shared/usd.js';

describe('a likely range in dollars', () => {
  it.each([
    [32.4, 37.9, '$32 – $38'],
    [18.09, 20.4, '$18 – $20'],
    [5.7, 6.61, '$5.70 – $6.61'],
    [0.4, 58, '$0.40 – $58.00'],
  ])('from %d to %d has two ends that are as exact as each other', (low, high, words) => {
    expect(formatLikely({ low, high })).toBe(words);
  });
});

describe('a percentage', () => {
  it('is worked out unless it is, but for a rounding, what Claude said', () => {
    expect(isWorkedOut(44.6, { pct: 44 })).toBe(false);
    expect(isWorkedOut(45, { pct: 44 })).toBe(true);
    expect(isWorkedOut(43, { pct: 44 })).toBe(true);
    expect(isWorkedOut(44, null)).toBe(true);
  });
});
