import { describe, expect, it } from 'vitest';
import { findGaps } from '../../../src-main/core/sync/find-gaps.js';
import { DAY_MS, HOUR_MS } from '../../../src-main/shared/units.js';
import { at, dayAt, fetched, hourAt } from '../../fakes/figures.js';

const NOW = at('2026-11-21T14:20:00Z');
const OPEN = hourAt('2026-11-21T14:00:00Z');
const SINCE = NOW - 3 * DAY_MS;
const FIRST = dayAt('2026-11-18T00:00:00Z');

describe('what is held and what is missing', () => {
  it('nothing held: one gap from the first UTC day wanted through the open hour', () => {
    expect(findGaps(new Map(), SINCE, NOW)).toEqual({
      from: null,
      to: null,
      gaps: [{ from: FIRST, to: OPEN + HOUR_MS }],
    });
  });

  it('all held: no gap, the open hour included', () => {
    const held = fetched(FIRST, OPEN + HOUR_MS, HOUR_MS, NOW);
    expect(findGaps(held, SINCE, NOW)).toEqual({ from: FIRST, to: OPEN + HOUR_MS, gaps: [] });
  });

  it('each run of missing hours is a gap of its own, in order', () => {
    const held = fetched(FIRST, OPEN, HOUR_MS, NOW);
    for (const index of [5, 6, 30]) held.delete(FIRST + index * HOUR_MS);
    expect(findGaps(held, SINCE, NOW).gaps).toEqual([
      { from: FIRST + 5 * HOUR_MS, to: FIRST + 7 * HOUR_MS },
      { from: FIRST + 30 * HOUR_MS, to: FIRST + 31 * HOUR_MS },
      { from: OPEN, to: OPEN + HOUR_MS },
    ]);
  });

  it('history older than wanted is held, and a gap in it is still one', () => {
    const held = fetched(FIRST, OPEN + HOUR_MS, HOUR_MS, NOW);
    const older = FIRST - 10 * DAY_MS;
    held.set(older, NOW);
    const found = findGaps(held, SINCE, NOW);
    expect(found.from).toBe(older);
    expect(found.gaps).toEqual([{ from: older + HOUR_MS, to: FIRST }]);
  });

  it('the order in which hours were fetched does not matter', () => {
    const held = fetched(FIRST, OPEN + HOUR_MS, HOUR_MS, NOW);
    expect(findGaps(new Map([...held].reverse()), SINCE, NOW)).toEqual(findGaps(held, SINCE, NOW));
  });
});
