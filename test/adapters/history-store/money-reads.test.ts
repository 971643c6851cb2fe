import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type {
  HourBillLine,
  PricedUse,
  ShareUse,
  StoredHour,
} from '../../../src-main/core/history-rows.js';
import { mergeRows } from '../../../src-main/core/usage/merge-rows.js';
import { addTokens } from '../../../src-main/core/usage/token-sums.js';
import { floorDay } from '../../../src-main/shared/units.js';
import {
  NO_TOKENS,
  TOKEN_KINDS,
  type TokenCounts,
  type UsageRow,
} from '../../../src-main/shared/usage.js';
import { pricedRowOf, seeded, shareRowOf, someUse, type Use } from '../../fakes/arbitraries.js';
import { costRow, dayAt, hourCost, storedHour } from '../../fakes/figures.js';
import { openUnclosedStore } from '../../fakes/memory-store.js';
import {
  clearAwayAfterEach,
  DAY,
  DIMENSIONS,
  dayOf,
  HOUR,
  hourOf,
  mustOpen,
  NOW,
  SPAN,
  START,
  temporaryPath,
} from './keeping.js';

clearAwayAfterEach();

const HOURS = 60;
const WHOLE = { from: START, to: START + 3 * DAY };
const someHistory = fc.array(fc.record({ hour: fc.nat(HOURS), use: someUse }), {
  minLength: 1,
  maxLength: 40,
});

function hoursOfUses(uses: readonly { readonly hour: number; readonly use: Use }[]): StoredHour[] {
  const byHour = new Map<number, Use[]>();
  for (const { hour, use } of uses) byHour.set(hour, [...(byHour.get(hour) ?? []), use]);
  return [...byHour].map(([hour, used]) =>
    storedHour(
      { start: hourOf(START + hour * HOUR, 0).start, rows: mergeRows(used.map(pricedRowOf)) },
      mergeRows(used.map(shareRowOf)),
    ),
  );
}

interface Sum {
  readonly tokens: TokenCounts;
  /** Null: nothing of it has a price. */
  readonly cost: number | null;
}

/** What the rows say by start and group, added up here. */
function sumsOf<Row>(rows: readonly Row[], keyOf: (row: Row) => string, sum: (row: Row) => Sum) {
  const sums = new Map<string, Sum>();
  for (const row of rows) {
    const known = sums.get(keyOf(row)) ?? { tokens: NO_TOKENS, cost: null };
    const { tokens, cost } = sum(row);
    sums.set(keyOf(row), {
      tokens: addTokens(known.tokens, tokens),
      cost: cost === null ? known.cost : (known.cost ?? 0) + cost,
    });
  }
  return Object.fromEntries([...sums].sort());
}

const costOf = ({ costs }: Pick<PricedUse, 'costs'>) =>
  costs && TOKEN_KINDS.reduce((sum, kind) => sum + costs[kind], 0);
const ofPriced = (row: PricedUse): Sum => ({ tokens: row.tokens, cost: costOf(row) });
const ofShare = ({ tokens, cost }: ShareUse): Sum => ({ tokens, cost });

describe('use by all that decides its price', () => {
  test('adds up to the other sums of the same history, whatever the span cuts', () => {
    const someSpan = fc.tuple(fc.nat(HOURS), fc.nat(HOURS)).map(([a, b]) => ({
      from: START + Math.min(a, b) * HOUR,
      to: START + Math.max(a, b) * HOUR,
    }));
    fc.assert(
      fc.property(someHistory, someSpan, fc.constantFrom('hour', 'day'), (uses, span, grain) => {
        const store = openUnclosedStore();
        store.replaceHours(WHOLE, hoursOfUses(uses), NOW);
        const priced = store.sumPricedUse(span, grain);
        for (const [by, keyOf] of [
          ['none', (row: PricedUse) => `${row.start}`],
          ['model', (row: PricedUse) => `${row.start} ${row.model}`],
          ['service_tier', (row: PricedUse) => `${row.start} ${row.serviceTier}`],
          ['is_priced', (row: PricedUse) => `${row.start} ${row.costs ? 1 : 0}`],
        ] as const) {
          expect(sumsOf(priced, keyOf, ofPriced)).toEqual(
            sumsOf(
              store.sumUsage(span, grain, by),
              ({ start, groupId }) => (by === 'none' ? `${start}` : `${start} ${groupId}`),
              ({ tokens, costs }) => ({ tokens, cost: costOf({ costs }) }),
            ),
          );
        }
        const shares = store.sumShareUse(span, grain);
        for (const [by, idOf] of [
          ['workspace', (row: ShareUse) => row.workspaceId],
          ['api_key', (row: ShareUse) => row.apiKeyId],
        ] as const) {
          expect(sumsOf(shares, (row) => `${row.start} ${idOf(row)}`, ofShare)).toEqual(
            sumsOf(
              store.sumShares(span, grain, by),
              ({ start, groupId }) => `${start} ${groupId}`,
              ({ tokens, cost }) => ({ tokens, cost }),
            ),
          );
        }
        store.close();
      }),
      { ...seeded, numRuns: 60 },
    );
  }, 60_000);

  test('tells a combination once for each bucket, its own dimensions beside it', () => {
    fc.assert(
      fc.property(someHistory, (uses) => {
        const store = openUnclosedStore();
        const hours = hoursOfUses(uses);
        store.replaceHours(WHOLE, hours, NOW);
        const text = (row: UsageRow<Readonly<Record<string, string | null>>>, names: string[]) =>
          JSON.stringify(names.map((name) => row.dimensions[name] ?? ''));
        const pricedNames = ['model', 'serviceTier', 'contextWindow', 'inferenceGeo', 'speed'];
        const shareNames = ['model', 'serviceTier', 'speed', 'workspaceId', 'apiKeyId'];
        const written = <Row>(
          of: (hour: StoredHour) => readonly Row[],
          say: (row: Row) => string,
        ) =>
          [
            ...new Set(
              hours.flatMap((hour) => of(hour).map((row) => `${floorDay(hour.start)} ${say(row)}`)),
            ),
          ].sort();
        const read = (row: Readonly<Record<string, unknown>>, names: string[]) =>
          `${row.start} ${JSON.stringify(names.map((name) => row[name]))}`;
        expect(
          store
            .sumPricedUse(WHOLE, 'day')
            .map((row) => read({ ...row }, pricedNames))
            .sort(),
        ).toEqual(
          written(
            ({ rows }) => rows,
            (row) => text({ ...row, dimensions: { ...row.dimensions } }, pricedNames),
          ),
        );
        expect(
          store
            .sumShareUse(WHOLE, 'day')
            .map((row) => read({ ...row }, shareNames))
            .sort(),
        ).toEqual(
          written(
            ({ shares }) => shares,
            (row) => text({ ...row, dimensions: { ...row.dimensions } }, shareNames),
          ),
        );
        store.close();
      }),
      { ...seeded, numRuns: 30 },
    );
  });

  test('what has a price that day and what had none at an hour of it stay two rows', () => {
    const store = mustOpen(temporaryPath());
    const [known, unknown] = [hourOf(START, 5), hourOf(START + HOUR, 7)];
    const unpriced = {
      start: unknown.start,
      rows: unknown.rows.map((row) => ({ ...row, costs: null })),
      shares: unknown.shares.map((row) => ({ ...row, cost: null })),
    };
    store.replaceHours(SPAN, [known, unpriced], NOW);
    expect(
      store
        .sumPricedUse(SPAN, 'day')
        .map(({ tokens, costs }) => [tokens.output, costs?.output ?? null])
        .sort(),
    ).toEqual([
      [5, 100],
      [7, null],
    ]);
    expect(
      store
        .sumShareUse(SPAN, 'day')
        .map(({ tokens, cost }) => [tokens.output, cost])
        .sort(),
    ).toEqual([
      [5, 100],
      [7, null],
    ]);
  });
});

describe('the lines of a bill', () => {
  test('in their order, an empty text for what the API left open, USD only', () => {
    const store = mustOpen(temporaryPath());
    const rows = [
      costRow(3, { workspaceId: 'wrkspc_a', tokenType: 'uncached_input_tokens' }),
      costRow(-1, { tokenType: null, costType: 'code_execution', model: null, serviceTier: null }),
      costRow(9, { currency: 'EUR' }),
      costRow(3, { workspaceId: 'wrkspc_a', tokenType: 'uncached_input_tokens' }),
    ];
    store.replaceDays(SPAN, [{ start: dayAt('2026-11-20T00:00:00Z'), rows }], NOW);
    const line = {
      start: START,
      workspaceId: 'wrkspc_a',
      model: 'claude-sonnet-4-5-20250929',
      serviceTier: 'standard',
      kind: 'uncached_input_tokens',
      amount: 3_000_000,
    };
    const other = { workspaceId: '', model: '', serviceTier: '', kind: 'code_execution' };
    expect(store.readBillLines(SPAN)).toEqual([
      line,
      { ...line, ...other, amount: -1_000_000 },
      line,
    ]);
  });

  test('add up to every sum of what was reported', () => {
    const someName = fc.constantFrom('a', 'b', null);
    const someLine = fc.record({
      cents: fc.integer({ min: -500, max: 90_000 }),
      day: fc.nat(2),
      workspaceId: someName,
      model: someName,
      serviceTier: someName,
      tokenType: someName,
      costType: fc.constantFrom('tokens', 'web_search'),
      currency: fc.constantFrom('USD', 'USD', 'EUR'),
    });
    fc.assert(
      fc.property(fc.array(someLine, { maxLength: 30 }), (lines) => {
        const store = openUnclosedStore();
        const days = [0, 1, 2].map((index) => ({
          start: dayOf(START + index * DAY, []).start,
          rows: lines
            .filter(({ day }) => day === index)
            .map(({ cents, day, ...some }) => costRow(cents, some)),
        }));
        store.replaceDays(WHOLE, days, NOW);
        const read = store.readBillLines(WHOLE);
        for (const [by, idOf] of [
          ['none', () => ''],
          ['model', (line: (typeof read)[number]) => line.model],
          ['service_tier', (line: (typeof read)[number]) => line.serviceTier],
          ['workspace', (line: (typeof read)[number]) => line.workspaceId],
          ['token_kind', (line: (typeof read)[number]) => line.kind],
        ] as const) {
          expect(
            sumsOf(
              read,
              (line) => `${line.start} ${idOf(line)}`,
              ({ amount }) => ({ tokens: NO_TOKENS, cost: amount }),
            ),
          ).toEqual(
            sumsOf(
              store.sumReported(WHOLE, by),
              ({ start, groupId }) => `${start} ${groupId}`,
              ({ reported }) => ({ tokens: NO_TOKENS, cost: reported }),
            ),
          );
        }
        store.close();
      }),
      { ...seeded, numRuns: 60 },
    );
  });
});

test('lines of the hourly bill add up to every sum of it, USD only', () => {
  const view = mustOpen(temporaryPath()).ofPair('analytics');
  const hours = [
    hourCost(START, 3, { dimensions: { apiKeyId: 'apikey_a', workspaceId: 'wrkspc_a' } }),
    hourCost(START, 4, { dimensions: { apiKeyId: 'apikey_b', model: null }, tokenType: null }),
    hourCost(START + HOUR, 5, { dimensions: { apiKeyId: 'apikey_a', serviceTier: 'batch' } }),
    hourCost(START + HOUR, 100, { currency: 'EUR' }),
  ];
  view.replaceDays(SPAN, [dayOf(START, [12])], NOW, { hours });
  for (const grain of ['hour', 'day'] as const) {
    const lines = view.sumHourBill(SPAN, grain);
    for (const [by, idOf] of [
      ['none', () => ''],
      ['model', (line: HourBillLine) => line.model],
      ['service_tier', (line: HourBillLine) => line.serviceTier],
      ['workspace', (line: HourBillLine) => line.workspaceId],
      ['token_kind', (line: HourBillLine) => line.kind],
      ['api_key', (line: HourBillLine) => line.apiKeyId],
    ] as const) {
      expect(
        sumsOf(
          lines,
          (line) => `${line.start} ${idOf(line)}`,
          ({ amount }) => ({ tokens: NO_TOKENS, cost: amount }),
        ),
      ).toEqual(
        sumsOf(
          view.sumHourReported(SPAN, grain, by),
          ({ start, groupId }) => `${start} ${groupId}`,
          ({ reported }) => ({ tokens: NO_TOKENS, cost: reported }),
        ),
      );
    }
  }
});

test('the two pairs see nothing of each other in lines and use', () => {
  const store = mustOpen(temporaryPath());
  for (const [index, view] of [store, store.ofPair('analytics')].entries()) {
    view.replaceHours(SPAN, [hourOf(START, 5 + index)], NOW);
    view.replaceDays(SPAN, [dayOf(START, [5 + index])], NOW);
  }
  for (const [index, view] of [store, store.ofPair('analytics')].entries()) {
    expect(view.readBillLines(SPAN)).toMatchObject([{ amount: 5 + index }]);
    expect(view.sumPricedUse(SPAN, 'day')).toMatchObject([
      {
        model: DIMENSIONS.model,
        contextWindow: DIMENSIONS.contextWindow,
        tokens: { output: 5 + index },
      },
    ]);
    expect(view.sumShareUse(SPAN, 'hour')).toMatchObject([{ tokens: { output: 5 + index } }]);
  }
});
