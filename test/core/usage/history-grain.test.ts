import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grainBucket, grainBuckets } from '../../../src-main/core/usage/history-grain.js';
import { formatInstant } from '../../../src-main/shared/format.js';
import { GRAINS } from '../../../src-main/shared/history.js';
import { DAY_MS } from '../../../src-main/shared/units.js';
import { seeded } from '../../fakes/arbitraries.js';
import { at } from '../../fakes/figures.js';

const bucket = (when: string, grain: (typeof GRAINS)[number]) => {
  const { from, to } = grainBucket(at(when), grain);
  return [formatInstant(from), formatInstant(to)];
};

describe('the bucket of an instant', () => {
  it.each<[(typeof GRAINS)[number], string, string, string]>([
    ['hour', '2026-11-21T13:59:59Z', '2026-11-21T13:00:00Z', '2026-11-21T14:00:00Z'],
    ['day', '2026-11-21T13:59:59Z', '2026-11-21T00:00:00Z', '2026-11-22T00:00:00Z'],
    ['week', '2026-11-21T13:59:59Z', '2026-11-16T00:00:00Z', '2026-11-23T00:00:00Z'],
    ['week', '2026-11-16T00:00:00Z', '2026-11-16T00:00:00Z', '2026-11-23T00:00:00Z'],
    ['week', '2026-11-22T23:59:59Z', '2026-11-16T00:00:00Z', '2026-11-23T00:00:00Z'],
    ['month', '2026-11-21T13:59:59Z', '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z'],
  ])('a %s holding %s is %s to %s', (grain, when, from, to) => {
    expect(bucket(when, grain)).toEqual([from, to]);
  });

  it.each<[(typeof GRAINS)[number], string, string, string]>([
    ['week', '2027-01-01T12:00:00Z', '2026-12-28T00:00:00Z', '2027-01-04T00:00:00Z'],
    ['week', '2028-02-29T12:00:00Z', '2028-02-28T00:00:00Z', '2028-03-06T00:00:00Z'],
    ['month', '2028-02-29T12:00:00Z', '2028-02-01T00:00:00Z', '2028-03-01T00:00:00Z'],
    ['month', '2026-12-31T23:59:59Z', '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'],
  ])('T3: a %s holding %s is %s to %s', (grain, when, from, to) => {
    expect(bucket(when, grain)).toEqual([from, to]);
  });
});

describe('the buckets of a span', () => {
  const instants = fc.integer({ min: at('2025-01-01T00:00:00Z'), max: at('2029-01-01T00:00:00Z') });

  it('adjoin, cover the span, and none lies outside it', () => {
    const days = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(instants, days, fc.constantFrom(...GRAINS), (from, length, grain) => {
        const span = { from, to: from + length * DAY_MS };
        const buckets = grainBuckets(span, grain);
        expect(buckets[0]?.from).toBeLessThanOrEqual(span.from);
        expect(buckets.at(-1)?.to).toBeGreaterThanOrEqual(span.to);
        const isSound = buckets.every(
          (one, index) =>
            one.to > span.from &&
            one.from < span.to &&
            one.to === (buckets[index + 1]?.from ?? one.to) &&
            grainBucket(one.to - 1, grain).from === one.from,
        );
        expect(isSound).toBe(true);
      }),
      { ...seeded, numRuns: 100 },
    );
  });

  it('an empty span has none', () => {
    expect(grainBuckets({ from: 5, to: 5 }, 'day')).toEqual([]);
  });
});
