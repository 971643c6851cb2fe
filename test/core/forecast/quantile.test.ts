import { describe, expect, it } from 'vitest';
import { weighedQuantile } from '../../../src-main/core/forecast/quantile.js';
import { medianOf } from '../../../src-main/core/median.js';

const weighed = (...pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([value, weight]) => ({ value, weight }));

describe('a quantile of weighed values', () => {
  it('is the same distance from both ends', () => {
    const items = weighed([3, 1], [-1, 1], [1, 1], [-3, 1]);
    expect(weighedQuantile(items, 0.25)).toBe(-2);
    expect(weighedQuantile(items, 0.5)).toBe(0);
    expect(weighedQuantile(items, 0.75)).toBe(2);
  });

  it('follows the weight', () => {
    const items = weighed([10, 1], [20, 8], [30, 1]);
    expect(weighedQuantile(items, 0.5)).toBe(20);
    expect(weighedQuantile(items, 0.05)).toBe(10);
    expect(weighedQuantile(items, 0.275)).toBeCloseTo(15, 9);
  });

  it('beyond the outermost values is the outermost, and of nothing there is none', () => {
    expect(weighedQuantile(weighed([5, 1], [7, 1]), 0)).toBe(5);
    expect(weighedQuantile(weighed([5, 1], [7, 1]), 1)).toBe(7);
    expect(weighedQuantile([], 0.5)).toBeNaN();
  });
});

describe('the middle of values', () => {
  it.each([
    [[3, 1, 2], 2],
    [[10, -2, 4, 6], 5],
    [[7], 7],
    [[], null],
  ])('of %j is %j', (values, middle) => {
    expect(medianOf(values)).toBe(middle);
  });
});
