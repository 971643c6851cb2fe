import { describe, expect, it } from 'vitest';
import { agoOf } from '../../src-main/shared/ago.js';
import { describeWhy } from '../../src-main/shared/describe-learned.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src-main/shared/units.js';
import { describeEnd, describeRest } from '../../src-renderer/views/limits/describe-load.js';
import { nameLimit, nameWindow } from '../../src-renderer/views/limits/name-window.js';
import { parsePercent } from '../../src-renderer/views/limits/parse-percent.js';
import { showLines } from '../../src-renderer/views/limits/show-lines.js';
import { parseZoned, typeDate, typeTime } from '../../src-renderer/views/limits/zoned-time.js';
import { likely, planWeek, weekLoad } from '../fixtures/limit-windows.js';
import { NOW } from '../fixtures/snapshots.js';

describe('names', () => {
  it('of windows and limits are those of the usage page', () => {
    expect(nameWindow('weekly:opus')).toBe('Week, Opus');
    expect(nameLimit('weekly:opus')).toBe('weekly Opus limit');
    expect(nameLimit('five_hour')).toBe('5-hour limit');
    expect(nameWindow('weekly: \u202e')).toBe('Week, Unnamed');
  });
});

describe('words', () => {
  it('count what was seen, and when last', () => {
    const one = { ...planWeek.good, counts: { hits: 1, readings: 0, quiet: 1 } };
    expect(describeWhy(one, NOW)).toBe('1 limit hit, 1 quiet week, last 4 days ago');
    expect(agoOf(20 * MINUTE_MS)).toBe('20 min ago');
    expect(agoOf(5.4 * HOUR_MS)).toBe('5 h ago');
    expect(agoOf(1.2 * DAY_MS)).toBe('1 day ago');
  });

  it('tell an end only as surely as it is known', () => {
    const endOf = (runOutChance: number | null, runsOutAt: number | null = NOW) =>
      describeEnd({ ...planWeek.good, now: { ...weekLoad, runOutChance, runsOutAt } }, 'UTC');
    expect(endOf(null)).toBeNull();
    expect(endOf(0.19, null)).toBe('Lasts until the reset.');
    expect(endOf(0.3)).toBe('At your usual pace it may run out about Sat 14:22.');
    expect(endOf(0.8)).toBe('At your usual pace it runs out about Sat 14:22.');
  });

  it('leave out what is left when the limit is rough, and hours where none are known', () => {
    expect(describeRest({ ...planWeek.good, word: 'rough' })).toBeNull();
    const bare = {
      ...weekLoad,
      hoursLeft: null,
      remainingTokens: null,
      remainingUsd: likely(5, 4, 6),
    };
    expect(describeRest({ ...planWeek.good, now: bare })).toBe(
      'Left: about $5.00 (likely $4.00 – $6.00).',
    );
  });
});

describe('parsePercent', () => {
  it('reads what people type, and refuses what is no percentage', () => {
    expect(['82', '82 %', '82.5', '82,5', '0', '101'].map(parsePercent)).toEqual([
      82, 82, 82.5, 82.5, 0, 101,
    ]);
    for (const text of ['', '-3', 'much', '1e2', '82.555', '1000']) {
      expect(parsePercent(text)).toBeNull();
    }
  });
});

describe('parseZoned', () => {
  it('is the inverse of what the fields show, also across changes of the clocks', () => {
    for (const zone of ['UTC', 'Europe/Oslo', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia']) {
      for (let at = Date.UTC(2026, 0, 1, 3, 30); at < Date.UTC(2027, 0); at += 37 * HOUR_MS) {
        expect(parseZoned(typeDate(at, zone), typeTime(at, zone), zone)).toBe(at);
      }
    }
  });

  it('refuses what is no time', () => {
    for (const time of ['', '24:00', '12:60', '9', 'noon']) {
      expect(parseZoned('2026-11-21', time, 'UTC')).toBeNull();
    }
    expect(parseZoned('', '10:00', 'UTC')).toBeNull();
  });
});

describe('a part of a settings file', () => {
  it('is shown without the indent that its first line left behind', () => {
    const entry = '"statusLine": {\n    "type": "command"\n  }';
    expect(showLines(entry)).toBe('"statusLine": {\n  "type": "command"\n}');
    expect(showLines('"one"')).toBe('"one"');
  });
});
