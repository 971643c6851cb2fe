import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalyticsPage } from '../../../src-main/core/ports.js';
import {
  createAnalyticsProvider,
  oldestAnalytics,
} from '../../../src-main/core/sync/analytics-provider.js';
import { ok } from '../../../src-main/shared/result.js';
import { DAY_MS, floorDay, HOUR_MS, MINUTE_MS, type Span } from '../../../src-main/shared/units.js';
import type { HourCostRow, PricedDimensions, UsageBucket } from '../../../src-main/shared/usage.js';
import { seeded } from '../../fakes/arbitraries.js';
import { createFakeAdminApi } from '../../fakes/fake-admin-api.js';
import { at, hourAt, hourCost, priced, tokens } from '../../fakes/figures.js';

const NOW = at('2026-11-21T14:20:00Z');
const DAY = { from: at('2026-11-21T00:00:00Z'), to: at('2026-11-22T00:00:00Z') };
const calm = {
  aborted: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};

type Bucket = UsageBucket<PricedDimensions>;
const bucket = (start: string, output: number, some: Partial<PricedDimensions> = {}): Bucket => ({
  start: hourAt(start),
  rows: [{ dimensions: priced(some), tokens: tokens({ output }), requests: 1 }],
});
const pageOf = <Row>(
  refreshed: string | null,
  ...items: Row[]
): Omit<AnalyticsPage<Row>, 'next'> => ({
  items,
  refreshedAt: refreshed === null ? null : at(refreshed),
});

/** A provider whose reports have these pages, read at 14:20. */
function providerOf(pages: {
  readonly usage?: readonly Omit<AnalyticsPage<Bucket>, 'next'>[];
  readonly cost?: readonly Omit<AnalyticsPage<HourCostRow>, 'next'>[];
}) {
  const follow = async <Row>(
    told: readonly Omit<AnalyticsPage<Row>, 'next'>[] | undefined,
    page: string | null,
  ) => {
    const index = Number(page ?? 0);
    const found = told?.[index] ?? expect.unreachable('a page that was not announced');
    return ok({ ...found, next: index + 1 < (told?.length ?? 0) ? String(index + 1) : null });
  };
  const api = {
    ...createFakeAdminApi(),
    fetchAnalyticsPricedUsage: (_: string, { page }: { page: string | null }) =>
      follow(pages.usage, page),
    fetchAnalyticsCost: (_: string, { page }: { page: string | null }) => follow(pages.cost, page),
  };
  return createAnalyticsProvider(api, 'key', calm, () => NOW);
}

async function usageOf(span: Span, ...pages: readonly Omit<AnalyticsPage<Bucket>, 'next'>[]) {
  return providerOf({ usage: pages }).readPricedUsage(span, '1h');
}
async function knownUsage(span: Span, ...pages: readonly Omit<AnalyticsPage<Bucket>, 'next'>[]) {
  const answer = await usageOf(span, ...pages);
  return answer.ok
    ? answer.value
    : expect.unreachable(answer.failure.detail ?? answer.failure.kind);
}
const outputs = (buckets: readonly Bucket[]) =>
  buckets.map(({ rows }) => rows.reduce((sum, row) => sum + row.tokens.output, 0));

describe('a sparse report of use becomes a dense one', () => {
  it('up to the hour that the answer names: what has no row there is a known zero', async () => {
    const { buckets, to, asOf } = await knownUsage(
      DAY,
      pageOf(
        '2026-11-21T05:00:00Z',
        bucket('2026-11-21T01:00:00Z', 7),
        bucket('2026-11-21T04:00:00Z', 9),
      ),
    );
    expect(outputs(buckets)).toEqual([0, 7, 0, 0, 9]);
    expect(buckets.map(({ start }) => start)).toEqual(
      [0, 1, 2, 3, 4].map((index) => DAY.from + index * HOUR_MS),
    );
    expect([to, asOf]).toEqual([at('2026-11-21T05:00:00Z'), at('2026-11-21T05:00:00Z')]);
  });

  it('and nothing is known after it, whatever rows are told: a half-known hour is dropped', async () => {
    const { buckets, to } = await knownUsage(
      DAY,
      pageOf(
        '2026-11-21T02:40:00Z',
        bucket('2026-11-21T01:00:00Z', 7),
        bucket('2026-11-21T02:00:00Z', 9),
      ),
    );
    expect(outputs(buckets)).toEqual([0, 7]);
    expect(to).toBe(at('2026-11-21T02:00:00Z'));
  });

  it('an answer that knows nothing of the span tells no bucket', async () => {
    const { buckets, to } = await knownUsage(DAY, pageOf('2026-11-20T23:59:59Z'));
    expect([buckets, to]).toEqual([[], DAY.from]);
  });

  it('one that does not say how fresh it is counts as a day old', async () => {
    const days = { from: DAY.from - DAY_MS, to: DAY.to };
    const { buckets, to, asOf } = await knownUsage(days, pageOf(null));
    expect([to, asOf]).toEqual([at('2026-11-20T14:00:00Z'), NOW - DAY_MS]);
    expect(buckets).toHaveLength(14);
  });

  it('T1: one that claims to be from the future counts as of now', async () => {
    const { to, asOf } = await knownUsage(DAY, pageOf('2026-11-23T00:00:00Z'));
    expect([to, asOf]).toEqual([at('2026-11-21T14:00:00Z'), NOW]);
  });

  it('the oldest of all pages decides when the answer is refreshed between two of them', async () => {
    const { buckets, asOf } = await knownUsage(
      DAY,
      pageOf('2026-11-21T03:00:00Z', bucket('2026-11-21T01:00:00Z', 7)),
      pageOf('2026-11-21T05:00:00Z', bucket('2026-11-21T04:00:00Z', 9)),
    );
    expect(outputs(buckets)).toEqual([0, 7, 0]);
    expect(asOf).toBe(at('2026-11-21T03:00:00Z'));
  });

  it('minutes are filled by the minute', async () => {
    const hour = { from: DAY.from, to: DAY.from + HOUR_MS };
    const answer = await providerOf({ usage: [pageOf('2026-11-21T05:00:00Z')] }).readPricedUsage(
      hour,
      '1m',
    );
    expect(answer.ok && answer.value.buckets.map(({ start }) => start)).toEqual(
      Array.from({ length: 60 }, (_, index) => DAY.from + index * MINUTE_MS),
    );
  });
});

describe('rows of a bucket', () => {
  const fresh = '2026-11-21T14:00:00Z';

  it('may come on two pages', async () => {
    const { buckets } = await knownUsage(
      DAY,
      pageOf(fresh, bucket('2026-11-21T01:00:00Z', 7)),
      pageOf(fresh, bucket('2026-11-21T01:00:00Z', 9, { model: 'claude-opus-5-5' })),
    );
    expect(outputs(buckets)[1]).toBe(16);
    // One order, however they came.
    expect(buckets[1]?.rows.map(({ dimensions }) => dimensions.model)).toEqual([
      'claude-opus-5-5',
      priced().model,
    ]);
  });

  it('A29: told twice count once', async () => {
    const twice = bucket('2026-11-21T01:00:00Z', 7);
    const { buckets } = await knownUsage(DAY, pageOf(fresh, twice), pageOf(fresh, twice));
    expect(outputs(buckets)[1]).toBe(7);
  });

  it.each([
    ['A30: told again with other figures', bucket('2026-11-21T01:00:00Z', 8)],
    ['A30: before the span', bucket('2026-11-20T23:00:00Z', 8)],
    ['A30: after the span', bucket('2026-11-22T00:00:00Z', 8)],
    [
      'A31: off the hour',
      // The start of a minute, as a broken answer might tell it.
      { ...bucket('2026-11-21T01:00:00Z', 8), start: (DAY.from + MINUTE_MS) as Bucket['start'] },
    ],
  ])('%s refuse the answer as a whole', async (_, odd) => {
    const answer = await usageOf(DAY, pageOf(fresh, bucket('2026-11-21T01:00:00Z', 7), odd));
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'unexpected-response' } });
  });
});

describe('the bill by the hour', () => {
  const days = { from: DAY.from - DAY_MS, to: DAY.to };
  const read = async (
    span: Span,
    ...pages: readonly Omit<AnalyticsPage<HourCostRow>, 'next'>[]
  ) => {
    const answer = await providerOf({ cost: pages }).readCost(span);
    return answer.ok ? answer.value : expect.unreachable(answer.failure.kind);
  };

  it('sums to its days exactly, by every line that a bill tells apart', async () => {
    const someRow = fc.record({
      hour: fc.nat(47),
      cents: fc.integer({ min: -500, max: 100_000 }),
      key: fc.constantFrom('apikey_a', 'apikey_b'),
      workspaceId: fc.constantFrom('wrkspc_a', null),
      tokenType: fc.constantFrom('output_tokens', 'uncached_input_tokens', null),
      currency: fc.constantFrom('USD', 'EUR'),
    });
    const identity = (row: HourCostRow) =>
      JSON.stringify([row.start, row.dimensions, row.tokenType, row.currency]);
    await fc.assert(
      fc.asyncProperty(fc.array(someRow, { maxLength: 40 }), async (some) => {
        const all = some.map(({ hour, cents, key, workspaceId, tokenType, currency }) =>
          hourCost(days.from + hour * HOUR_MS, cents, {
            dimensions: { workspaceId, apiKeyId: key },
            tokenType,
            currency,
          }),
        );
        const rows = [...new Map(all.map((row) => [identity(row), row])).values()];
        const { buckets, hours } = await read(days, pageOf('2026-11-21T14:10:00Z', ...rows));
        expect(buckets.map(({ start }) => start)).toEqual([days.from, DAY.from]);
        for (const { start, rows: lines } of buckets) {
          const ofDay = hours.filter((row) => floorDay(row.start) === start);
          for (const currency of ['USD', 'EUR']) {
            const sum = (told: readonly { currency: string; amount: number }[]) =>
              told
                .filter((row) => row.currency === currency)
                .reduce((all, row) => all + row.amount, 0);
            expect(sum(lines)).toBe(sum(ofDay));
          }
          const keys = lines.map(({ amount: _, ...line }) => JSON.stringify(line));
          expect(new Set(keys).size).toBe(keys.length);
        }
      }),
      { ...seeded, numRuns: 100 },
    );
  });

  it('of the running day is told as of the hour it is known to, and no further', async () => {
    const { buckets, hours, to, asOf } = await read(
      days,
      pageOf(
        '2026-11-21T05:30:00Z',
        hourCost(days.from, 100),
        hourCost(DAY.from + 4 * HOUR_MS, 10),
        hourCost(DAY.from + 5 * HOUR_MS, 1),
      ),
    );
    expect(buckets.map(({ rows }) => rows.map(({ amount }) => amount / 1_000_000))).toEqual([
      [100],
      [10],
    ]);
    expect(hours).toHaveLength(2);
    expect([to, asOf]).toEqual([DAY.to, at('2026-11-21T05:30:00Z')]);
  });

  it('of a day that nothing is known of is not told', async () => {
    const known = await read(days, pageOf('2026-11-21T00:30:00Z', hourCost(DAY.from, 5)));
    expect(known.buckets.map(({ start }) => start)).toEqual([days.from]);
    expect([known.to, known.hours]).toEqual([DAY.from, []]);
    const unknown = await read(days, pageOf('2026-11-19T12:00:00Z'));
    expect([unknown.buckets, unknown.to]).toEqual([[], days.from]);
  });

  it('A29, A30: a line told twice counts once, with another amount it refuses the answer', async () => {
    const line = hourCost(DAY.from, 5);
    const fresh = '2026-11-21T14:00:00Z';
    const { buckets } = await read(DAY, pageOf(fresh, line), pageOf(fresh, line));
    expect(buckets[0]?.rows).toMatchObject([{ amount: line.amount }]);
    const provider = providerOf({ cost: [pageOf(fresh, line, hourCost(DAY.from, 6))] });
    expect(await provider.readCost(DAY)).toMatchObject({
      failure: { kind: 'unexpected-response' },
    });
  });
});

describe('how far back it can be asked', () => {
  it('never before 2026, nor more than 364 whole days', () => {
    const someNow = fc.integer({
      min: at('2026-01-01T00:00:00Z'),
      max: at('2031-01-01T00:00:00Z'),
    });
    fc.assert(
      fc.property(someNow, (now) => {
        const oldest = oldestAnalytics(now);
        expect(oldest).toBeGreaterThanOrEqual(at('2026-01-01T00:00:00Z'));
        expect(now - oldest).toBeLessThanOrEqual(365 * DAY_MS);
        expect(oldest % DAY_MS).toBe(0);
      }),
      seeded,
    );
  });
});
