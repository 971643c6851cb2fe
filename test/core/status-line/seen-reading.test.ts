import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newestReading } from '../../../src-main/core/status-line/newest-reading.js';
import {
  nameReading,
  parseReadingName,
  seeReading,
} from '../../../src-main/core/status-line/seen-reading.js';

const NOW = Date.parse('2026-11-22T08:00:00Z');
const inHours = (hours: number) => NOW / 1000 + hours * 3_600;

describe('the name of a reading', () => {
  test('says all of it and is read back as the same', () => {
    const any = fc.record({
      window: fc.constantFrom('five_hour' as const, 'weekly' as const),
      percent: fc.double({ min: 0, max: 999, noNaN: true }),
      seconds: fc.integer({ min: 1, max: 9_999_999_999 }),
    });
    fc.assert(
      fc.property(any, ({ window, percent, seconds }) => {
        const reading = seeReading(window, percent, seconds);
        expect(parseReadingName(nameReading(reading))).toEqual(reading);
      }),
    );
  });

  test.each([
    'weekly-1795046400-044.json',
    'weekly-1795046400-44.0.json',
    'weekly-1795046401-44.json',
    'weekly-1795046400-44.json.123-abc.tmp',
    'monthly-1795046400-44.json',
    'weekly-1795046400--44.json',
    'weekly-1795046400-44.json\n',
    '../weekly-1795046400-44.json',
    '.DS_Store',
    '',
  ])('of another file is none: %j', (name) => {
    expect(parseReadingName(name)).toBeNull();
  });
});

describe('of several readings of a window', () => {
  const low = seeReading('weekly', 44, inHours(50));
  const high = seeReading('weekly', 45, inHours(50));
  const later = seeReading('weekly', 2, inHours(100));

  test('the later reset wins, then the higher percentage, in any order', () => {
    expect(newestReading([low, high], 'weekly', NOW)).toBe(high);
    expect(newestReading([high, low], 'weekly', NOW)).toBe(high);
    expect(newestReading([later, high], 'weekly', NOW)).toBe(later);
    expect(newestReading([high, later], 'weekly', NOW)).toBe(later);
  });

  test('an ended window and another window are nothing', () => {
    expect(newestReading([seeReading('weekly', 99, inHours(0))], 'weekly', NOW)).toBeNull();
    expect(newestReading([high], 'five_hour', NOW)).toBeNull();
  });
});
