import { expect, it } from 'vitest';
import { isDayHeld } from '../../../src-main/core/usage/is-day-held.js';
import { DAY_MS, HOUR_MS } from '../../../src-main/shared/units.js';
import { dayAt, fetched } from '../../fakes/figures.js';

const DAY = dayAt('2026-11-20T00:00:00Z');

it('a day is held when each of its 24 hours was fetched, and by no fewer', () => {
  const all = fetched(DAY, DAY + DAY_MS, HOUR_MS, 1);
  expect(isDayHeld(DAY, all)).toBe(true);
  for (const missing of all.keys()) {
    const others = new Map([...all].filter(([start]) => start !== missing));
    expect(isDayHeld(DAY, others)).toBe(false);
  }
});
