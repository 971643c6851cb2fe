import { describe, expect, test } from 'vitest';
import type { StatusGlance } from '../../../src-main/core/limits/limit-ports.js';
import { parseGlance } from '../../../src-main/core/status-line/parse-glance.js';
import { seeReading } from '../../../src-main/core/status-line/seen-reading.js';
import {
  type StatusLineParts,
  statusLineText,
} from '../../../src-main/core/status-line/status-line-text.js';

const NOW = Date.parse('2026-11-22T08:00:00Z');
const HOUR = 3_600_000;
const END = NOW + 70 * HOUR;
const NOTHING: StatusLineParts = {
  payload: { contextPercent: null, cachePercent: null },
  fiveHour: null,
  weekly: null,
  glance: null,
};
const glance = (week: Partial<NonNullable<StatusGlance['week']>> = {}): StatusGlance => ({
  savedAt: NOW - HOUR,
  week: { end: END, percent: 44, isLearned: true, hours: { used: 27, inLimit: 61 }, ...week },
});
const weekly = (percent: number, end = END) => seeReading('weekly', percent, end / 1000);
const textOf = (parts: Partial<StatusLineParts>) => statusLineText({ ...NOTHING, ...parts }, NOW);

describe('the line', () => {
  test('says context, both windows and the cache', () => {
    const line = textOf({
      payload: { contextPercent: 42, cachePercent: 86.4 },
      fiveHour: seeReading('five_hour', 31, (NOW + HOUR) / 1000),
      weekly: weekly(44),
      glance: glance(),
    });
    expect(line).toBe('Context 42% | 5h 31% | Week ~27 of 61 h (44%) | Cache 86%');
  });

  test('leaves out what is unknown, and is empty when nothing is known', () => {
    expect(textOf({ payload: { contextPercent: 0, cachePercent: null } })).toBe('Context 0%');
    expect(textOf({})).toBe('');
  });

  test.each([
    [0.3, '<1%'],
    [0.5, '1%'],
    [99.7, '99%'],
    [100, '100%'],
    [100.3, '>100%'],
    [118, '118%'],
  ])('%d percent is %s: near a limit is not at it', (percent, text) => {
    expect(textOf({ weekly: weekly(percent) })).toBe(`Week ${text}`);
  });
});

describe('the week', () => {
  test('has learned hours always, and a percentage that is learned or reported', () => {
    expect(textOf({ glance: glance() })).toBe('Week ~27 of 61 h (~44%)');
    expect(textOf({ glance: glance({ isLearned: false }) })).toBe('Week ~27 of 61 h (44%)');
    expect(textOf({ glance: glance({ hours: null }) })).toBe('Week ~44%');
    expect(textOf({ glance: glance({ hours: null, isLearned: false }) })).toBe('Week 44%');
  });

  test('a reading beats the learned percentage, and the hours follow it', () => {
    expect(textOf({ weekly: weekly(44), glance: glance() })).toBe('Week ~27 of 61 h (44%)');
    expect(textOf({ weekly: weekly(66), glance: glance() })).toBe('Week ~41 of 61 h (66%)');
    const reported = glance({ isLearned: false });
    expect(textOf({ weekly: weekly(66), glance: reported })).toBe('Week ~41 of 61 h (66%)');
    expect(textOf({ weekly: weekly(44), glance: glance({ hours: null }) })).toBe('Week 44%');
  });

  test('a glance of another week lends no hours', () => {
    expect(textOf({ weekly: weekly(44, END + 20 * 60_000), glance: glance() })).toBe('Week 44%');
  });

  test('a glance of an ended week, or of yesterday, is not shown', () => {
    expect(textOf({ glance: glance({ end: NOW }) })).toBe('');
    expect(textOf({ glance: { ...glance(), savedAt: NOW - 25 * HOUR } })).toBe('');
  });

  test('few hours are told with their tenths', () => {
    expect(textOf({ glance: glance({ hours: { used: 1.62, inLimit: 3.7 } }) })).toBe(
      'Week ~1.6 of 3.7 h (~44%)',
    );
  });
});

describe('a glance from the disk', () => {
  test('is taken whole or not at all; wrong hours are left out', () => {
    const stored = glance();
    expect(parseGlance(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
    expect(parseGlance({ savedAt: NOW, week: null })).toEqual({ savedAt: NOW, week: null });
    expect(parseGlance({ ...stored, week: { ...stored.week, hours: { used: 'many' } } })).toEqual(
      glance({ hours: null }),
    );
  });

  test.each([
    [undefined],
    [null],
    [[]],
    ['text'],
    [{ week: null }],
    [{ savedAt: 'now', week: null }],
    [{ savedAt: Number.NaN }],
  ])('F1 is none: %j', (value) => {
    expect(parseGlance(value)).toBeNull();
  });

  test.each([[{ percent: '44' }], [{ percent: -1 }], [{ end: null }], [{ isLearned: 1 }]])(
    'F2 a week that is not whole says nothing: %j',
    (wrong) => {
      const stored = { savedAt: NOW, week: { ...glance().week, ...wrong } };
      expect(parseGlance(stored)).toEqual({ savedAt: NOW, week: null });
    },
  );
});
