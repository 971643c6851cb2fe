import { expect, it } from 'vitest';
import { describeClock } from '../../../src-main/shared/describe-clock.js';
import { HOUR_MS } from '../../../src-main/shared/units.js';

it.each([
  [3 * HOUR_MS - 480, '3 h behind'],
  [3 * HOUR_MS + 480, '3 h behind'],
  [-3 * HOUR_MS + 480, '3 h ahead'],
  [-3 * HOUR_MS - 480, '3 h ahead'],
  [3 * HOUR_MS - 31_000, '2 h 59 min behind'],
])('T1: an offset of %i ms is said as %s', (offsetMs, words) => {
  expect(describeClock(offsetMs)).toBe(words);
});
