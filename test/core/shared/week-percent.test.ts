import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src-main/shared/snapshot.js';
import {
  describeWeekSpread,
  formatWeekPercent,
  isOverLimit,
} from '../../../src-main/shared/week-percent.js';
import { fine } from '../../fixtures/snapshots.js';

const limit = { microcents: 3480e6, source: 'learned', low: 32e8, high: 38e8, confidence: 0.8 };
const week = (some: Partial<Snapshot['week']>): Snapshot['week'] => ({ ...fine.week, ...some });
const learned = (percent: number, low: number, high: number, some = {}) =>
  week({
    percent,
    percentSource: 'learned',
    percentRange: { low, high },
    limit: { ...limit, source: 'learned' },
    ...some,
  });

describe('the words of the weekly percentage', () => {
  it('of what is learned are "~" and how sure it is', () => {
    expect(formatWeekPercent(learned(82, 76, 88))).toBe('~82 %');
    expect(describeWeekSpread(learned(82, 76, 88))).toBe('likely 76 – 88 %');
    expect(describeWeekSpread(learned(82, 76, 130))).toBe('likely 76 – 100 %');
  });

  it('beyond the limit for sure say so and no more', () => {
    expect(formatWeekPercent(learned(100, 103, 120))).toBe('>100 %');
    expect(describeWeekSpread(learned(100, 103, 120))).toBeNull();
  });

  it('of a rough guess are its range alone', () => {
    const rough = learned(82, 55, 119, { limit: null });
    expect(formatWeekPercent(rough)).toBe('55 – 100 %');
    expect(describeWeekSpread(rough)).toBeNull();
  });

  it('of what Claude said, or of a limit that was set, are a plain number', () => {
    const said = { percentSource: 'reading', reading: { pct: 82, at: 0 } } as const;
    for (const plain of [learned(82.4, 81.9, 82.9, said), week({ percent: 82.4 })]) {
      expect(formatWeekPercent(plain)).toBe('82 %');
      expect(describeWeekSpread(plain)).toBeNull();
    }
    expect(formatWeekPercent(week({ percent: null, percentSource: null }))).toBe('–');
  });
});

describe('a week over its limit', () => {
  it('is one of which even the low end is, where it is learned', () => {
    expect(isOverLimit(learned(100, 93, 120))).toBe(false);
    expect(isOverLimit(learned(100, 100, 120))).toBe(true);
    expect(isOverLimit(week({ percent: 99.9 }))).toBe(false);
    expect(isOverLimit(week({ percent: 100 }))).toBe(true);
    expect(isOverLimit(week({ percent: null, percentSource: null }))).toBe(false);
  });
});
