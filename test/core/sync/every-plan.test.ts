import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ceilHour, DAY_MS, floorDay, floorHour, HOUR_MS } from '../../../src-main/shared/units.js';
import { seeded } from '../../fakes/arbitraries.js';
import { at, fetched } from '../../fakes/figures.js';
import { type Held, nothing, plan, spans, take } from './plan-of-held.js';

describe('every plan', () => {
  const someNow = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-03-01T00:00:00Z') });
  const someCoverage = (now: number) =>
    fc
      .array(
        fc.record({
          from: fc.nat(60 * 24),
          length: fc.integer({ min: 1, max: 400 }),
          age: fc.nat(5 * DAY_MS),
        }),
        { maxLength: 6 },
      )
      .map((runs): Held => {
        const held = nothing();
        for (const { from, length, age } of runs) {
          const start = floorHour(now) - from * HOUR_MS;
          const span = { from: start, to: Math.min(start + length * HOUR_MS, ceilHour(now + 1)) };
          take(held, [{ kind: 'hours', span, isBackfill: false }], now - age);
        }
        return held;
      });
  const someCase = someNow.chain((now) =>
    fc.record({
      now: fc.constant(now),
      held: someCoverage(now),
      reach: fc.integer({ min: 0, max: 120 * DAY_MS }),
    }),
  );

  it('asks for no bucket twice, each step within one page, aligned, none in the future', () => {
    fc.assert(
      fc.property(someCase, ({ now, held, reach }) => {
        const steps = plan(held, now, [], now - reach);
        for (const [kind, widthMs, most, end] of [
          ['hours', HOUR_MS, 168, ceilHour(now + 1)],
          ['days', DAY_MS, 31, floorDay(now) + DAY_MS],
        ] as const) {
          const asked = spans(steps, kind).flatMap(({ from, to }) => [
            ...fetched(from, to, widthMs, 0).keys(),
          ]);
          expect(new Set(asked).size).toBe(asked.length);
          for (const { from, to } of spans(steps, kind)) {
            expect(from % widthMs).toBe(0);
            expect((to - from) / widthMs).toBeLessThanOrEqual(most);
            expect(to).toBeLessThanOrEqual(end);
          }
        }
      }),
      { ...seeded, numRuns: 100 },
    );
  });

  it('T6, T7: once it was followed, every hour wanted is held and the open one is fresh', () => {
    fc.assert(
      fc.property(someCase, ({ now, held, reach }) => {
        take(held, plan(held, now, [], now - reach), now);
        const wanted = [...fetched(floorDay(now - reach), now + 1, HOUR_MS, 0).keys()];
        expect(wanted.filter((start) => !held.hours.has(start))).toEqual([]);
        const ofToday = wanted.filter((start) => start >= floorDay(now));
        expect(ofToday.filter((start) => held.hours.get(start) !== now)).toEqual([]);
      }),
      { ...seeded, numRuns: 100 },
    );
  });
});
