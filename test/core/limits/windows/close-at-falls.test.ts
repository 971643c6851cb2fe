import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeAtFalls } from '../../../../src-main/core/limits/windows/close-at-falls.js';
import { seeded } from '../../../fakes/arbitraries.js';

const week = { from: 0, to: 700, isCut: false };
const said = (...pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([at, pct]) => ({ at, pct, teller: 'statusline' }));

describe('a window in which the percentage falls', () => {
  it('ends there, and another goes on whose start was not seen', () => {
    expect(closeAtFalls([week], said([100, 60], [200, 5], [300, 20]))).toEqual([
      { from: 0, to: 200, isCut: true },
      { from: 200, to: 700, isCut: false, hasUnseenStart: true },
    ]);
  });

  it('is told by three points, not by less, in whatever order the readings come', () => {
    expect(closeAtFalls([week], said([100, 60], [200, 57.5]))).toEqual([week]);
    expect(closeAtFalls([week], said([200, 57], [100, 60]))).toHaveLength(2);
  });

  it('is no fall between two who disagree, and one reset when both tell of it', () => {
    const typed = (...pairs: readonly (readonly [number, number])[]) =>
      said(...pairs).map((one) => ({ ...one, teller: 'entry' }));
    expect(closeAtFalls([week], [...typed([100, 62]), ...said([110, 55])])).toEqual([week]);
    expect(closeAtFalls([week], [...typed([110, 55]), ...said([100, 62])])).toEqual([week]);
    const both = [...said([100, 60], [200, 5]), ...typed([150, 61], [300, 8])];
    expect(closeAtFalls([week], both).map(({ from }) => from)).toEqual([0, 200]);
    const twice = [...said([100, 60], [200, 5]), ...typed([210, 20], [300, 8])];
    expect(closeAtFalls([week], twice).map(({ from }) => from)).toEqual([0, 200, 300]);
  });

  it('may fall again, and another window falls by itself', () => {
    const next = { from: 700, to: 1400, isCut: false };
    const windows = closeAtFalls(
      [week, next],
      said([10, 50], [20, 10], [30, 40], [40, 0], [800, 1]),
    );
    expect(windows.map(({ from, to, isCut }) => [from, to, isCut])).toEqual([
      [0, 20, true],
      [20, 40, true],
      [40, 700, false],
      [700, 1400, false],
    ]);
  });

  it('is cut into parts that make it up', () => {
    const readings = fc.array(fc.tuple(fc.nat(800), fc.nat(100)), { maxLength: 12 });
    fc.assert(
      fc.property(readings, (pairs) => {
        const parts = closeAtFalls([week], said(...pairs));
        expect(parts[0]?.from).toBe(0);
        expect(parts.at(-1)?.to).toBe(700);
        for (const [index, { from, to }] of parts.entries()) {
          expect(to).toBeGreaterThan(from);
          expect(parts[index + 1]?.from ?? to).toBe(to);
        }
      }),
      seeded,
    );
  });
});
