import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutPieces, ROWS_A_PIECE } from '../../../src-main/core/sync/cut-pieces.js';
import { HOUR_MS } from '../../../src-main/shared/units.js';
import { seeded } from '../../fakes/arbitraries.js';

interface Hour {
  readonly start: number;
  readonly rows: number;
}
const cut = (hours: readonly Hour[]) => cutPieces(hours, HOUR_MS, ({ rows }) => rows);
/** Hours in order, some of them left out between. */
const someHours = fc
  .array(fc.record({ skip: fc.constantFrom(0, 0, 0, 1, 5), rows: fc.nat(1_500) }))
  .map((steps) => {
    let start = 0;
    return steps.map(({ skip, rows }): Hour => {
      start += (skip + 1) * HOUR_MS;
      return { start, rows };
    });
  });
const sizeOf = (hours: readonly Hour[]) => hours.reduce((sum, { rows }) => sum + rows + 1, 0);

describe('D9: pieces of what is written', () => {
  it('hold every bucket once, whole and in order, and span nothing else', () => {
    fc.assert(
      fc.property(someHours, (hours) => {
        const pieces = cut(hours);
        expect(pieces.flatMap(({ buckets }) => buckets)).toEqual(hours);
        for (const { span, buckets } of pieces) {
          const starts = buckets.map(({ start }) => start);
          expect(starts).toEqual(starts.map((_, index) => span.from + index * HOUR_MS));
          expect(span.to).toBe(span.from + buckets.length * HOUR_MS);
        }
      }),
      seeded,
    );
  });

  it('are of a thousand rows at most, or of one bucket', () => {
    fc.assert(
      fc.property(someHours, (hours) => {
        for (const { buckets } of cut(hours)) {
          if (buckets.length > 1) expect(sizeOf(buckets)).toBeLessThanOrEqual(ROWS_A_PIECE);
        }
      }),
      seeded,
    );
  });

  it('of a small organization are as few as can be', () => {
    const week = Array.from({ length: 168 }, (_, index) => ({ start: index * HOUR_MS, rows: 4 }));
    expect(cut(week)).toHaveLength(1);
  });
});
