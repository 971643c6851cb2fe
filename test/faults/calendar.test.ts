import { describe, expect, test } from 'vitest';
import { formatInstant } from '../../src-main/shared/format.js';
import { DAY_MS, HOUR_MS, type Instant, type Span } from '../../src-main/shared/units.js';
import { at } from '../fakes/figures.js';
import { startAt, syncAt } from './support/start-at.js';
import { estimateOf, sumIn } from './support/sum-in.js';
import type { World } from './support/world.js';

/** Local noon of the day of the clock change, and the hours of that day. */
const nights = [
  ['Europe/Oslo', 'spring', '2027-03-28T10:00:00Z', 23],
  ['Europe/Oslo', 'autumn', '2027-10-31T11:00:00Z', 25],
  ['Australia/Lord_Howe', 'autumn, by half an hour', '2027-04-04T01:30:00Z', 24.5],
  ['Australia/Lord_Howe', 'spring, by half an hour', '2027-10-03T01:00:00Z', 23.5],
  ['America/Santiago', 'spring, at midnight', '2027-09-05T15:00:00Z', 23],
  ['America/Santiago', 'autumn, at midnight', '2027-04-03T15:00:00Z', 25],
  ['Africa/Cairo', 'spring, at midnight', '2027-04-30T09:00:00Z', 23],
  ['Africa/Cairo', 'autumn, at midnight', '2027-10-28T09:00:00Z', 25],
] as const;

describe('T2: the clock changes', () => {
  test.each(nights)(
    'T2: %s, %s: no hour twice or lost, and the day is the sum of its hours',
    async (timeZone, _, noon, hours) => {
      const { world } = await startAt(at(noon) - DAY_MS, {
        timeZone,
        since: at(noon) - 2 * DAY_MS,
        // Without a bill every figure is the sum of estimates.
        service: { faults: ['forbidden-cost'] },
      });
      const windows: Span[] = [];
      for (const noonOf of [at(noon) - DAY_MS, at(noon), at(noon) + DAY_MS]) {
        const { today, last24Hours } = await syncAt(world, noonOf);
        windows.push(today.window);
        expect(today.cost.microcents).toBeGreaterThan(0);
        const sum = estimateOf(world, { from: today.window.from, to: noonOf });
        // Minutes are priced, and rounded, each by itself.
        expect(Math.abs((today.cost.microcents ?? 0) - sum)).toBeLessThanOrEqual(1);
        const starts = last24Hours.map(({ start }) => start);
        expect(starts.map((start) => (start - (starts[0] ?? 0)) / HOUR_MS)).toEqual([
          ...Array(24).keys(),
        ]);
        for (const { start, microcents } of last24Hours) {
          expect(microcents).toBe(sumIn(world, 'usage_hour', { from: start, to: start + HOUR_MS }));
        }
      }
      expect(windows.map(({ from, to }) => (to - from) / HOUR_MS)).toEqual([24, hours, 24]);
      expect(windows[1]?.from).toBe(windows[0]?.to);
      expect(windows[2]?.from).toBe(windows[1]?.to);
    },
  );

  test('T2: the day of a bill by the hour is the sum of its hours too', async () => {
    const now = at('2027-10-31T22:59:59Z');
    const { world } = await startAt(now, {
      timeZone: 'Europe/Oslo',
      since: now - 2 * DAY_MS,
      settings: { reportPair: 'analytics' },
      service: { analyticsVisibleAfterMs: 0 },
    });
    const { today } = await syncAt(world, now);
    expect(today.window).toEqual({
      from: at('2027-10-30T22:00:00Z'),
      to: at('2027-10-31T23:00:00Z'),
    });
    const billed = sumIn(
      world,
      'cost_hour',
      { ...today.window, to: at('2027-10-31T22:00:00Z') },
      'amount',
    );
    const running = sumIn(world, 'usage_hour', { from: at('2027-10-31T22:00:00Z'), to: now });
    expect(today.cost.microcents).toBe(billed + running);
  });
});

describe('T3: odd days of the calendar', () => {
  const rowsOf = (world: World, span: Span, grain: 'day' | 'week' | 'month') => {
    const read = world.parts.tidemark.readHistory({ ...span, grain, by: 'none' });
    if (!read.ok) throw new Error(read.failure.kind);
    return read.value;
  };
  const day = (instant: Instant) => formatInstant(instant).slice(0, 10);

  test('T3: 29 February has its own day, in its month and its week', async () => {
    const now = at('2028-03-01T08:00:00Z');
    const { world } = await startAt(now, { since: at('2028-02-26T00:00:00Z') });
    const { month } = await syncAt(world, now);
    expect(day(month.window.from)).toBe('2028-03-01');
    const span = { from: at('2028-02-26T00:00:00Z'), to: at('2028-03-02T00:00:00Z') };
    const days = rowsOf(world, span, 'day');
    expect(days.buckets.map(({ from }) => day(from))).toEqual([
      '2028-02-26',
      '2028-02-27',
      '2028-02-28',
      '2028-02-29',
      '2028-03-01',
    ]);
    const tokens = (start: string) =>
      days.rows.find((row) => day(row.start) === start)?.tokens.output;
    expect(tokens('2028-02-29')).toBe(
      sumIn(
        world,
        'usage_hour',
        { from: at('2028-02-29T00:00:00Z'), to: at('2028-03-01T00:00:00Z') },
        'output',
      ),
    );
    expect(tokens('2028-02-29')).toBeGreaterThan(0);
    expect(
      rowsOf(world, span, 'month').buckets.map(({ from, to }) => [day(from), day(to)]),
    ).toEqual([
      ['2028-02-01', '2028-03-01'],
      ['2028-03-01', '2028-04-01'],
    ]);
  });

  test('T3: ISO week 53 runs over new year as one week', async () => {
    const now = at('2027-01-05T08:00:00Z');
    const { world } = await startAt(now, { since: at('2026-12-28T00:00:00Z') });
    const { month, week } = await syncAt(world, now);
    expect(day(month.window.from)).toBe('2027-01-01');
    expect(formatInstant(week.window.from)).toBe('2027-01-03T10:59:00Z');
    const span = { from: at('2026-12-28T00:00:00Z'), to: at('2027-01-06T00:00:00Z') };
    const weeks = rowsOf(world, span, 'week');
    expect(weeks.buckets.map(({ from, to, state }) => [day(from), day(to), state])).toEqual([
      ['2026-12-28', '2027-01-04', 'closed'],
      ['2027-01-04', '2027-01-11', 'open'],
    ]);
    const days = rowsOf(world, span, 'day').rows;
    const ofWeek = days.filter(({ start }) => start < at('2027-01-04T00:00:00Z'));
    expect(ofWeek).toHaveLength(7);
    expect(weeks.rows[0]?.tokens.output).toBe(
      ofWeek.reduce((sum, { tokens }) => sum + tokens.output, 0),
    );
    expect(weeks.rows[0]?.costMicrocents).toBe(
      ofWeek.reduce((sum, { costMicrocents }) => sum + (costMicrocents ?? 0), 0),
    );
  });
});
