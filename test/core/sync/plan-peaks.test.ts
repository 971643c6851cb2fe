import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planPeaks } from '../../../src-main/core/sync/plan-peaks.js';
import { DAY_MS, HOUR_MS, type Span } from '../../../src-main/shared/units.js';
import { seeded } from '../../fakes/arbitraries.js';
import { at } from '../../fakes/figures.js';

const TO = at('2026-11-21T14:00:00Z');
const WEEK: Span = { from: TO - 7 * DAY_MS, to: TO };

/** Hours by how long before the end they begin: `x` is due, `.` had no use, `-` is not to be asked. */
function plan(hours: string): readonly (readonly [hoursBefore: number, count: number])[] {
  const told = (hour: number) => hours[(TO - hour) / HOUR_MS - 1] ?? '-';
  return planPeaks(
    WEEK,
    (hour) => told(hour) === 'x',
    (hour) => told(hour) === '.',
  ).map(({ from, to }) => [(TO - to) / HOUR_MS, (to - from) / HOUR_MS]);
}

describe('the runs of hours whose minutes are asked for', () => {
  it('are none when nothing is due', () => {
    expect(plan('....----....')).toEqual([]);
  });

  it('reach over hours without use, begin and end with use', () => {
    expect(plan('..x..xx...')).toEqual([[2, 5]]);
  });

  it('end at an hour that is not to be asked for', () => {
    expect(plan('xx-x.-.x')).toEqual([
      [0, 2],
      [3, 1],
      [7, 1],
    ]);
  });

  it('are a day at most, the newest first: a week of use is seven', () => {
    expect(plan('x'.repeat(168))).toEqual([0, 24, 48, 72, 96, 120, 144].map((from) => [from, 24]));
    expect(plan(`x${'.'.repeat(22)}xx`)).toEqual([
      [0, 24],
      [24, 1],
    ]);
    expect(plan(`x${'.'.repeat(24)}x`)).toEqual([
      [0, 1],
      [25, 1],
    ]);
  });

  it('hold every hour that is due once, and none that is not to be asked for', () => {
    const someHours = fc
      .array(fc.constantFrom('x', '.', '-'), { maxLength: 200 })
      .map((kinds) => kinds.join(''));
    fc.assert(
      fc.property(someHours, (hours) => {
        const runs = plan(hours);
        const asked = runs.flatMap(([first, count]) =>
          Array.from({ length: count }, (_, index) => first + index),
        );
        const due = [...hours.slice(0, 168)].flatMap((kind, index) =>
          kind === 'x' ? [index] : [],
        );
        expect(asked.filter((index) => hours[index] === 'x')).toEqual(due);
        expect(asked.some((index) => hours[index] === '-')).toBe(false);
        expect(new Set(asked).size).toBe(asked.length);
        expect(Math.max(0, ...runs.map(([, count]) => count))).toBeLessThanOrEqual(24);
      }),
      seeded,
    );
  });
});
