import { describe, expect, it } from 'vitest';
import { readReset } from '../../../../src-main/adapters/claude-code/transcripts/read-reset.js';

const read = (text: string, at: string, zone = 'UTC') => {
  const reset = readReset(text, Date.parse(at), zone);
  return reset === null ? null : new Date(reset).toISOString().slice(0, 16);
};

describe('the time of a reset', () => {
  it.each([
    ['3:45pm', '2026-11-20T12:00:00Z', '2026-11-20T15:45'],
    ['3:45pm', '2026-11-20T15:45:00Z', '2026-11-21T15:45'],
    ['12pm', '2026-11-20T09:00:00Z', '2026-11-20T12:00'],
    ['12am', '2026-11-20T09:00:00Z', '2026-11-21T00:00'],
    ['12:30 AM', '2026-11-20T09:00:00Z', '2026-11-21T00:30'],
    ['3:00 p.m.', '2026-11-20T09:00:00Z', '2026-11-20T15:00'],
    ['17:30', '2026-11-20T09:00:00Z', '2026-11-20T17:30'],
    ['Mon 12:00am', '2026-11-20T09:00:00Z', '2026-11-23T00:00'],
    ['Monday at 9am', '2026-11-20T09:00:00Z', '2026-11-23T09:00'],
    ['Fri 8am', '2026-11-20T09:00:00Z', '2026-11-27T08:00'],
    ['Fri 10am', '2026-11-20T09:00:00Z', '2026-11-20T10:00'],
    ['Oct 12, 8am', '2026-10-09T09:00:00Z', '2026-10-12T08:00'],
    ['Jun 3 at 4pm', '2026-05-30T09:00:00Z', '2026-06-03T16:00'],
    ['Jul 24 at 10:59am', '2026-07-20T09:00:00Z', '2026-07-24T10:59'],
    ['Jan 3, 9am', '2026-12-30T09:00:00Z', '2027-01-03T09:00'],
    ['Feb 29, 2028, 3pm', '2028-02-27T09:00:00Z', '2028-02-29T15:00'],
    ['11:30am (Asia/Calcutta)', '2026-01-18T04:00:00Z', '2026-01-18T06:00'],
    ['Oct 12, 8am (America/New_York)', '2026-10-09T09:00:00Z', '2026-10-12T12:00'],
    ['10am (Asia/Seoul) · /upgrade to Max', '2026-11-20T09:00:00Z', '2026-11-21T01:00'],
    ['10am.', '2026-11-20T09:00:00Z', '2026-11-20T10:00'],
  ])('%s, said at %s, is %s', (text, at, expected) => {
    expect(read(text, at)).toBe(expected);
  });

  it('is in the zone of the system where none is named', () => {
    expect(read('8am', '2026-11-20T00:00:00Z', 'Asia/Tokyo')).toBe('2026-11-20T23:00');
    expect(read('8am (UTC)', '2026-11-20T00:00:00Z', 'Asia/Tokyo')).toBe('2026-11-20T08:00');
  });

  it('follows the clocks as they are changed', () => {
    const zone = 'America/New_York';
    // On 1 November 2026 they go back at 2am: the day after, 5pm is five hours behind.
    expect(read('Nov 2, 5pm', '2026-10-30T12:00:00Z', zone)).toBe('2026-11-02T22:00');
    expect(read('Oct 31, 5pm', '2026-10-30T12:00:00Z', zone)).toBe('2026-10-31T21:00');
    // 1:30am comes twice: first at 05:30 UTC, then at 06:30.
    expect(read('1:30am', '2026-11-01T03:00:00Z', zone)).toBe('2026-11-01T05:30');
    expect(read('1:30am', '2026-11-01T05:45:00Z', zone)).toBe('2026-11-01T06:30');
    expect(read('1:30am', '2026-11-01T06:45:00Z', zone)).toBe('2026-11-02T06:30');
    // On 8 March 2026 2:30am is skipped: the clock jumps at 07:00 UTC.
    expect(read('2:30am', '2026-03-08T05:00:00Z', zone)).toBe('2026-03-08T07:00');
  });

  it.each(['soon', '', 'Monday', 'Oct 9', '3', '25:00', '13pm', '0am', '3:99pm', 'Feb 30, 8am'])(
    'is not told by "%s"',
    (text) => {
      expect(read(text, '2026-11-20T12:00:00Z')).toBeNull();
    },
  );

  it('is not told in a zone that nobody knows', () => {
    expect(read('3pm (Middle/Earth)', '2026-11-20T12:00:00Z')).toBeNull();
  });
});
