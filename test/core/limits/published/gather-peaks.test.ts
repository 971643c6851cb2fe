import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MinutePeak } from '../../../../src-main/core/limits/limit-ports.js';
import { PEAK_LIMITERS } from '../../../../src-main/core/limits/limit-ports.js';
import { gatherPeaks } from '../../../../src-main/core/limits/published/gather-peaks.js';
import { nameOfGroup } from '../../../../src-main/core/limits/published/peak-groups.js';
import {
  floorHour,
  HOUR_MS,
  MINUTE_MS,
  type MinuteStart,
} from '../../../../src-main/shared/units.js';
import type { PricedDimensions, UsageBucket, UsageRow } from '../../../../src-main/shared/usage.js';
import { pricedRowOf, seeded, someUse } from '../../../fakes/arbitraries.js';
import { hourAt, priced, tokens } from '../../../fakes/figures.js';

const HOUR = hourAt('2026-11-20T09:00:00Z');
const SONNET = ['claude-sonnet-4-5', 'claude-sonnet-4-6'];
const OPUS = ['claude-opus-5', 'claude-opus-5-5'];
const GROUPS = new Map([SONNET, OPUS].map((models) => [nameOfGroup(models), { models }]));

type Row = UsageRow<PricedDimensions>;
const minute = (index: number, ...rows: readonly Row[]): UsageBucket<PricedDimensions> => ({
  start: (HOUR + index * MINUTE_MS) as MinuteStart,
  rows,
});
const row = (some: Partial<PricedDimensions>, output: number, requests?: number): Row => ({
  dimensions: priced({ model: 'claude-sonnet-4-6', ...some }),
  tokens: tokens({ output }),
  ...(requests === undefined ? {} : { requests }),
});
const peakOf = (peaks: readonly MinutePeak[], limiter: string, models = SONNET) =>
  peaks.find((peak) => peak.limiter === limiter && peak.group === nameOfGroup(models))?.value;

describe('the busiest minutes of an hour', () => {
  it('are those of all models of a group together, dated names included', () => {
    const peaks = gatherPeaks(
      [
        minute(3, row({}, 5), row({ model: 'claude-sonnet-4-5-20250929' }, 7)),
        minute(4, row({}, 11), row({ model: 'claude-opus-5' }, 100)),
      ],
      GROUPS,
    );
    expect(peaks).toContainEqual({
      hour: HOUR,
      group: 'claude-sonnet-4-5,claude-sonnet-4-6',
      limiter: 'output_tokens_per_minute',
      value: 12,
      at: HOUR + 3 * MINUTE_MS,
    });
    expect(peakOf(peaks, 'output_tokens_per_minute', OPUS)).toBe(100);
  });

  it('count what is written to the cache as input, and not what is read from it', () => {
    const counts = tokens({ uncachedInput: 1, cacheCreation5m: 20, cacheCreation1h: 300 });
    const dimensions = priced({ model: 'claude-sonnet-4-6' });
    const rows = [{ dimensions, tokens: { ...counts, cacheRead: 4000 } }];
    expect(peakOf(gatherPeaks([minute(0, ...rows)], GROUPS), 'input_tokens_per_minute')).toBe(321);
  });

  it('leave out batches and fast mode, which are limited apart', () => {
    const peaks = gatherPeaks(
      [minute(0, row({}, 5), row({ serviceTier: 'batch' }, 70), row({ speed: 'fast' }, 900))],
      GROUPS,
    );
    expect(peakOf(peaks, 'output_tokens_per_minute')).toBe(5);
  });

  it('leave out models of no group, and use without a model', () => {
    const rows = [row({ model: 'claude-mythos-preview' }, 5), row({ model: null }, 5)];
    expect(gatherPeaks([minute(0, ...rows)], GROUPS)).toEqual([]);
  });

  it('have no count of requests in an hour in which some were not counted', () => {
    const next = { ...minute(0), start: (HOUR + HOUR_MS) as MinuteStart, rows: [row({}, 1, 2)] };
    const peaks = gatherPeaks([minute(0, row({}, 5, 3)), minute(9, row({}, 5)), next], GROUPS);
    const requests = peaks.filter(({ limiter }) => limiter === 'requests_per_minute');
    expect(requests).toMatchObject([{ hour: HOUR + HOUR_MS, value: 2 }]);
  });

  it('name the earliest of equal minutes', () => {
    const peaks = gatherPeaks([minute(7, row({}, 5)), minute(8, row({}, 5))], GROUPS);
    expect(peaks.map(({ at }) => at)).toEqual(peaks.map(() => HOUR + 7 * MINUTE_MS));
    expect(peaks).not.toEqual([]);
  });
});

describe('whatever was used', () => {
  const someMinutes = fc
    .array(fc.record({ at: fc.nat(179), use: someUse, requests: fc.nat(50) }), { maxLength: 60 })
    .map((uses) =>
      Array.from({ length: 180 }, (_, index) =>
        minute(
          index,
          ...uses
            .filter(({ at }) => at === index)
            .map(({ use, requests }) => ({ ...pricedRowOf(use), requests })),
        ),
      ),
    );
  const best = (peaks: readonly MinutePeak[]) =>
    PEAK_LIMITERS.flatMap((limiter) =>
      [...GROUPS.keys()].map((group) =>
        Math.max(
          ...peaks
            .filter((peak) => peak.limiter === limiter && peak.group === group)
            .map(({ value }) => value),
        ),
      ),
    );

  it('the peak of any split of the span is the peak of the whole', () => {
    fc.assert(
      fc.property(someMinutes, fc.array(fc.nat(180), { maxLength: 4 }), (minutes, cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), 180];
        const parts = edges.flatMap((from, index) =>
          gatherPeaks(minutes.slice(from, edges[index + 1]), GROUPS),
        );
        expect(best(parts)).toEqual(best(gatherPeaks(minutes, GROUPS)));
      }),
      seeded,
    );
  });

  it('no peak is above the total of its hour, and its hour is the one it lies in', () => {
    fc.assert(
      fc.property(someMinutes, (minutes) => {
        for (const { hour, at, limiter, value } of gatherPeaks(minutes, GROUPS)) {
          const rows = minutes
            .filter(({ start }) => floorHour(start) === hour)
            .flatMap((m) => m.rows);
          const total = rows.reduce((sum, { tokens: t, requests = 0 }) => {
            if (limiter === 'requests_per_minute') return sum + requests;
            if (limiter === 'output_tokens_per_minute') return sum + t.output;
            return sum + t.uncachedInput + t.cacheCreation5m + t.cacheCreation1h;
          }, 0);
          expect(value).toBeLessThanOrEqual(total);
          expect(floorHour(at)).toBe(hour);
        }
      }),
      seeded,
    );
  });
});
