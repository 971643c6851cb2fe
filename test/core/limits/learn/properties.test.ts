import fc from 'fast-check';
import { expect, it } from 'vitest';
import { learn } from '../../../../src-main/core/limits/learn/learn.js';
import type { LearnedWindow } from '../../../../src-main/core/limits/learn/learned.js';
import {
  EVIDENCE_KINDS,
  EVIDENCE_SOURCES,
  type Evidence,
  type Use,
} from '../../../../src-main/shared/evidence.js';
import { DAY_MS, HOUR_MS } from '../../../../src-main/shared/units.js';
import { BEGIN, hit, NO_USAGE, quiet, reading, weekStart } from './records.js';

const ZONE = { timeZone: 'UTC' };
const NOW = weekStart(10);

const oddNumber = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -1, 1e-300, 1e300, Number.NaN, Infinity, -Infinity),
  fc.double({ min: 0, max: 1000, noNaN: true }),
);
const oddUse = fc.option(
  fc.record(
    {
      usd: fc.tuple(oddNumber, oddNumber),
      ieq: fc.tuple(oddNumber, oddNumber),
      tokens: fc.tuple(oddNumber, oddNumber),
    },
    { requiredKeys: [] },
  ),
) as fc.Arbitrary<Use | null>; // Keys that are left out are left out.
const oddTime = fc.oneof(
  fc.integer({ min: BEGIN, max: BEGIN + 70 * DAY_MS }),
  fc.constantFrom(0, Number.NaN, 8e15, -8e15),
);
const garbage: fc.Arbitrary<Evidence> = fc.record({
  id: fc.string({ maxLength: 3 }),
  meter: fc.constant('plan'),
  kind: fc.constantFrom(...EVIDENCE_KINDS),
  window: fc.constantFrom('weekly', 'five_hour', 'weekly:__proto__'),
  at: oddTime,
  start: fc.option(oddTime),
  end: fc.option(oddTime),
  used: oddUse,
  settled: oddUse,
  pct: fc.option(oddNumber),
  half: fc.option(oddNumber),
  since: fc.option(oddTime),
  source: fc.constantFrom(...EVIDENCE_SOURCES),
  isExact: fc.boolean(),
  isPartlySeen: fc.boolean(),
  note: fc.constant(null),
  isIgnored: fc.boolean(),
});

/** A plausible record of one of ten weeks. */
const plausible: fc.Arbitrary<Evidence> = fc
  .record({
    week: fc.integer({ min: 0, max: 9 }),
    usd: fc.double({ min: 1, max: 100, noNaN: true }),
    pct: fc.integer({ min: 5, max: 95 }),
    make: fc.constantFrom('hit', 'reading', 'quiet'),
    source: fc.constantFrom('record', 'manual', 'entry', 'statusline'),
  })
  .map(({ week, usd, pct, make, source }) => {
    if (make === 'hit') return hit(week, usd, { source });
    return make === 'quiet' ? quiet(week, usd) : reading(week, pct, usd, { source });
  });
const records = fc.uniqueArray(plausible, { maxLength: 8, selector: ({ id }) => id });

const learned = (evidence: readonly Evidence[]) => learn(evidence, NO_USAGE, NOW, ZONE);

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}

it('no evidence however odd makes it crash, nor say a number that is none', () => {
  const usage = {
    hours: [{ start: NOW - HOUR_MS, usd: 1, ieq: 0, tokens: 0 }],
    running: [
      { kind: 'weekly', start: NOW - DAY_MS, end: NOW + DAY_MS, used: { usd: [1, 2] } },
    ] as const,
  };
  fc.assert(
    fc.property(fc.array(garbage, { maxLength: 6 }), (evidence) => {
      const result = learn(evidence, usage, NOW, ZONE);
      expect(numbersIn(result).filter((value) => !Number.isFinite(value))).toEqual([]);
    }),
    { numRuns: 80 },
  );
});

it('the order of evidence, records told twice and ignored records change nothing', () => {
  fc.assert(
    fc.property(records, fc.array(plausible, { maxLength: 3 }), (evidence, ignored) => {
      const odd = ignored.map((record, place) => ({
        ...record,
        id: `ignored ${place}`,
        isIgnored: true,
      }));
      const mixed = [...odd, ...[...evidence].reverse(), ...evidence];
      expect(learned(mixed)).toEqual(learned(evidence));
    }),
    { numRuns: 25 },
  );
});

it('ten times the use is ten times the limit', () => {
  const scaled = ({ used, settled, ...rest }: Evidence): Evidence => ({
    ...rest,
    used: used?.usd ? { usd: [used.usd[0] * 10, used.usd[1] * 10] } : used,
    settled: settled?.usd ? { usd: [settled.usd[0] * 10, settled.usd[1] * 10] } : settled,
  });
  fc.assert(
    fc.property(records, (evidence) => {
      const [one, ten] = [learned(evidence), learned(evidence.map(scaled))];
      const [limit, tenfold] = [one.weekly?.limit?.usd, ten.weekly?.limit?.usd];
      expect(tenfold === undefined).toBe(limit === undefined);
      // Where little is known the ends of the grid are in reach, and they do not scale.
      if (!limit || !tenfold || limit.high / limit.low > 3) return;
      expect(tenfold.median / limit.median / 10).toBeGreaterThan(0.97);
      expect(tenfold.median / limit.median / 10).toBeLessThan(1.03);
    }),
    { numRuns: 40 },
  );
});

it('intervals hold their medians, and chances lie in 0..1', () => {
  fc.assert(
    fc.property(records, (evidence) => {
      const windows: LearnedWindow[] = Object.values(learned(evidence));
      for (const { limit, course, confidence } of windows) {
        const all = [limit?.usd, ...(course.usd ?? []).map((point) => point.limit)];
        for (const interval of all) {
          if (!interval) continue;
          expect(interval.low).toBeLessThanOrEqual(interval.median);
          expect(interval.median).toBeLessThanOrEqual(interval.high);
        }
        expect(confidence ?? 0).toBeGreaterThanOrEqual(0);
        expect(confidence ?? 0).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 40 },
  );
});
