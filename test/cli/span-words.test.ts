import { describe, expect, test } from 'vitest';
import { readCostsWords, readHistoryWords } from '../../src-main/cli/span-words.js';

const WEEK = { from: '2026-11-08', to: '2026-11-15T00:00:00+01:00' };
const SPAN = { from: Date.UTC(2026, 10, 8), to: Date.UTC(2026, 10, 14, 23) };

describe('the span of history and costs', () => {
  test('a day is a UTC day, and a time has its own offset', () => {
    expect(readCostsWords(WEEK)).toEqual({ span: SPAN });
    const query = { ...SPAN, grain: 'day', by: 'none' };
    expect(readHistoryWords(WEEK)).toEqual({ query, isCsv: false });
  });

  test('costs of no span are those of the current week; history needs both ends', () => {
    expect(readCostsWords({})).toEqual({ span: null });
    expect(readCostsWords({ to: WEEK.to })).toContain('needs --from and --to');
    expect(readHistoryWords({})).toContain('needs --from and --to');
  });

  test.each([
    [{ from: '2026-02-30', to: '2026-03-08' }, 'each an ISO time'],
    [{ from: '2026-11-15', to: '2026-11-08' }, '--to must be after --from'],
    [{ from: '2006-11-01', to: '2026-11-22' }, 'at most 20 years'],
    [{ ...WEEK, grain: 'minute' }, '--grain is one of hour, day, week, month'],
    [{ ...WEEK, by: 'colour' }, '--by is one of none, model'],
  ])('%j is refused: %s', (flags, why) => {
    expect(readHistoryWords(flags)).toContain(why);
  });
});
