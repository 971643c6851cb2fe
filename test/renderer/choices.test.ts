// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src-main/shared/units.js';
import { pickGrain, resetMarks, spanOf } from '../../src-renderer/views/history-ranges.js';
import { parseDollars, typeDollars } from '../../src-renderer/views/parse-dollars.js';
import { inventHistory } from '../fixtures/histories.js';
import { NOW, WEEK_FROM } from '../fixtures/snapshots.js';

describe('spanOf', () => {
  const iso = (at: number) => new Date(at).toISOString().slice(0, 13);

  it('begins weeks on Monday and months on the first, in UTC', () => {
    const weeks = spanOf('13mo', 'week', NOW);
    expect(new Date(weeks.from).getUTCDay()).toBe(1);
    expect(iso(weeks.to)).toBe('2026-11-23T00');
    expect((weeks.to - weeks.from) / (7 * DAY_MS)).toBe(57);
    const months = spanOf('13mo', 'month', NOW);
    expect([iso(months.from), iso(months.to)]).toEqual(['2025-11-01T00', '2026-12-01T00']);
  });

  it('ends with the bucket that is still filling', () => {
    expect(iso(spanOf('24h', 'hour', NOW).to)).toBe('2026-11-21T15');
    expect(iso(spanOf('30d', 'day', NOW).from)).toBe('2026-10-23T00');
  });

  it('falls back to the grain that suits the range', () => {
    expect(pickGrain('24h', 'month')).toBe('hour');
    expect(pickGrain('13mo', 'day')).toBe('day');
    expect(pickGrain('30d', null)).toBe('day');
  });
});

describe('resetMarks', () => {
  it('marks the resets that came with the figures, but not among longer bars', () => {
    const days = inventHistory({ ...spanOf('30d', 'day', NOW), grain: 'day', by: 'none' });
    expect(resetMarks(days).at(-1)).toEqual({ at: WEEK_FROM, label: 'reset' });
    expect(resetMarks(days)).toHaveLength(days.resets.length);
    const weeks = inventHistory({ ...spanOf('90d', 'week', NOW), grain: 'week', by: 'none' });
    expect(resetMarks(weeks)).toEqual([]);
  });
});

describe('parseDollars', () => {
  it('reads what people type', () => {
    expect(parseDollars('34.80')).toBe(3_480_000_000);
    expect(parseDollars('$ 1,200')).toBe(120_000_000_000);
    expect(parseDollars('34,80')).toBe(3_480_000_000);
    expect(parseDollars('.5')).toBe(50_000_000);
    expect(parseDollars('')).toBeNull();
    for (const text of ['many', '-5', '1e9', '1,2,3', '0x10', '3.4.5']) {
      expect(parseDollars(text)).toBeUndefined();
    }
  });

  it('types an amount back as it was', () => {
    for (const text of ['35', '34.80', '0.50']) {
      expect(typeDollars(parseDollars(text) ?? null)).toBe(text);
    }
    expect(typeDollars(null)).toBe('');
  });
});
