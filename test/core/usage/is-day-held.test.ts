import { expect, it } from 'vitest';
import { isDayHeld } from '../../../src-main/core/usage/is-day-held.js';
import { DAY_MS, HOUR_MS } from '../../../src-main/shared/units.js';
import { dayAt, fetched } from '../../fakes/figures.js';

const DAY = dayAt('2026-11-20T00:00:00Z');
const ALL = fetched(DAY, DAY + DAY_MS, HOUR_MS, DAY + DAY_MS);

it('a day is held when each of its 24 hours was fetched, and by no fewer', () => {
  expect(isDayHeld(DAY, ALL)).toBe(true);
  for (const missing of ALL.keys()) {
    const others = new Map([...ALL].filter(([start]) => start !== missing));
    expect(isDayHeld(DAY, others)).toBe(false);
  }
});

it('T7: an hour that was read while it ran is not held whole', () => {
  for (const [hour] of ALL) {
    expect(isDayHeld(DAY, new Map([...ALL, [hour, hour + HOUR_MS]]))).toBe(true);
    expect(isDayHeld(DAY, new Map([...ALL, [hour, hour + HOUR_MS - 1]]))).toBe(false);
  }
});
