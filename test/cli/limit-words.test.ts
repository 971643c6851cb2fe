import { describe, expect, test } from 'vitest';
import { readLimitWords } from '../../src-main/cli/limit-words.js';

const LATE = '2026-11-20T12:00:00Z';
const EARLY = '2026-11-13T12:00:00Z';

describe('the words after limits', () => {
  test.each([
    [[], {}, 'followed by'],
    [['forget'], {}, 'followed by'],
    [['show', 'all'], {}, 'no further words'],
    [['show'], { window: 'weekly' }, 'limits add'],
    [['import'], {}, 'one file'],
    [['import', 'one', 'two'], {}, 'one file'],
    [['add'], {}, 'reading PERCENT'],
    [['add', 'reading'], {}, 'percentage'],
    [['add', 'reading', 'much'], {}, 'percentage'],
    [['add', 'reading', '-1'], {}, 'percentage'],
    [['add', 'reading', '82', '83'], {}, 'reading PERCENT'],
    [['add', 'hit', '82'], {}, 'reading PERCENT'],
    [['add', 'hit'], { window: 'daily' }, '--window'],
    [['add', 'hit'], { window: 'weekly:' }, '--window'],
    [['add', 'hit'], { window: ['weekly', 'five_hour'] }, '--window'],
    [['add', 'hit'], { meter: 'car' }, '--meter'],
    [['add', 'hit'], { at: 'noon' }, '--at'],
    [['add', 'hit'], { resets: LATE }, '--resets'],
    [['add', 'reading', '8'], { resets: 'soon' }, '--resets'],
    [['add', 'reading', '8'], { at: LATE, resets: EARLY }, '--resets'],
  ])('%j with %j are refused, naming %s', (words, flags, named) => {
    expect(readLimitWords(words, flags)).toEqual(expect.stringContaining(named));
  });

  test('a hit is of the week unless it is said otherwise, and of now', () => {
    expect(readLimitWords(['add', 'hit'], {})).toMatchObject({
      kind: 'add',
      meter: null,
      said: { kind: 'hit', window: 'weekly', at: null },
    });
    const flags = { window: 'five_hour', meter: 'plan', at: EARLY };
    expect(readLimitWords(['add', 'hit'], flags)).toEqual({
      kind: 'add',
      meter: 'plan',
      said: { kind: 'hit', window: 'five_hour', at: Date.parse(EARLY) },
    });
  });

  test('a reading may have decimals, a reset and a family of models', () => {
    const flags = { window: 'weekly:opus', at: EARLY, resets: LATE };
    expect(readLimitWords(['add', 'reading', '82.5%'], flags)).toMatchObject({
      said: { pct: 82.5, window: 'weekly:opus', resetsAt: Date.parse(LATE) },
    });
    for (const typed of ['82,5', '82.5 %', ' 82,5%']) {
      expect(readLimitWords(['add', 'reading', typed], {})).toMatchObject({ said: { pct: 82.5 } });
    }
    expect(readLimitWords(['add', 'reading', '0'], {})).toMatchObject({
      said: { pct: 0, resetsAt: null },
    });
  });
});
