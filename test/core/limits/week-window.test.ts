import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  resetsWithin,
  type WeeklyReset,
  weekWindow,
} from '../../../src-main/core/limits/week-window.js';
import { formatInstant } from '../../../src-main/shared/format.js';
import { defaultSettings } from '../../../src-main/shared/settings.js';
import { DAY_MS, HOUR_MS } from '../../../src-main/shared/units.js';
import { wallTime, weekdayOf } from '../../../src-main/shared/zoned-time.js';
import { seeded } from '../../fakes/arbitraries.js';
import { at } from '../../fakes/figures.js';

const reset = (weekday: number, time: string, zone: string): WeeklyReset => ({
  weeklyResetWeekday: weekday,
  weeklyResetTime: time,
  weeklyResetZone: zone,
});
const window = (now: string, rule: WeeklyReset) => {
  const { from, to } = weekWindow(at(now), rule);
  return [formatInstant(from), formatInstant(to), (to - from) / HOUR_MS];
};

describe('the week', () => {
  it.each([
    ['in the middle', '2026-11-21T20:00:00Z', '2026-11-15T10:59:00Z', '2026-11-22T10:59:00Z'],
    [
      'a second before the reset',
      '2026-11-22T10:58:59Z',
      '2026-11-15T10:59:00Z',
      '2026-11-22T10:59:00Z',
    ],
    ['at the reset', '2026-11-22T10:59:00Z', '2026-11-22T10:59:00Z', '2026-11-29T10:59:00Z'],
    [
      'later on the day of the reset',
      '2026-11-22T23:00:00Z',
      '2026-11-22T10:59:00Z',
      '2026-11-29T10:59:00Z',
    ],
  ])('runs Sunday 10:59 UTC to Sunday 10:59 UTC by default: %s', (_, now, from, to) => {
    expect(window(now, defaultSettings)).toEqual([from, to, 168]);
  });

  it.each([
    ['29 February', '2028-02-29T12:00:00Z', '2028-02-27T10:59:00Z', '2028-03-05T10:59:00Z'],
    [
      'the days before new year',
      '2026-12-31T12:00:00Z',
      '2026-12-27T10:59:00Z',
      '2027-01-03T10:59:00Z',
    ],
    [
      'the days after new year, ISO week 53',
      '2027-01-01T12:00:00Z',
      '2026-12-27T10:59:00Z',
      '2027-01-03T10:59:00Z',
    ],
  ])('T3: holds %s', (_, now, from, to) => {
    expect(window(now, defaultSettings).slice(0, 2)).toEqual([from, to]);
  });

  it('the weekday is that of the reset zone, which may be another day in UTC', () => {
    const rule = reset(1, '00:30', 'Asia/Kathmandu');
    expect(window('2026-11-21T20:00:00Z', rule).slice(0, 2)).toEqual([
      '2026-11-15T18:45:00Z',
      '2026-11-22T18:45:00Z',
    ]);
    const far = reset(6, '23:00', 'Pacific/Pago_Pago');
    expect(window('2026-11-22T09:00:00Z', far).slice(0, 2)).toEqual([
      '2026-11-15T10:00:00Z',
      '2026-11-22T10:00:00Z',
    ]);
  });
});

describe('T5: a clock change in the zone of the reset', () => {
  it('a week with the change in it is an hour shorter or longer, at the stated time', () => {
    const oslo = reset(1, '09:00', 'Europe/Oslo');
    expect(window('2026-03-29T12:00:00Z', oslo)).toEqual([
      '2026-03-23T08:00:00Z',
      '2026-03-30T07:00:00Z',
      167,
    ]);
    expect(window('2026-10-25T12:00:00Z', oslo)).toEqual([
      '2026-10-19T07:00:00Z',
      '2026-10-26T08:00:00Z',
      169,
    ]);
  });

  it('Lord Howe moves by half an hour, and so does the week', () => {
    const island = reset(1, '09:00', 'Australia/Lord_Howe');
    expect(window('2026-04-05T00:00:00Z', island)[2]).toBe(168.5);
    expect(window('2026-10-04T00:00:00Z', island)[2]).toBe(167.5);
  });

  it('a reset at a time that does not exist that night happens once, when the clock jumps', () => {
    const skipped = reset(0, '02:30', 'Europe/Oslo');
    expect(window('2026-03-29T00:59:59Z', skipped)[1]).toBe('2026-03-29T01:00:00Z');
    expect(window('2026-03-29T01:00:00Z', skipped).slice(0, 2)).toEqual([
      '2026-03-29T01:00:00Z',
      '2026-04-05T00:30:00Z',
    ]);
  });

  it('a reset at a time that comes twice that night happens once, at the first', () => {
    const doubled = reset(0, '02:30', 'Europe/Oslo');
    expect(window('2026-10-25T00:29:59Z', doubled)[1]).toBe('2026-10-25T00:30:00Z');
    // Between the two 02:30s and at the second one the same new week runs.
    for (const now of ['2026-10-25T00:30:00Z', '2026-10-25T01:15:00Z', '2026-10-25T01:30:00Z']) {
      expect(window(now, doubled).slice(0, 2)).toEqual([
        '2026-10-25T00:30:00Z',
        '2026-11-01T01:30:00Z',
      ]);
    }
  });
});

describe('windows tile time', () => {
  const rules = fc
    .tuple(
      fc.integer({ min: 0, max: 6 }),
      fc.nat(23),
      fc.nat(59),
      fc.constantFrom(
        'UTC',
        'Europe/Oslo',
        'America/New_York',
        'Australia/Lord_Howe',
        'Asia/Kathmandu',
        'America/Havana',
        'Pacific/Kiritimati',
        'Pacific/Pago_Pago',
      ),
    )
    .map(([weekday, hour, minute, zone]) => {
      const pad = (value: number) => String(value).padStart(2, '0');
      return reset(weekday, `${pad(hour)}:${pad(minute)}`, zone);
    });
  const instants = fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2032-01-01T00:00:00Z') });

  it('without a gap or an overlap, in 7 days give or take an hour', () => {
    fc.assert(
      fc.property(instants, rules, (now, rule) => {
        const week = weekWindow(now, rule);
        expect(week.from).toBeLessThanOrEqual(now);
        expect(week.to).toBeGreaterThan(now);
        expect(Math.abs(week.to - week.from - 7 * DAY_MS)).toBeLessThanOrEqual(HOUR_MS);
        expect(weekWindow(week.from, rule)).toEqual(week);
        expect(weekWindow(week.to - 1, rule)).toEqual(week);
        expect(weekWindow(week.to, rule).from).toBe(week.to);
        expect(weekWindow(week.from - 1, rule).to).toBe(week.from);
      }),
      seeded,
    );
  });

  it('each starts on the weekday and at the time of the rule, unless that time is skipped', () => {
    fc.assert(
      fc.property(instants, rules, (now, rule) => {
        const wall = wallTime(weekWindow(now, rule).from, rule.weeklyResetZone);
        expect(weekdayOf(wall)).toBe(rule.weeklyResetWeekday);
        const [hour = 0, minute = 0] = rule.weeklyResetTime.split(':').map(Number);
        const late = wall.hour * 60 + wall.minute - (hour * 60 + minute);
        expect(late).toBeGreaterThanOrEqual(0);
        expect(late).toBeLessThanOrEqual(60);
      }),
      seeded,
    );
  });

  it.each([['0001-01-01T00:00:00Z'], ['0099-12-31T00:00:00Z']])(
    'is one of seven days where the calendar does not reach, and stepping comes to an end: %s',
    (year) => {
      const from = Date.parse(year);
      const week = weekWindow(from, defaultSettings);
      expect(week.from <= from && from < week.to).toBe(true);
      const to = from + 10 * DAY_MS;
      expect(resetsWithin({ from, to }, defaultSettings).length).toBeLessThanOrEqual(2);
    },
  );
});
