import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant } from '../../../src-main/shared/format.js';
import { HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { instantOf, wallTime, weekdayOf } from '../../../src-main/shared/zoned-time.js';
import { seeded } from '../../fakes/arbitraries.js';
import { at } from '../../fakes/figures.js';
import { someInstant, someZone } from '../../fakes/some-zones.js';

const moment = (wall: string, name: string) => {
  const [date = '', time = ''] = wall.split(' ');
  const [year = 0, month = 0, ofMonth = 0] = date.split('-').map(Number);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return formatInstant(instantOf({ year, month, day: ofMonth, hour, minute }, name));
};

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
      fc.property(someInstant, someZone, (when, name) => {
        const minute = Math.floor(when / MINUTE_MS) * MINUTE_MS;
        const back = instantOf(wallTime(minute, name), name);
        expect(wallTime(back, name)).toEqual(wallTime(minute, name));
        expect(back).toBeLessThanOrEqual(minute);
        expect(minute - back).toBeLessThanOrEqual(HOUR_MS);
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
