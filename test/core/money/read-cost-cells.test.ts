import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { CostCell } from '../../../src-main/core/money/cost-cell.js';
import { readCellsBetween } from '../../../src-main/core/money/read-cells-between.js';
import { readCostCells } from '../../../src-main/core/money/read-cost-cells.js';
import type { UsageHistory } from '../../../src-main/core/ports.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { readHistory } from '../../../src-main/core/usage/read-history.js';
import { GRAINS, GROUPINGS } from '../../../src-main/shared/history.js';
import {
  DAY_MS,
  type DayStart,
  floorHour,
  HOUR_MS,
  MINUTE_MS,
  reported,
} from '../../../src-main/shared/units.js';
import { type CostRow, UNALLOCATED } from '../../../src-main/shared/usage.js';
import { pricedRowOf, seeded, shareRowOf, someUse, type Use } from '../../fakes/arbitraries.js';
import {
  at,
  costRow,
  dayAt,
  hourCost,
  priced,
  shared,
  storedHour,
  tokens,
} from '../../fakes/figures.js';
import { openMemoryStore, openUnclosedStore } from '../../fakes/memory-store.js';

const MON = dayAt('2026-11-16T00:00:00Z');
const DAYS = 4;
const FOUR_DAYS = { from: MON, to: MON + DAYS * DAY_MS };
/** In the middle of the last of them. */
const NOW = at('2026-11-19T12:30:00Z');

interface Day {
  readonly uses: readonly { readonly hour: number; readonly use: Use }[];
  readonly bill: readonly CostRow[];
  /** Null: its report was not read; false: read while it ran. */
  readonly isClosed: boolean | null;
}

const someRow: fc.Arbitrary<CostRow> = fc
  .record({
    workspaceId: fc.constantFrom('wrkspc_a', 'wrkspc_b', 'wrkspc_gone', null),
    model: fc.constantFrom('claude-opus-5-5', 'claude-haiku-5-5', 'claude-mythos-preview', null),
    serviceTier: fc.constantFrom('standard', 'batch', null),
    tokenType: fc.constantFrom('output_tokens', 'cache_read_input_tokens', 'a_newer_kind', null),
    costType: fc.constantFrom('tokens', 'web_search', 'code_execution', 'session_usage'),
    currency: fc.constantFrom('USD', 'USD', 'USD', 'EUR'),
    amount: fc.oneof(
      { weight: 9, arbitrary: fc.nat(3_000_000_007) },
      { weight: 1, arbitrary: fc.integer({ min: -2_000_003, max: -1 }) },
    ),
  })
  .map(({ amount, ...row }) => costRow(0, { ...row, amount: reported(amount) }));

const someDay: fc.Arbitrary<Day> = fc.record({
  uses: fc.array(fc.record({ hour: fc.nat(23), use: someUse }), { maxLength: 6 }),
  bill: fc.array(someRow, { maxLength: 6 }),
  isClosed: fc.constantFrom(true, true, true, false, null),
});
const someDays = fc.array(someDay, { minLength: DAYS, maxLength: DAYS });

function fill(history: UsageHistory, days: readonly Day[], hoursAt = NOW): UsageHistory {
  days.forEach(({ uses, bill, isClosed }, index) => {
    const day = (MON + index * DAY_MS) as DayStart;
    const hours = Array.from({ length: 24 }, (_, hour) => {
      const used = uses.flatMap((one) => (one.hour === hour ? [one.use] : []));
      const start = floorHour(day + hour * HOUR_MS);
      return storedHour({ start, rows: used.map(pricedRowOf) }, used.map(shareRowOf));
    });
    const stored = mergeSeries(hours);
    expect(history.replaceHours({ from: day, to: day + DAY_MS }, stored, hoursAt).ok).toBe(true);
    if (isClosed === null) return;
    const fetchedAt = isClosed ? day + DAY_MS + HOUR_MS : day + HOUR_MS;
    const span = { from: day, to: day + DAY_MS };
    expect(history.replaceDays(span, [{ start: day, rows: bill }], fetchedAt).ok).toBe(true);
  });
  return history;
}

/** A sync joins rows of one combination; here the later one is left out. */
const mergeSeries = (hours: ReturnType<typeof storedHour>[]) =>
  hours.map(({ start, rows, shares }) => ({
    start,
    rows: unique(rows, ({ dimensions }) => JSON.stringify(dimensions)),
    shares: unique(shares, ({ dimensions }) => JSON.stringify(dimensions)),
  }));
function unique<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

const sum = (cells: readonly CostCell[]) =>
  cells.reduce((total, { microcents }) => total + microcents, 0);
const usdOf = (rows: readonly CostRow[]) =>
  rows.reduce((total, { amount, currency }) => total + (currency === 'USD' ? amount : 0), 0);
const isBilled = (day: Day | undefined) =>
  day?.isClosed === true && day.bill.some(({ currency }) => currency === 'USD');

describe('every path to a sum', () => {
  it('a billed day is its bill to the microcent: by day, hour, model, workspace, key, tier, kind', () => {
    fc.assert(
      fc.property(someDays, (days) => {
        const history = openUnclosedStore();
        try {
          fill(history, days);
          for (const grain of ['day', 'hour'] as const) {
            const cells = readCostCells(history, priceTable, FOUR_DAYS, grain, NOW);
            days.slice(0, 3).forEach((day, index) => {
              if (!isBilled(day)) return;
              const from = MON + index * DAY_MS;
              const ofDay = cells.filter(({ start }) => start >= from && start < from + DAY_MS);
              expect(sum(ofDay)).toBe(usdOf(day.bill));
            });
          }
        } finally {
          history.close();
        }
      }),
      { ...seeded, numRuns: 120 },
    );
  });

  it('the history adds up to the same in each grain and grouping, billed and estimated', () => {
    fc.assert(
      fc.property(someDays, (days) => {
        const history = openUnclosedStore();
        try {
          fill(history, days);
          const totals = GRAINS.flatMap((grain) =>
            GROUPINGS.map((by) => {
              const { rows } = readHistory(history, priceTable, { ...FOUR_DAYS, grain, by }, NOW);
              return rows.reduce((total, { costMicrocents }) => total + (costMicrocents ?? 0), 0);
            }),
          );
          expect(new Set(totals).size).toBe(1);
        } finally {
          history.close();
        }
      }),
      { ...seeded, numRuns: 80 },
    );
  });

  it('each hour and each day is the same sum whatever it is grouped by', () => {
    fc.assert(
      fc.property(someDays, fc.constantFrom('hour', 'day'), (days, grain) => {
        const history = openUnclosedStore();
        try {
          fill(history, days);
          const [all, ...others] = GROUPINGS.map((by) => {
            const { rows } = readHistory(history, priceTable, { ...FOUR_DAYS, grain, by }, NOW);
            const sums: Record<number, number> = {};
            for (const { start, costMicrocents } of rows) {
              if (costMicrocents) sums[start] = (sums[start] ?? 0) + costMicrocents;
            }
            return Object.fromEntries(Object.entries(sums).filter(([, total]) => total !== 0));
          });
          for (const other of others) expect(other).toEqual(all);
        } finally {
          history.close();
        }
      }),
      { ...seeded, numRuns: 60 },
    );
  });

  it('T4: spans of any minutes add up, with no regard to hours, days, bills and fetches', () => {
    const cut = fc.nat(DAYS * 24 * 60).map((minute) => MON + minute * MINUTE_MS);
    fc.assert(
      fc.property(someDays, cut, cut, cut, cut, (days, hoursAt, ...cuts) => {
        const history = openUnclosedStore();
        try {
          fill(history, days, hoursAt);
          const [from = 0, middle = 0, to = 0] = cuts.sort((a, b) => a - b);
          const between = (start: number, end: number) =>
            start < end
              ? sum(readCellsBetween(history, priceTable, { from: start, to: end }, NOW))
              : 0;
          expect(between(from, middle) + between(middle, to)).toBe(between(from, to));
        } finally {
          history.close();
        }
      }),
      { ...seeded, numRuns: 60 },
    );
  });
});

const opus = { model: 'claude-opus-5-5' };
const hourOf = (
  index: number,
  uses: readonly [workspaceId: string | null, apiKeyId: string | null, output: number][],
) =>
  storedHour(
    {
      start: floorHour(MON + index * HOUR_MS),
      rows: [
        {
          dimensions: priced(opus),
          tokens: tokens({ output: uses.reduce((total, [, , output]) => total + output, 0) }),
        },
      ],
    },
    uses.map(([workspaceId, apiKeyId, output]) => ({
      dimensions: shared({ ...opus, workspaceId, apiKeyId }),
      tokens: tokens({ output }),
    })),
  );

function holdMonday(bill: readonly CostRow[]): UsageHistory {
  const history = openMemoryStore();
  const hours = [
    hourOf(9, [
      ['wrkspc_a', 'apikey_a', 300],
      ['wrkspc_a', 'apikey_b', 100],
    ]),
    hourOf(15, [
      ['wrkspc_a', 'apikey_a', 100],
      [null, null, 500],
    ]),
  ];
  const span = { from: MON, to: MON + DAY_MS };
  history.replaceHours(span, hours, NOW);
  history.replaceDays(span, [{ start: MON, rows: bill }], NOW);
  return history;
}
const monday = (history: UsageHistory, grain: 'hour' | 'day') =>
  readCostCells(history, priceTable, { from: MON, to: MON + DAY_MS }, grain, NOW)
    .map(({ start, workspaceId, apiKeyId, microcents, basis }) => [
      (start - MON) / HOUR_MS,
      workspaceId,
      apiKeyId,
      microcents,
      basis,
    ])
    .sort();
const line = (amount: number, some: Partial<CostRow> = {}) =>
  costRow(0, { ...opus, amount: reported(amount), ...some });

test('each line is split over the keys of its workspace by priced tokens, then over their hours', () => {
  const history = holdMonday([
    line(1000, { workspaceId: 'wrkspc_a' }),
    line(50, { workspaceId: null }),
  ]);
  expect(monday(history, 'day')).toEqual([
    [0, '', '', 50, 'reported'],
    [0, 'wrkspc_a', 'apikey_a', 800, 'reported'],
    [0, 'wrkspc_a', 'apikey_b', 200, 'reported'],
  ]);
  expect(monday(history, 'hour')).toEqual([
    [15, '', '', 50, 'allocated'],
    [15, 'wrkspc_a', 'apikey_a', 200, 'allocated'],
    [9, 'wrkspc_a', 'apikey_a', 600, 'allocated'],
    [9, 'wrkspc_a', 'apikey_b', 200, 'allocated'],
  ]);
});

test('what no use is seen for, and what is not billed by use, is unallocated', () => {
  const history = holdMonday([
    line(70, { workspaceId: 'wrkspc_gone' }),
    line(30, { workspaceId: 'wrkspc_a', model: null, tokenType: null, costType: 'code_execution' }),
  ]);
  expect(monday(history, 'day')).toEqual([
    [0, 'wrkspc_a', UNALLOCATED, 30, 'reported'],
    [0, 'wrkspc_gone', UNALLOCATED, 70, 'reported'],
  ]);
  // Where the workspace was at work, else where anybody was.
  expect(monday(history, 'hour')).toEqual([
    [15, 'wrkspc_a', UNALLOCATED, 6, 'allocated'],
    [15, 'wrkspc_gone', UNALLOCATED, 42, 'allocated'],
    [9, 'wrkspc_a', UNALLOCATED, 24, 'allocated'],
    [9, 'wrkspc_gone', UNALLOCATED, 28, 'allocated'],
  ]);
});

test('a bill of a day without any use is spread evenly over its hours', () => {
  const history = openMemoryStore();
  const span = { from: MON, to: MON + DAY_MS };
  history.replaceDays(span, [{ start: MON, rows: [line(2405)] }], NOW);
  const cells = readCostCells(history, priceTable, span, 'hour', NOW);
  expect(cells.map(({ microcents }) => microcents)).toEqual([
    ...Array.from({ length: 5 }, () => 101),
    ...Array.from({ length: 19 }, () => 100),
  ]);
});

test('the analytics pair: billed hours are told, keys included; the hours since are estimated', () => {
  const history = openMemoryStore().ofPair('analytics');
  const span = { from: MON, to: MON + DAY_MS };
  history.replaceHours(
    span,
    [hourOf(9, [['wrkspc_a', 'apikey_a', 400]]), hourOf(15, [['wrkspc_a', 'apikey_b', 600]])],
    NOW,
  );
  const told = hourCost(MON + 9 * HOUR_MS, 0, {
    dimensions: { ...opus, workspaceId: 'wrkspc_a', apiKeyId: 'apikey_a' },
    amount: reported(777),
  });
  // Known up to noon.
  history.replaceDays(span, [{ start: MON, rows: [line(777)] }], MON + 12 * HOUR_MS, {
    hours: [told],
  });
  // 600 tokens of output at 2,000 microcents each.
  expect(monday(history, 'hour')).toEqual([
    [15, 'wrkspc_a', 'apikey_b', 1_200_000, 'estimated'],
    [9, 'wrkspc_a', 'apikey_a', 777, 'reported'],
  ]);
});
