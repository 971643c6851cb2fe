import { describe, expect, it } from 'vitest';
import { traceSpan } from '../../../src-main/core/usage/trace-span.js';
import { HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { fetched, heldCuts, hourAt, hourTotal } from '../../fakes/figures.js';

const TEN = hourAt('2026-11-22T10:00:00Z');
const NOON = TEN + 2 * HOUR_MS;
const NOW = NOON + 20 * MINUTE_MS;
const HALF_PAST = TEN + 30 * MINUTE_MS;
const hours = fetched(TEN - HOUR_MS, NOON + HOUR_MS, HOUR_MS, NOW - MINUTE_MS);

const trace = (
  from: number,
  to: number,
  changes: readonly (readonly [hour: number, fetchedAt: number | null])[] = [],
  { minutes = new Map(), isFree = false, now = NOW } = {},
) => {
  const times = new Map(hours);
  for (const [hour, at] of changes) {
    if (at === null) times.delete(hour);
    else times.set(hour, at);
  }
  const coverage = { hours: times, minuteHours: new Map<number, number>() };
  return traceSpan({ from, to }, heldCuts({ now, coverage, minutes }), () => isFree);
};

describe('a span is held', () => {
  it('where every hour that has begun is held: what is to come is not missing', () => {
    expect(trace(TEN, NOON + 9 * HOUR_MS)).toMatchObject({ isHeld: true, isExact: true });
    expect(trace(TEN, NOON + 9 * HOUR_MS, [[NOON, null]]).isHeld).toBe(false);
    expect(trace(TEN, NOON, [[NOON, null]]).isHeld).toBe(true);
  });

  it('not where an hour was last fetched before it had ended', () => {
    expect(trace(TEN, NOON, [[TEN, HALF_PAST]]).isHeld).toBe(false);
    expect(trace(TEN, NOON, [[TEN, TEN + HOUR_MS]]).isHeld).toBe(true);
    expect(trace(TEN, HALF_PAST, [[TEN, HALF_PAST]]).isHeld).toBe(true);
    // The running one has not.
    expect(trace(TEN, NOON + HOUR_MS, [[NOON, NOON]]).isHeld).toBe(true);
  });

  it('not where it has ended, or begun, after the running hour was last read', () => {
    const now = TEN + 40 * MINUTE_MS;
    const readAt = (at: number) => [[TEN, at]] as const;
    expect(trace(TEN - HOUR_MS, HALF_PAST, readAt(HALF_PAST - 1), { now }).isHeld).toBe(false);
    expect(trace(HALF_PAST, NOON, readAt(HALF_PAST - 1), { now }).isHeld).toBe(false);
    expect(trace(HALF_PAST, NOON, readAt(HALF_PAST), { now }).isHeld).toBe(true);
    expect(trace(TEN, NOON, readAt(HALF_PAST - 1), { now }).isHeld).toBe(true);
  });

  it('not where it has not begun', () => {
    expect(trace(NOW + 1, NOW + HOUR_MS).isHeld).toBe(false);
  });

  it('as of its oldest fetch, and never where nothing of it is held', () => {
    expect(trace(TEN, NOON, [[TEN, NOON + 1]]).fetchedAt).toBe(NOON + 1);
    expect(trace(TEN, TEN + HOUR_MS, [[TEN, null]]).fetchedAt).toBeNull();
  });
});

describe('T4: a span is exact', () => {
  const minutes = new Map([[TEN as number, [hourTotal(TEN, 5)]]]);

  it.each([
    ['begins', HALF_PAST, NOON],
    ['ends', TEN - HOUR_MS, HALF_PAST],
  ] as const)(
    'where the hour in which it %s is told by its minutes or cost nothing',
    (_, from, to) => {
      expect(trace(from, to)).toMatchObject({ isHeld: true, isExact: false });
      expect(trace(from, to, [], { minutes }).isExact).toBe(true);
      expect(trace(from, to, [], { isFree: true }).isExact).toBe(true);
    },
  );

  it('where the hour was last fetched at the cut or before', () => {
    const now = TEN + 40 * MINUTE_MS;
    const young = [[TEN, HALF_PAST]] as const;
    expect(trace(TEN, HALF_PAST, young, { now })).toMatchObject({ isHeld: true, isExact: true });
    expect(trace(HALF_PAST, NOON, young, { now })).toMatchObject({ isHeld: true, isExact: true });
    const later = [[TEN, HALF_PAST + 1]] as const;
    expect(trace(TEN, HALF_PAST, later, { now }).isExact).toBe(false);
  });
});
