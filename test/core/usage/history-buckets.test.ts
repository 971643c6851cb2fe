import { describe, expect, it } from 'vitest';
import type { HistoryStore } from '../../../src-main/adapters/history-store/history-store.js';
import type { Grain } from '../../../src-main/shared/history.js';
import { DAY_MS, HOUR_MS, type HourStart } from '../../../src-main/shared/units.js';
import { NO_TOKENS } from '../../../src-main/shared/usage.js';
import { at, costRow, dayAt, storedHour } from '../../fakes/figures.js';
import { openMemoryStore } from '../../fakes/memory-store.js';
import { ask, holdHours, NOW, TO, total, use } from './hold-hours.js';

describe('an end inside a bucket', () => {
  const store = () => {
    const held = openMemoryStore();
    holdHours(held, [use('2026-11-03T05:00:00Z'), use('2026-11-03T09:00:00Z')]);
    const day = dayAt('2026-11-03T00:00:00Z');
    held.replaceDays({ from: day, to: day + DAY_MS }, [{ start: day, rows: [costRow(7)] }], NOW);
    return held;
  };
  const span = { from: at('2026-11-03T05:30:00Z'), to: at('2026-11-03T08:45:00Z') };

  it('takes the whole hour by the hour', () => {
    const { rows } = ask(store(), 'hour', 'none', span);
    expect(rows.map((row) => [row.start, row.tokens.output])).toEqual([
      [at('2026-11-03T05:00:00Z'), 1000],
      [at('2026-11-03T06:00:00Z'), 0],
      [at('2026-11-03T07:00:00Z'), 0],
      [at('2026-11-03T08:00:00Z'), 0],
    ]);
  });

  it('takes the whole day, week or month, with all its bills', () => {
    const held = openMemoryStore();
    const days = [
      '2026-10-31',
      '2026-11-01',
      '2026-11-02',
      '2026-11-03',
      '2026-11-08',
      '2026-11-09',
    ];
    holdHours(
      held,
      days.map((day) => use(`${day}T05:00:00Z`)),
    );
    for (const day of days) {
      const start = dayAt(`${day}T00:00:00Z`);
      const bill = [{ start, rows: [costRow(7)] }];
      expect(held.replaceDays({ from: start, to: start + DAY_MS }, bill, NOW).ok).toBe(true);
    }
    const of = (grain: Grain) => {
      const { rows, buckets, provenance } = ask(held, grain, 'none', span);
      expect(buckets).toHaveLength(1);
      return [rows[0]?.tokens.output, rows[0]?.reportedMicrocents, provenance.from, provenance.to];
    };
    const day = at('2026-11-03T00:00:00Z');
    expect(of('day')).toEqual([1000, 7_000_000, day, day + DAY_MS]);
    const monday = day - DAY_MS;
    expect(of('week')).toEqual([3000, 21_000_000, monday, monday + 7 * DAY_MS]);
    const month = { from: at('2026-11-01T00:00:00Z'), to: at('2026-12-01T00:00:00Z') };
    expect(of('month')).toEqual([5000, 35_000_000, month.from, month.to]);
  });

  it('makes no row whole of which more than the asked-for part is missing', () => {
    const held = openMemoryStore();
    holdHours(held, [use('2026-11-10T05:00:00Z')], dayAt('2026-11-04T00:00:00Z'));
    const from = dayAt('2026-11-05T00:00:00Z');
    const asked = { from, to: from + DAY_MS };
    const stateOf = (grain: Grain) => ask(held, grain, 'none', asked).buckets[0]?.state;
    expect([stateOf('hour'), stateOf('day')]).toEqual(['closed', 'closed']);
    expect([stateOf('week'), stateOf('month')]).toEqual(['partial', 'open']);
    const week = ask(held, 'week', 'none', { from: from - DAY_MS, to: from });
    expect(week.provenance.isComplete).toBe(false);
  });
});

describe('what is known of a bucket', () => {
  const DAY = dayAt('2026-11-03T00:00:00Z');
  const dayOf = (store: HistoryStore, now = NOW) =>
    ask(store, 'day', 'none', { from: DAY, to: DAY + DAY_MS }, now);
  const report = (store: HistoryStore, fetchedAt: number, ...cents: number[]) =>
    store.replaceDays(
      { from: DAY, to: DAY + DAY_MS },
      [{ start: DAY, rows: cents.map((amount) => costRow(amount)) }],
      fetchedAt,
    );

  it('never fetched: missing, and no row claims zero', () => {
    const { buckets, rows } = dayOf(openMemoryStore());
    expect(buckets).toMatchObject([{ state: 'missing' }]);
    expect(rows).toEqual([]);
  });

  it('an empty bill of a day that was never fetched is not zero either', () => {
    const store = openMemoryStore();
    report(store, NOW);
    expect(dayOf(store).rows).toEqual([]);
  });

  it('fetched and unused: a known zero, billed nothing once the empty bill is in', () => {
    const store = openMemoryStore();
    holdHours(store, []);
    expect(dayOf(store).rows).toMatchObject([{ estimatedMicrocents: 0, reportedMicrocents: null }]);
    report(store, NOW);
    expect(dayOf(store)).toMatchObject({
      buckets: [{ state: 'closed' }],
      rows: [{ estimatedMicrocents: 0, reportedMicrocents: 0, basis: 'reported' }],
    });
  });

  it('A38: used with an empty bill: late, not free; when it comes the bill counts', () => {
    const store = openMemoryStore();
    holdHours(store, [use('2026-11-03T05:00:00Z')]);
    report(store, NOW);
    expect(dayOf(store).rows).toMatchObject([
      {
        estimatedMicrocents: 1_500_000,
        reportedMicrocents: null,
        costMicrocents: 1_500_000,
        basis: 'estimated',
      },
    ]);
    report(store, NOW, 1.25);
    expect(dayOf(store).rows).toMatchObject([
      {
        estimatedMicrocents: 1_500_000,
        reportedMicrocents: 1_250_000,
        costMicrocents: 1_250_000,
        basis: 'reported',
      },
    ]);
  });

  it('A38: a changed bill of a closed day replaces the earlier one', () => {
    const store = openMemoryStore();
    holdHours(store, [use('2026-11-03T05:00:00Z')]);
    report(store, NOW, 1.25, 2);
    report(store, NOW, 3);
    expect(dayOf(store).rows).toMatchObject([{ reportedMicrocents: 3_000_000 }]);
  });

  it('what a closed day said while it ran is not its bill', () => {
    const store = openMemoryStore();
    holdHours(store, [use('2026-11-03T05:00:00Z')]);
    report(store, DAY + 12 * HOUR_MS, 0.5);
    expect(dayOf(store).rows).toMatchObject([
      { reportedMicrocents: null, costMicrocents: 1_500_000, basis: 'estimated' },
    ]);
  });

  it('T7: the running day is open and its estimate counts beside what is reported so far', () => {
    const store = openMemoryStore();
    holdHours(store, [use('2026-11-03T05:00:00Z')], DAY, DAY + 13 * HOUR_MS);
    report(store, DAY + 12 * HOUR_MS, 0.5);
    expect(dayOf(store, DAY + 12 * HOUR_MS + 1)).toMatchObject({
      buckets: [{ state: 'open' }],
      rows: [{ reportedMicrocents: 500_000, costMicrocents: 1_500_000, basis: 'estimated' }],
      // What is still to come is not missing.
      provenance: { isComplete: true },
    });
  });

  it('T7: an hour that was only read while it ran is not held whole, nor is its day', () => {
    const store = openMemoryStore();
    holdHours(store, [], DAY, DAY + DAY_MS);
    expect(dayOf(store)).toMatchObject({
      buckets: [{ state: 'closed' }],
      provenance: { isComplete: true },
    });
    const hour = { from: DAY + 7 * HOUR_MS, to: DAY + 8 * HOUR_MS };
    const running = [storedHour({ start: hour.from as HourStart, rows: [] }, [])];
    expect(store.replaceHours(hour, running, hour.from + 20 * 60_000).ok).toBe(true);
    expect(dayOf(store)).toMatchObject({
      buckets: [{ state: 'partial' }],
      provenance: { isComplete: false },
    });
    expect(ask(store, 'hour', 'none', hour).buckets).toMatchObject([{ state: 'partial' }]);
  });

  it('a bill that was read within six hours of the end of its day may grow: not settled', () => {
    const store = openMemoryStore();
    holdHours(store, [use('2026-11-03T05:00:00Z')]);
    report(store, DAY + 30 * HOUR_MS - 1, 1.25);
    const asked = { from: DAY - DAY_MS, to: DAY + 2 * DAY_MS };
    const unsettled = (grain: Grain) => ask(store, grain, 'none', asked).unsettled;
    expect(unsettled('day')).toEqual([DAY]);
    expect(unsettled('week')).toEqual([DAY - DAY_MS]);
    expect(unsettled('hour')).toEqual(
      Array.from({ length: 24 }, (_, hour) => DAY + hour * HOUR_MS),
    );
    report(store, DAY + 30 * HOUR_MS, 1.25);
    expect(unsettled('day')).toEqual([]);
  });

  it('a bill without any held use still shows', () => {
    const store = openMemoryStore();
    holdHours(store, []);
    report(store, NOW, 4);
    expect(dayOf(store).rows).toMatchObject([
      { tokens: NO_TOKENS, reportedMicrocents: 4_000_000, estimatedMicrocents: null },
    ]);
  });

  it('before back-fill older days are missing, after it they are there', () => {
    const store = openMemoryStore();
    const uses = [use('2026-11-03T05:00:00Z'), use('2026-11-20T05:00:00Z')];
    holdHours(store, uses.slice(1), dayAt('2026-11-14T00:00:00Z'), TO);
    const states = () => {
      const { buckets } = ask(store, 'week', 'none', {
        from: dayAt('2026-11-02T00:00:00Z'),
        to: TO,
      });
      return buckets.map(({ state }) => state);
    };
    expect(states()).toEqual(['missing', 'partial', 'open']);
    expect(total(ask(store, 'month').rows).tokens.output).toBe(1000);
    holdHours(store, uses);
    expect(states()).toEqual(['closed', 'closed', 'open']);
    expect(total(ask(store, 'month').rows).tokens.output).toBe(2000);
  });

  it('by the hour nothing is reported: the bill knows only days', () => {
    const store = openMemoryStore();
    holdHours(store, [use('2026-11-03T05:00:00Z')]);
    report(store, NOW, 4);
    const { rows } = ask(store, 'hour', 'none', { from: DAY, to: DAY + DAY_MS });
    expect(rows.every((row) => row.reportedMicrocents === null)).toBe(true);
  });
});
