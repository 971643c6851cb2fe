import { describe, expect, it } from 'vitest';
import { agoOf } from '../../src-main/shared/ago.js';
import { describeWhy } from '../../src-main/shared/describe-learned.js';
import { formatInstant } from '../../src-main/shared/format.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src-main/shared/units.js';
import { describeEnd } from '../../src-renderer/views/limits/describe-load.js';
import { showLines } from '../../src-renderer/views/limits/show-lines.js';
import { parseZoned, typeDate, typeTime } from '../../src-renderer/views/limits/zoned-time.js';
import { planWeek, weekLoad } from '../fixtures/limit-windows.js';
import { NOW } from '../fixtures/snapshots.js';

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
});

describe('parseZoned', () => {
  it('is the inverse of what the fields show, also across changes of the clocks', () => {
    for (const zone of ['UTC', 'Europe/Oslo', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia']) {
      for (let at = Date.UTC(2026, 0, 1, 3, 30); at < Date.UTC(2027, 0); at += 37 * HOUR_MS) {
        expect(parseZoned(typeDate(at, zone), typeTime(at, zone), zone)).toBe(at);
      }
    }
  });

  it.each([
    ['comes twice', 'Europe/Oslo', '2026-10-25', '02:30', '2026-10-25T00:30:00Z'],
    ['is skipped', 'Europe/Oslo', '2026-03-29', '02:30', '2026-03-29T01:00:00Z'],
    ['comes twice', 'America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00Z'],
    ['is skipped', 'America/New_York', '2026-03-08', '2:15', '2026-03-08T07:00:00Z'],
    ['comes twice', 'Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45:00Z'],
    ['is skipped', 'Australia/Lord_Howe', '2026-10-04', '02:10', '2026-10-03T15:30:00Z'],
  ])(
    'takes a time that %s in %s as every part does: the first, or the jump',
    (_, zone, date, time, expected) => {
      expect(formatInstant(parseZoned(date, time, zone) ?? 0)).toBe(expected);
    },
  );

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
