import { describe, expect, it } from 'vitest';
import { createUseTimeline } from '../../../src-main/core/limits/use/use-timeline.js';
import { weekProfile } from '../../../src-main/core/limits/week-profile.js';
import type { WeekProfile } from '../../../src-main/shared/limits.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';

/** A Monday, midnight in UTC. */
const MONDAY = Date.UTC(2026, 10, 2);
const TWO_WEEKS = { from: MONDAY, to: MONDAY + 14 * DAY_MS };

function profile(
  uses: readonly (readonly [hour: number, usd: number])[],
  timeZone = 'UTC',
  isHeld: (hour: number) => boolean = () => true,
  span = TWO_WEEKS,
): WeekProfile {
  const hours = uses.map(([hour, usd]) => ({
    start: MONDAY + hour * HOUR_MS,
    model: 'm',
    usd: [usd, usd] as const,
    ieq: [usd, usd] as const,
    tokens: 100,
  }));
  const timeline = createUseTimeline({ hours, isHeld, toldTo: span.to });
  const steps = weekProfile(timeline, span, timeZone);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

describe('the rhythm of a week', () => {
  it('is the mean of each hour of the week, from Monday', () => {
    const rows = profile([
      [9, 4],
      [168 + 9, 2],
      [6 * 24 + 23, 8],
    ]);
    expect(rows).toHaveLength(7);
    expect(rows.every((row) => row.length === 24)).toBe(true);
    expect(rows[0]?.[9]).toBe(3);
    expect(rows[6]?.[23]).toBe(4);
    expect(rows[0]?.[10]).toBe(0);
  });

  it('counts no hour that is not held, and says nothing where none is', () => {
    const firstWeek = (hour: number) => hour < MONDAY + 7 * DAY_MS;
    expect(profile([[9, 4]], 'UTC', firstWeek)[0]?.[9]).toBe(4);
    expect(profile([], 'UTC', () => false).flat()).toEqual(new Array(168).fill(null));
  });

  it('is told in the zone that is shown', () => {
    expect(profile([[9, 4]], 'Asia/Tokyo')[0]?.[18]).toBe(2);
    expect(profile([[20, 4]], 'Asia/Tokyo')[1]?.[5]).toBe(2);
  });

  it('counts whole hours alone: steady use is as steady in the hour of the week that runs', () => {
    const halfPast = { from: MONDAY + 30 * MINUTE_MS, to: TWO_WEEKS.to + 30 * MINUTE_MS };
    const steady = Array.from({ length: 14 * 24 + 1 }, (_, hour) => [hour, 1] as const);
    expect(profile(steady, 'UTC', undefined, halfPast).flat()).toEqual(new Array(168).fill(1));
  });

  it('says nothing in the first hour that anything is held', () => {
    const now = MONDAY + 9.5 * HOUR_MS;
    const isHeld = (hour: number) => hour === MONDAY + 9 * HOUR_MS;
    const span = { from: now - 56 * DAY_MS, to: now };
    expect(profile([[9, 1]], 'UTC', isHeld, span)[0]?.[9]).toBeNull();
  });
});
