import { describe, expect, it } from 'vitest';
import { parsePercent } from '../../../src-main/shared/parse-percent.js';

describe('parsePercent', () => {
  it('reads what people type, and refuses what is no percentage', () => {
    expect(['82', '82 %', '82%', ' 82.5 ', '82,5', '0', '101'].map(parsePercent)).toEqual([
      82, 82, 82, 82.5, 82.5, 0, 101,
    ]);
    for (const text of ['', '%', '-3', 'much', '1e2', '82.555', '8 2', '%82', '1000']) {
      expect(parsePercent(text), text).toBeNull();
    }
  });
});
