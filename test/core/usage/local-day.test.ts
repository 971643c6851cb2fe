import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDay } from '../../../src-main/core/usage/local-day.js';
import { utcMonth } from '../../../src-main/core/usage/utc-month.js';
import { formatInstant } from '../../../src-main/shared/format.js';
import { HOUR_MS } from '../../../src-main/shared/units.js';
import { seeded } from '../../fakes/arbitraries.js';
import { at } from '../../fakes/figures.js';
import { someInstant, someZone } from '../../fakes/some-zones.js';

const day = (now: string, name: string) => {
  const { from, to } = localDay(at(now), name);
  return [formatInstant(from), formatInstant(to), (to - from) / HOUR_MS];
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

describe('any local day', () => {
  it('the local day holds the instant, and the next day adjoins it', () => {
    fc.assert(
      fc.property(someInstant, someZone, (when, name) => {
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
});
