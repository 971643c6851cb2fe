import { describe, expect, it } from 'vitest';
import { detectChange } from '../../../../src-main/core/limits/learn/detect-change.js';
import type { CoursePoint } from '../../../../src-main/core/limits/learn/learned.js';

const courseOf = (...medians: readonly number[]) =>
  medians.map((median, at) => ({
    at,
    confidence: 0.9,
    limit: { median, low: median * 0.95, high: median * 1.05 },
  }));

describe('a limit that moved', () => {
  it('is told once it stays away for two windows', () => {
    expect(detectChange(courseOf(100, 100, 100, 130))).toBeNull();
    expect(detectChange(courseOf(100, 100, 100, 130, 131))).toEqual({
      from: 100,
      to: 131,
      since: 3,
    });
    expect(detectChange(courseOf(100, 100, 100, 70, 71))).toMatchObject({ to: 71 });
  });

  it('is not told of a smaller move, or of one window alone', () => {
    expect(detectChange(courseOf(100, 100, 100, 111, 111, 111))).toBeNull();
    expect(detectChange(courseOf(100, 100, 100, 130, 100, 100))).toBeNull();
  });

  it('is not told any more once it has come back', () => {
    const wide = ({ at, limit: { median } }: CoursePoint) => ({
      confidence: 0.6,
      at,
      limit: { median, low: median * 0.6, high: median * 1.4 },
    });
    const course = courseOf(100, 100, 100, 130, 130, 124, 118, 112, 106, 101);
    const unsure = course.map((point, index) => (index < 3 ? point : wide(point)));
    expect(detectChange(unsure.slice(0, 5))).toMatchObject({ from: 100, to: 130 });
    expect(detectChange(unsure)).toBeNull();
  });
});
