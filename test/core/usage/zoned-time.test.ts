import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  instantOf,
  localDay,
  utcMonth,
  wallTime,
  weekdayOf,
} from '../../../src-main/core/usage/zoned-time.js';
import { formatInstant } from '../../../src-main/shared/format.js';
import { HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { seeded } from '../../fakes/arbitraries.js';
import { at } from '../../fakes/figures.js';

const ZONES = [
  'UTC',
  'Europe/Oslo',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'America/St_Johns',
  'America/Havana',
  'America/Santiago',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Pacific/Chatham',
];
const zone = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2032-01-01T00:00:00Z') });

const day = (now: string, name: string) => {
  const { from, to } = localDay(at(now), name);
  return [formatInstant(from), formatInstant(to), (to - from) / HOUR_MS];
};
const moment = (wall: string, name: string) => {
  const [date = '', time = ''] = wall.split(' ');
  const [year = 0, month = 0, ofMonth = 0] = date.split('-').map(Number);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return formatInstant(instantOf({ year, month, day: ofMonth, hour, minute }, name));
};

describe('T2: the local day around a clock change', () => {
  it.each<[string, string, string, string, number]>([
    ['Europe/Oslo', '2026-03-29T12:00:00Z', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', 23],
    ['Europe/Oslo', '2026-10-25T12:00:00Z', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', 25],
    [
      'America/New_York',
      '2026-03-08T12:00:00Z',
      '2026-03-08T05:00:00Z',
      '2026-03-09T04:00:00Z',
      23,
    ],
    [
      'America/New_York',
      '2026-11-01T12:00:00Z',
      '2026-11-01T04:00:00Z',
      '2026-11-02T05:00:00Z',
      25,
    ],
    [
      'Australia/Lord_Howe',
      '2026-04-05T00:00:00Z',
      '2026-04-04T13:00:00Z',
      '2026-04-05T13:30:00Z',
      24.5,
    ],
    [
      'Australia/Lord_Howe',
      '2026-10-04T00:00:00Z',
      '2026-10-03T13:30:00Z',
      '2026-10-04T13:00:00Z',
      23.5,
    ],
    ['Asia/Kathmandu', '2026-06-01T12:00:00Z', '2026-05-31T18:15:00Z', '2026-06-01T18:15:00Z', 24],
    [
      'Pacific/Kiritimati',
      '2026-06-01T12:00:00Z',
      '2026-06-01T10:00:00Z',
      '2026-06-02T10:00:00Z',
      24,
    ],
    [
      'Pacific/Pago_Pago',
      '2026-06-01T12:00:00Z',
      '2026-06-01T11:00:00Z',
      '2026-06-02T11:00:00Z',
      24,
    ],
  ])('%s at %s: %s to %s, %f hours', (name, now, from, to, hours) => {
    expect(day(now, name)).toEqual([from, to, hours]);
  });

  it('where midnight itself is skipped, the day starts when the clock jumps', () => {
    // Havana goes from 00:00 to 01:00 on 8 March 2026.
    expect(day('2026-03-08T12:00:00Z', 'America/Havana')).toEqual([
      '2026-03-08T05:00:00Z',
      '2026-03-09T04:00:00Z',
      23,
    ]);
    // Cairo goes from 00:00 to 01:00 on 24 April 2026.
    expect(day('2026-04-24T12:00:00Z', 'Africa/Cairo')[2]).toBe(23);
  });

  it('where midnight comes twice, the day starts at the first one', () => {
    // Havana goes from 01:00 back to 00:00 on 1 November 2026.
    expect(day('2026-11-01T12:00:00Z', 'America/Havana')).toEqual([
      '2026-11-01T04:00:00Z',
      '2026-11-02T05:00:00Z',
      25,
    ]);
  });

  it('the repeated hour before midnight still belongs to the day that ends', () => {
    // Santiago goes from 24:00 on 4 April back to 23:00 in 2026.
    const before = day('2026-04-05T02:30:00Z', 'America/Santiago');
    const repeated = day('2026-04-05T03:30:00Z', 'America/Santiago');
    expect(repeated).toEqual(before);
    expect(before[2]).toBe(25);
  });
});

describe('T3: 29 February and new year', () => {
  it.each<[string, string, string, string]>([
    ['Europe/Oslo', '2028-02-29T12:00:00Z', '2028-02-28T23:00:00Z', '2028-02-29T23:00:00Z'],
    ['Europe/Oslo', '2028-02-28T23:30:00Z', '2028-02-28T23:00:00Z', '2028-02-29T23:00:00Z'],
    ['Asia/Kathmandu', '2026-12-31T18:15:00Z', '2026-12-31T18:15:00Z', '2027-01-01T18:15:00Z'],
    ['America/New_York', '2027-01-01T04:59:59Z', '2026-12-31T05:00:00Z', '2027-01-01T05:00:00Z'],
  ])('%s at %s: %s to %s', (name, now, from, to) => {
    expect(day(now, name).slice(0, 2)).toEqual([from, to]);
  });

  it.each([
    ['2028-02-29T23:59:59Z', '2028-02-01T00:00:00Z', '2028-03-01T00:00:00Z'],
    ['2026-12-31T23:59:59Z', '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['2027-01-01T00:00:00Z', '2027-01-01T00:00:00Z', '2027-02-01T00:00:00Z'],
  ])('the bill month of %s is %s to %s', (now, from, to) => {
    expect(utcMonth(at(now))).toEqual({ from: at(from), to: at(to) });
  });
});

describe('T5: a wall time on the night of a clock change', () => {
  it.each([
    ['a skipped hour', 'Europe/Oslo', '2026-03-29 02:30', '2026-03-29T01:00:00Z'],
    ['the first skipped minute', 'Europe/Oslo', '2026-03-29 02:00', '2026-03-29T01:00:00Z'],
    ['the last minute before', 'Europe/Oslo', '2026-03-29 01:59', '2026-03-29T00:59:00Z'],
    ['the first minute after', 'Europe/Oslo', '2026-03-29 03:00', '2026-03-29T01:00:00Z'],
    ['a doubled hour', 'Europe/Oslo', '2026-10-25 02:30', '2026-10-25T00:30:00Z'],
    ['after a doubled hour', 'Europe/Oslo', '2026-10-25 03:00', '2026-10-25T02:00:00Z'],
    ['a skipped hour', 'America/New_York', '2026-03-08 02:15', '2026-03-08T07:00:00Z'],
    ['a doubled hour', 'America/New_York', '2026-11-01 01:30', '2026-11-01T05:30:00Z'],
    ['a skipped half hour', 'Australia/Lord_Howe', '2026-10-04 02:10', '2026-10-03T15:30:00Z'],
    ['a doubled half hour', 'Australia/Lord_Howe', '2026-04-05 01:45', '2026-04-04T14:45:00Z'],
  ])('%s in %s: %s is %s', (_, name, wall, expected) => {
    expect(moment(wall, name)).toBe(expected);
  });
});

describe('walls and instants', () => {
  it('an instant told as a wall time leads back to it, or to the first of two', () => {
    fc.assert(
      fc.property(instant, zone, (when, name) => {
        const minute = Math.floor(when / MINUTE_MS) * MINUTE_MS;
        const back = instantOf(wallTime(minute, name), name);
        expect(wallTime(back, name)).toEqual(wallTime(minute, name));
        expect(back).toBeLessThanOrEqual(minute);
        expect(minute - back).toBeLessThanOrEqual(HOUR_MS);
      }),
      seeded,
    );
  });

  it('the local day holds the instant, and the next day adjoins it', () => {
    fc.assert(
      fc.property(instant, zone, (when, name) => {
        const today = localDay(when, name);
        expect(today.from).toBeLessThanOrEqual(when);
        expect(today.to).toBeGreaterThan(when);
        expect(localDay(today.to, name).from).toBe(today.to);
        expect(localDay(today.to - 1, name)).toEqual(today);
        const hours = (today.to - today.from) / HOUR_MS;
        expect([23, 23.5, 24, 24.5, 25]).toContain(hours);
      }),
      seeded,
    );
  });

  it('the weekday is the one of the wall calendar', () => {
    const late = at('2026-11-21T23:30:00Z');
    expect(weekdayOf(wallTime(late, 'UTC'))).toBe(6);
    expect(weekdayOf(wallTime(late, 'Europe/Oslo'))).toBe(0);
    expect(weekdayOf(wallTime(late, 'Pacific/Pago_Pago'))).toBe(6);
  });

  it('midnight is hour 0 of the new day, never hour 24', () => {
    const midnight = { year: 2026, month: 11, day: 21, hour: 0, minute: 0 };
    expect(wallTime(at('2026-11-21T00:00:59Z'), 'UTC')).toEqual(midnight);
  });
});
