import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistoryStore } from '../../../src-main/adapters/history-store/history-store.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { mergeRows } from '../../../src-main/core/usage/merge-rows.js';
import { readHistory } from '../../../src-main/core/usage/read-history.js';
import { addTokens } from '../../../src-main/core/usage/token-sums.js';
import {
  GRAINS,
  GROUPINGS,
  type Grain,
  type Grouping,
  type HistoryRow,
} from '../../../src-main/shared/history.js';
import { DAY_MS, HOUR_MS, type HourStart } from '../../../src-main/shared/units.js';
import { NO_TOKENS } from '../../../src-main/shared/usage.js';
import { pricedRowOf, seeded, shareRowOf, someUse, type Use } from '../../fakes/arbitraries.js';
import {
  at,
  costRow,
  dayAt,
  hourCost,
  label,
  priced,
  shared,
  storedHour,
  tokens,
  usd,
} from '../../fakes/figures.js';
import { openMemoryStore, openUnclosedStore } from '../../fakes/memory-store.js';

const FROM = dayAt('2026-10-01T00:00:00Z');
const TO = dayAt('2026-11-21T00:00:00Z');
const NOW = at('2026-11-21T14:20:00Z');

interface DatedUse extends Use {
  readonly start: HourStart;
}

/** Holds every hour of the span; those with use as a sync would store them. */
function holdHours(store: HistoryStore, uses: readonly DatedUse[], from = FROM, to: number = TO) {
  const starts = [...new Set(uses.map(({ start }) => start))];
  const hours = starts.map((start) => {
    const ofHour = uses.filter((use) => use.start === start);
    return storedHour(
      { start, rows: mergeRows(ofHour.map(pricedRowOf)) },
      mergeRows(ofHour.map(shareRowOf)),
    );
  });
  expect(store.replaceHours({ from, to }, hours, NOW).ok).toBe(true);
}

const use = (
  text: string,
  some: Partial<Use['dimensions']> = {},
  counts = tokens({ output: 1000 }),
): DatedUse => ({
  start: at(text) as HourStart,
  dimensions: { ...priced(), ...shared(), ...some },
  tokens: counts,
});

const ask = (
  store: HistoryStore,
  grain: Grain,
  by: Grouping = 'none',
  span: { readonly from: number; readonly to: number } = { from: FROM, to: TO },
  now = NOW,
) => readHistory(store, priceTable, { ...span, grain, by }, now);

const total = (rows: readonly HistoryRow[]) => ({
  tokens: rows.reduce((sum, row) => addTokens(sum, row.tokens), NO_TOKENS),
  estimated: rows.reduce((sum, row) => sum + (row.estimatedMicrocents ?? 0), 0),
});
const totalBill = (rows: readonly HistoryRow[]) =>
  rows.reduce((sum, row) => sum + (row.reportedMicrocents ?? 0), 0);
const totalCost = (rows: readonly HistoryRow[]) =>
  rows.reduce((sum, row) => sum + (row.costMicrocents ?? 0), 0);

describe('on any history', () => {
  const hourCount = (TO - FROM) / HOUR_MS;
  const someUses = fc.array(
    fc.record({ use: someUse, hour: fc.nat(hourCount - 1) }).map(
      ({ use: one, hour }): DatedUse => ({
        ...one,
        start: (FROM + hour * HOUR_MS) as HourStart,
      }),
    ),
    { maxLength: 25 },
  );
  const someBill = fc.array(
    fc.record({
      day: fc.nat((TO - FROM) / DAY_MS - 1),
      cents: fc.integer({ min: -500, max: 90_000 }),
      workspaceId: fc.constantFrom('wrkspc_a', 'wrkspc_b', null),
      model: fc.constantFrom('claude-opus-5-5', 'claude-haiku-5-5', null),
      serviceTier: fc.constantFrom('standard', 'batch', null),
      tokenType: fc.constantFrom('output_tokens', 'cache_read_input_tokens', null),
      costType: fc.constantFrom('tokens', 'web_search', 'code_execution'),
    }),
    { maxLength: 20 },
  );

  it('sum by model = workspace = key = tier = kind = total, by hour = day = week = month', () => {
    fc.assert(
      fc.property(someUses, someBill, (uses, bill) => {
        const store = openUnclosedStore();
        holdHours(store, uses);
        holdBill(store, bill);
        const whole = total(ask(store, 'hour').rows);
        expect(whole.tokens).toEqual(
          uses.reduce((sum, one) => addTokens(sum, one.tokens), NO_TOKENS),
        );
        const billed = bill.reduce((sum, { cents }) => sum + cents * 1_000_000, 0);
        for (const grain of GRAINS) {
          for (const by of GROUPINGS) {
            const { rows } = ask(store, grain, by);
            expect(total(rows), `${grain} by ${by}`).toEqual(whole);
            const hasBill = grain !== 'hour' && by !== 'api_key';
            expect(totalBill(rows), `${grain} by ${by}`).toBe(hasBill ? billed : 0);
          }
        }
        const counted = totalCost(ask(store, 'day').rows);
        for (const grain of ['day', 'week', 'month'] as const) {
          for (const by of ['none', 'model', 'workspace', 'service_tier', 'token_kind'] as const) {
            expect(totalCost(ask(store, grain, by).rows), `${grain} by ${by}`).toBe(counted);
          }
        }
        store.close();
      }),
      { ...seeded, numRuns: 12 },
    );
  });

  function holdBill(
    store: HistoryStore,
    bill: readonly ({ readonly day: number; readonly cents: number } & Record<string, unknown>)[],
  ) {
    const days = [...new Set(bill.map(({ day }) => day))].map((day) => ({
      start: dayAt(new Date(FROM + day * DAY_MS).toISOString()),
      rows: bill
        .filter((row) => row.day === day)
        .map(({ cents, day: _, ...some }) => costRow(cents, some)),
    }));
    expect(store.replaceDays({ from: FROM, to: TO }, days, NOW).ok).toBe(true);
  }

  it('reading it twice gives the same rows', () => {
    const store = openMemoryStore();
    holdHours(store, [use('2026-11-03T05:00:00Z'), use('2026-11-03T05:00:00Z', { speed: 'fast' })]);
    expect(ask(store, 'week', 'model')).toEqual(ask(store, 'week', 'model'));
  });

  it('storing the same hours again changes nothing', () => {
    const store = openMemoryStore();
    const uses = [use('2026-11-03T05:00:00Z'), use('2026-11-04T05:00:00Z', { model: null })];
    holdHours(store, uses);
    const once = ask(store, 'day', 'model').rows;
    holdHours(store, uses);
    expect(ask(store, 'day', 'model').rows).toEqual(once);
  });
});

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
    expect([stateOf('week'), stateOf('month')]).toEqual(['open', 'open']);
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
      buckets: [{ state: 'open' }],
      provenance: { isComplete: false },
    });
    expect(ask(store, 'hour', 'none', hour).buckets).toMatchObject([{ state: 'open' }]);
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
    expect(states()).toEqual(['missing', 'open', 'open']);
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

describe('groups', () => {
  it('are named by their labels, archived ones as such, unknown ones by their id', () => {
    const store = openMemoryStore();
    const ids = ['wrkspc_new', 'wrkspc_old', 'wrkspc_nameless', null];
    holdHours(
      store,
      ids.map((workspaceId) => use('2026-11-03T05:00:00Z', { workspaceId })),
    );
    store.replaceLabels('workspace', [
      label({ id: 'wrkspc_new', name: 'Harbour' }),
      label({ id: 'wrkspc_old', name: 'Lighthouse', archivedAt: 5 }),
    ]);
    const groups = ask(store, 'month', 'workspace').rows.map(({ group }) => [
      group.id,
      group.label,
    ]);
    expect(groups.sort()).toEqual(
      [
        ['wrkspc_new', 'Harbour'],
        ['wrkspc_old', 'Lighthouse (archived)'],
        ['wrkspc_nameless', 'wrkspc_nameless'],
        [null, 'Default workspace'],
      ].sort(),
    );
  });

  it('a name that repeats a kind of token is not taken for it', () => {
    const store = openMemoryStore();
    holdHours(store, [use('2026-11-03T05:00:00Z', { model: 'output_tokens' })]);
    const [row] = ask(store, 'month', 'model').rows;
    expect(row?.group).toEqual({ id: 'output_tokens', label: 'output_tokens' });
    expect(ask(store, 'month', 'token_kind').rows[0]?.group.label).toBe('Output');
  });

  it('of a billed day that the bill does not name were billed nothing', () => {
    const store = openMemoryStore();
    holdHours(store, [use('2026-11-03T05:00:00Z', { workspaceId: 'wrkspc_a' })]);
    const day = dayAt('2026-11-03T00:00:00Z');
    const rows = [costRow(3, { workspaceId: 'wrkspc_b' })];
    store.replaceDays({ from: day, to: day + DAY_MS }, [{ start: day, rows }], NOW);
    const bill = ask(store, 'day', 'workspace').rows.map((row) => [
      row.group.id,
      row.reportedMicrocents,
    ]);
    expect(Object.fromEntries(bill)).toEqual({ wrkspc_a: 0, wrkspc_b: 3_000_000 });
  });

  it('priority use is billed elsewhere: it is not billed nothing', () => {
    const store = openMemoryStore();
    holdHours(store, [
      use('2026-11-03T05:00:00Z', { serviceTier: 'priority' }),
      use('2026-11-03T05:00:00Z'),
    ]);
    const day = dayAt('2026-11-03T00:00:00Z');
    store.replaceDays({ from: day, to: day + DAY_MS }, [{ start: day, rows: [costRow(3)] }], NOW);
    const bill = ask(store, 'day', 'service_tier').rows.map((row) => [
      row.group.id,
      row.reportedMicrocents,
    ]);
    expect(Object.fromEntries(bill)).toEqual({ priority: null, standard: 3_000_000 });
  });

  it('A24: use without a price is named with its tokens and has no estimate', () => {
    const store = openMemoryStore();
    holdHours(store, [
      use('2026-11-03T05:00:00Z', { model: 'claude-mythos-preview' }, tokens({ output: 7 })),
      use('2026-11-03T05:00:00Z', { serviceTier: 'priority' }, tokens({ output: 5 })),
      use('2026-11-03T05:00:00Z'),
    ]);
    const { unpriced, rows } = ask(store, 'day', 'model');
    expect(unpriced).toEqual([
      { model: 'claude-mythos-preview', tokens: 7 },
      { model: 'claude-sonnet-4-5-20250929 (priority tier)', tokens: 5 },
    ]);
    expect(rows.map((row) => [row.group.id, row.estimatedMicrocents])).toEqual(
      expect.arrayContaining([
        ['claude-mythos-preview', null],
        ['claude-sonnet-4-5-20250929', 1_500_000],
      ]),
    );
  });

  it('A28: other currencies are in no sum', () => {
    const store = openMemoryStore();
    holdHours(store, []);
    const day = dayAt('2026-11-03T00:00:00Z');
    const rows = [costRow(3), costRow(900, { currency: 'EUR' })];
    store.replaceDays({ from: day, to: day + DAY_MS }, [{ start: day, rows }], NOW);
    expect(totalBill(ask(store, 'month').rows)).toBe(usd(0.03));
    expect(store.readOtherCurrencies({ from: FROM, to: TO })).toEqual([
      { currency: 'EUR', microunits: 900_000_000 },
    ]);
  });
});

describe('unknown is not free', () => {
  it('a token kind that only a model without a price used has no estimate', () => {
    const store = openMemoryStore();
    holdHours(store, [
      use('2026-10-22T02:00:00Z', { model: 'mystery-model-9' }, tokens({ uncachedInput: 100 })),
      use('2026-10-22T02:00:00Z', {}, tokens({ output: 1000 })),
    ]);
    const rows = ask(store, 'hour', 'token_kind').rows;
    const estimateOf = (id: string) =>
      rows.find(({ group }) => group.id === id)?.estimatedMicrocents;
    expect(estimateOf('uncached_input_tokens')).toBeNull();
    expect(estimateOf('output_tokens')).toBeGreaterThan(0);
  });

  it('what the running day’s report does not name yet is not billed $0', () => {
    const store = openMemoryStore();
    const named = priced().model;
    const uses = [
      use('2026-11-21T09:00:00Z'),
      use('2026-11-21T09:00:00Z', { model: 'claude-haiku-4-5' }),
    ];
    holdHours(store, uses, FROM, at('2026-11-21T15:00:00Z'));
    const today = { from: TO, to: TO + DAY_MS };
    store.replaceDays(today, [{ start: TO, rows: [costRow(7, { model: named })] }], NOW);
    const rows = ask(store, 'day', 'model', today).rows;
    const billOf = (id: string | null) =>
      rows.find(({ group }) => group.id === id)?.reportedMicrocents;
    expect(billOf(named)).toBe(7_000_000);
    expect(billOf('claude-haiku-4-5')).toBeNull();
  });

  it('a model without a price that a closed day’s bill does not name stays unknown', () => {
    const store = openMemoryStore();
    holdHours(store, [
      use('2026-11-01T09:00:00Z'),
      use('2026-11-01T09:00:00Z', { model: 'mystery-model-9' }),
    ]);
    const day = dayAt('2026-11-01T00:00:00Z');
    const span = { from: day, to: day + DAY_MS };
    store.replaceDays(span, [{ start: day, rows: [costRow(7, { model: priced().model })] }], NOW);
    const mystery = ask(store, 'day', 'model', span).rows.find(
      ({ group }) => group.id === 'mystery-model-9',
    );
    expect(mystery).toMatchObject({ reportedMicrocents: null, costMicrocents: null });
  });
});

describe('where it comes from', () => {
  const DAY = dayAt('2026-11-19T00:00:00Z');
  const asked = { from: DAY, to: DAY + DAY_MS };

  it('says what is shared out by estimate, which a bill by day is not', () => {
    const store = openMemoryStore();
    holdHours(store, [use('2026-11-19T05:00:00Z')]);
    store.replaceDays(asked, [{ start: DAY, rows: [costRow(7)] }], NOW);
    const of = (grain: Grain, by: Grouping) =>
      ask(store, grain, by, asked).provenance.formula.split(';')[0];
    expect(of('day', 'model')).toBe('closed UTC days as billed');
    expect(of('month', 'api_key')).toBe('closed UTC days as billed, shared over keys by estimate');
    expect(of('hour', 'none')).toBe('closed UTC days as billed, shared over hours by estimate');
    expect(of('hour', 'api_key')).toContain('shared over keys and hours by estimate');
  });

  it('with the analytics is billed by hour and key, and hours without use leave it reported', () => {
    const analytics = openMemoryStore().ofPair('analytics');
    const one = use('2026-11-19T05:00:00Z');
    const hour = storedHour(
      { start: one.start, rows: mergeRows([pricedRowOf(one)]) },
      mergeRows([shareRowOf(one)]),
    );
    analytics.replaceHours(asked, [hour], NOW);
    analytics.replaceDays(asked, [{ start: DAY, rows: [costRow(7)] }], NOW, {
      hours: [hourCost(one.start, 7, { dimensions: { apiKeyId: 'apikey_a' } })],
    });
    for (const grain of GRAINS) {
      for (const by of ['none', 'api_key'] as const) {
        const query = { ...asked, grain, by };
        const { rows, provenance } = readHistory(analytics, priceTable, query, NOW);
        expect(totalCost(rows), `${grain} by ${by}`).toBe(7_000_000);
        expect(provenance, `${grain} by ${by}`).toMatchObject({
          endpoint: 'analytics/cost + analytics/usage',
          formula: 'hours as billed; else tokens x price table, scaled by recent bills',
          basis: 'reported',
        });
      }
    }
  });
});
