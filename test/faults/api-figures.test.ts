import { describe, expect, test } from 'vitest';
import type { FailureKind } from '../../src-main/shared/failure.js';
import { DAY_MS, floorDay, floorHour, HOUR_MS, MINUTE_MS } from '../../src-main/shared/units.js';
import type { ReportPair } from '../../src-main/shared/usage.js';
import { type Figures, rowsIn, type Table } from './support/figures-in.js';
import { startFront, withPagesOf } from './support/front.js';
import { expectHealed, expectRefused } from './support/refused.js';
import {
  NOW,
  type Struck,
  startService,
  startWorld,
  strike,
  undisturbed,
  type World,
} from './support/world.js';

const BOTH = ['legacy', 'analytics'] as const;
const at = (text: string) => Date.parse(text);
const LATER = NOW + 25 * HOUR_MS;
const BILLS = ['cost_day', 'cost_hour'] as const satisfies readonly Table[];

const healthy = new Map<ReportPair, Promise<Figures>>();
/** What a world without the fault holds after the same sync. */
function healthyFigures(pair: ReportPair): Promise<Figures> {
  const known = healthy.get(pair) ?? undisturbed(pair, LATER);
  healthy.set(pair, known);
  return known;
}

/** The answers were read in spite of the fault, and nothing is different for it. */
async function expectUnharmed(world: Struck, pair: ReportPair): Promise<void> {
  expect(await world.sync()).toBeNull();
  expect(world.parts.tidemark.readSnapshot().sync.failure).toBeNull();
  expect(world.figures(pair)).toEqual(await healthyFigures(pair));
}

const tokensByHour = ({ folder }: World, pair: ReportPair) =>
  rowsIn(
    folder,
    `SELECT start, sum(uncached_input + cache_creation_5m + cache_creation_1h + cache_read + output) AS tokens
      FROM usage_hour WHERE pair = '${pair}' GROUP BY start ORDER BY start`,
  );

/** One number, summed over what is held. */
const sumOf = ({ folder }: World, expression: string, from: string) =>
  Number(rowsIn(folder, `SELECT coalesce(${expression}, 0) AS n FROM ${from}`)[0]?.n);

describe.each(BOTH)('new words and fields, %s pair', (pair) => {
  test('A21: unknown fields at every level are ignored, and their first sight is logged once', async () => {
    const world = await strike('A21', 0, { pair });
    await expectUnharmed(world, pair);
    const seen = () => world.log().filter(({ event }) => event === 'admin-api-unknown-field');
    const first = seen();
    expect(first.length).toBeGreaterThan(10);
    expect(first.map(({ field }) => field)).toContain('data.*.x_new_field');
    expect(new Set(first.map(({ path, field }) => `${path} ${field}`)).size).toBe(first.length);
    world.clock.advance(2 * HOUR_MS);
    expect(await world.sync()).toBeNull();
    expect(seen()).toHaveLength(first.length);
  });

  test.each([0, 1])('A22 (play %i): what is optional may be missing or null', async (variant) => {
    const world = await strike('A22', variant, { pair });
    const clean = await strike('A1', 0, { pair, after: 1_000 });
    expect(await world.sync()).toBeNull();
    expect(await clean.sync()).toBeNull();
    expect(world.parts.tidemark.readSnapshot().sync.failure).toBeNull();
    expect(tokensByHour(world, pair)).toEqual(tokensByHour(clean, pair));
    expect(world.figures(pair).cost_hour).toBe(clean.figures(pair).cost_hour);
    const billed = `cost_day WHERE pair = '${pair}'`;
    expect(sumOf(world, 'sum(amount)', billed)).toBe(sumOf(clean, 'sum(amount)', billed));
  });

  test('A24: new values are kept as text; a model without a price is named, and is no $0', async () => {
    const world = await strike('A24', 0, { pair });
    const clean = await strike('A1', 0, { pair, after: 1_000 });
    expect(await world.sync()).toBeNull();
    expect(await clean.sync()).toBeNull();
    const { unpriced, sync, week } = world.parts.tidemark.readSnapshot();
    expect(sync.failure).toBeNull();
    expect(unpriced.map(({ model }) => model)).toEqual(['claude-nova-1']);
    expect(unpriced[0]?.tokens).toBeGreaterThan(0);
    expect(week.spent.microcents).toBeGreaterThan(0);
    expect(tokensByHour(world, pair)).toEqual(tokensByHour(clean, pair));
    const billed = `cost_day WHERE pair = '${pair}'`;
    expect(sumOf(world, 'sum(amount)', billed)).toBe(sumOf(clean, 'sum(amount)', billed));
    const rows = rowsIn(
      world.folder,
      `SELECT DISTINCT service_tier, inference_geo, context_window, cost_output FROM usage_hour
        JOIN priced_series ON id = series_id WHERE pair = '${pair}' AND model = 'claude-nova-1'`,
    );
    expect(new Set(rows.map(({ cost_output }) => cost_output))).toEqual(new Set([null]));
    expect(rows.map(({ service_tier }) => service_tier)).toContain('tidal');
    expect(rows.map(({ inference_geo }) => inference_geo)).toContain('no');
    expect(rows.map(({ context_window }) => context_window)).toContain('1M-4M');
    expect(sumOf(world, 'count(*)', "label WHERE status = 'paused'")).toBe(1);
    expect(
      sumOf(world, 'count(*)', "claude_code_day WHERE terminal_type = 'slate'"),
    ).toBeGreaterThan(0);
    const told = world.log().filter(({ event }) => event === 'admin-api-unknown-value');
    expect(told.map(({ field }) => field).join(' ')).toContain('service_tier');
  });

  test('A28: a bill in another currency is shown as such and not added', async () => {
    const world = await strike('A28', 0, { pair });
    const clean = await strike('A1', 0, { pair, after: 1_000 });
    expect(await world.sync()).toBeNull();
    expect(await clean.sync()).toBeNull();
    const euros = sumOf(
      world,
      'sum(amount)',
      `cost_day WHERE pair = '${pair}' AND currency = 'EUR'`,
    );
    expect(euros).toBeGreaterThan(0);
    const snapshot = world.parts.tidemark.readSnapshot();
    expect(snapshot.otherCurrencies).toEqual([{ currency: 'EUR', microunits: euros }]);
    const dollars = (of: World) => {
      const { window } = of.parts.tidemark.readSnapshot().month;
      const days = of.parts.tidemark.readHistory({ ...window, grain: 'day', by: 'none' });
      if (!days.ok) throw new Error(days.failure.kind);
      // The running day follows what bills were in dollars.
      const billed = days.value.rows.filter(({ basis }) => basis === 'reported');
      return billed.reduce((sum, { costMicrocents }) => sum + (costMicrocents ?? 0), 0);
    };
    expect(dollars(world)).toBe(dollars(clean) - euros);
  });
});

test.each([2, 3])(
  'A22 (play %i): without a word on how fresh it is, a day is taken as unknown',
  async (variant) => {
    const world = await strike('A22', variant, { pair: 'analytics' });
    const newest = () =>
      sumOf(world, 'max(bucket)', "fetched WHERE pair = 'analytics' AND report = 'hours'");
    const before = tokensByHour(world, 'analytics');
    const heldTo = newest() + HOUR_MS;
    expect(await world.sync()).toBeNull();
    expect(newest() + HOUR_MS).toBeLessThanOrEqual(LATER - DAY_MS);
    expect(newest() + HOUR_MS).toBeGreaterThanOrEqual(heldTo);
    expect(tokensByHour(world, 'analytics').slice(0, before.length)).toEqual(before);
    await expectHealed(world, 'analytics');
  },
);

const UNREAD = { kind: 'unexpected-response', title: 'An answer could not be read' } as const;
const refused = [
  ['A23', 0, 'a required field is missing', 1, /^unexpected value at data\.0\.\w+$/],
  ['A23', 1, 'a required field has another type', 1, /^unexpected value at data\.0\.\w+$/],
  ['A25', 0, 'a negative count', 0, /output_tokens$/],
  ['A26', 0, 'a count as text', 0, /output_tokens$/],
  ['A26', 1, 'a count with a fraction', 0, /output_tokens$/],
  ['A26', 2, 'a count of 1e400', 0, /output_tokens$/],
  ['A26', 4, 'a count beyond what is exact', 0, /output_tokens$/],
  ['A27', 0, 'an amount that is no decimal text', 0, /amount$/],
  ['A27', 1, 'an amount as a number', 0, /amount$/],
  ['A30', 0, 'intervals that overlap', 0, /ending_at$/],
  ['A31', 0, 'an interval that is not aligned', 0, /starting_at$/],
] as const;

describe.each(BOTH)('answers refused as a whole, %s pair', (pair) => {
  test.each(refused)('%s (play %i): %s', async (id, variant, _what, after, detail) => {
    const world = await strike(id, variant, { pair, after });
    await expectRefused(world, { ...UNREAD, detail, ...(id === 'A27' ? { tables: BILLS } : {}) });
    await expectHealed(world, pair);
  });

  test('A26 (play 3): NaN in the text is no JSON', async () => {
    const world = await strike('A26', 3, { pair });
    await expectRefused(world, { kind: 'incomplete', title: 'An answer was incomplete', tries: 5 });
    await expectHealed(world, pair);
  });

  test('A32: more that is announced and not named leaves the window incomplete', async () => {
    const world = await strike('A32', 0, { pair });
    await expectRefused(world, { kind: 'incomplete', title: 'An answer was incomplete' });
    await expectHealed(world, pair);
  });

  test('A33: a token that comes again is not followed a third time', async () => {
    const world = await strike('A33', 0, { pair });
    expect(await world.sync()).toMatchObject({ kind: 'incomplete' satisfies FailureKind });
    // Whose figures, the first page, the second, which names itself.
    expect(world.service.simulator.requests).toHaveLength(3);
    expect(world.figures()).toEqual(world.before);
    expect(world.log()).toMatchObject([{ event: 'sync-failed', kind: 'incomplete' }]);
    expect(world.parts.tidemark.readSnapshot().sync.isStale).toBe(true);
    await expectHealed(world, pair);
  });
});

test.each([0, 1])(
  'A23 (play %i): of an organization without an id nothing is believed',
  async (variant) => {
    const world = await strike('A23', variant, { after: 0 });
    await expectRefused(world, { ...UNREAD, detail: /^unexpected value at id$/ });
    await expectHealed(world);
  },
);

test('A30 (play 2): a row outside the span that was asked for refuses the answer', async () => {
  const world = await strike('A30', 2, { pair: 'analytics' });
  expect(await world.sync()).toMatchObject({ kind: 'unexpected-response' });
  expect(world.figures()).toEqual(world.before);
  expect(world.log()).toMatchObject([{ event: 'sync-failed', detail: 'bucket outside the span' }]);
  await expectHealed(world, 'analytics');
});

describe.each([
  ['legacy', 10],
  ['analytics', 40],
] as const)('pages, %s pair', (pair, perPage) => {
  const front = { front: (api: { url: string }) => startFront(api, withPagesOf(perPage)) };

  test('A29: a bucket or row that is told again on the next page is counted once', async () => {
    const world = await strike('A29', 0, { pair, ...front });
    await expectUnharmed(world, pair);
    expect(
      world.service.simulator.requests.filter(({ query }) => query.includes('page=')),
    ).not.toEqual([]);
  });

  test('A30 (play 1): buckets out of order are put in order', async () => {
    const world = await strike('A30', 1, { pair, ...front });
    await expectUnharmed(world, pair);
  });

  test('A34: a page token that has grown old starts the window again, once', async () => {
    const world = await strike('A34', 0, { pair, ...front });
    await expectUnharmed(world, pair);
    expect(
      world.service.simulator.requests
        .filter(({ status }) => status === 400)
        .map(({ path }) => path),
    ).toHaveLength(2);
  });

  test('A34: a token that is refused again ends the window, and nothing partial is stored', async () => {
    const world = await strike('A34', 1, { pair, ...front });
    expect(await world.sync()).toMatchObject({ kind: 'bad-request' });
    const { requests } = world.service.simulator;
    const withToken = requests.map(({ query }) => query.includes('page='));
    expect(withToken.slice(-4)).toEqual([false, true, false, true]);
    // Where the analytics refuse a question of theirs, the legacy pair is asked.
    expect(withToken.filter(Boolean)).toHaveLength(pair === 'legacy' ? 2 : 4);
    expect(world.figures()).toEqual(world.before);
    await expectHealed(world, pair, NOW + 75 * HOUR_MS);
  });
});

test('A29 (play 1): the same row twice on one page is counted once', async () => {
  await expectUnharmed(await strike('A29', 1, { pair: 'analytics' }), 'analytics');
});

describe.each(BOTH)('two usage answers that disagree, %s pair', (pair) => {
  interface Row {
    readonly starting_at: string;
    readonly results?: readonly { readonly context_window: unknown; readonly amount?: unknown }[];
    readonly usage?: unknown;
    readonly group?: { readonly context_window: unknown };
  }
  /** The answer that prices lacks all use of one hour, which the answer by user tells. */
  const without = (hour: number) => (text: string) => {
    const page: { readonly data?: readonly Row[] } = JSON.parse(text);
    if (!Array.isArray(page.data)) return text;
    const isOdd = ({ starting_at }: Row) => at(starting_at) === hour;
    const isPriced = ({ results, usage, group }: Row) =>
      (usage !== undefined && group?.context_window != null) ||
      results?.some((row) => row.amount === undefined && row.context_window != null) === true;
    const data = page.data.flatMap((row: Row) => {
      if (!isOdd(row) || !isPriced(row)) return [row];
      return row.results ? [{ ...row, results: [] }] : [];
    });
    return JSON.stringify({ ...page, data });
  };

  test('the hour is left out alone, told, asked for again, and the rest is the served truth', async () => {
    const odd = floorHour(NOW) + 15 * HOUR_MS;
    let isOdd = true;
    const world = await strike('A1', 0, {
      pair,
      after: 1_000,
      front: (api) => startFront(api, { answer: (text) => (isOdd ? without(odd)(text) : text) }),
    });
    const clean = await strike('A1', 0, { pair, after: 1_000 });
    expect(await clean.sync()).toBeNull();
    expect(await world.sync()).toBeNull();
    const { sync } = world.parts.tidemark.readSnapshot();
    expect(sync.failure).toMatchObject({ kind: 'reports-disagree', mustAct: false });
    expect(sync.lastSuccessAt).toBe(LATER);
    expect(sync.coverage.gaps).toContainEqual({ from: odd, to: odd + HOUR_MS });
    const others = tokensByHour(clean, pair).filter(({ start }) => start !== odd);
    expect(others).toHaveLength(tokensByHour(clean, pair).length - 1);
    expect(tokensByHour(world, pair)).toEqual(others);
    expect(world.figures(pair).cost_day).toEqual(clean.figures(pair).cost_day);
    isOdd = false;
    await expectHealed(world, pair);
  });
});

describe.each(BOTH)('an empty source, %s pair', (pair) => {
  test.each([0, 1])(
    'A35 (play %i): what had use is kept, said to be empty at the source, and asked again',
    async (variant) => {
      const world = await strike('A35', variant, { pair, laterMs: 10 * MINUTE_MS });
      expect(await world.sync()).toBeNull();
      const { sync } = world.parts.tidemark.readSnapshot();
      expect(sync.failure).toMatchObject({
        kind: 'source-empty',
        title: expect.stringMatching(/^Anthropic now reports nothing/),
        mustAct: false,
      });
      expect(world.figures()).toEqual(world.before);
      const leftOut = world.log().filter(({ event }) => event !== 'peaks-untold');
      expect(leftOut).toMatchObject([
        { event: 'sync-left-out', kind: 'source-empty' },
        { event: 'sync-left-out', kind: 'source-empty' },
      ]);
      const { requests } = world.service.simulator;
      const asked = requests.length;
      world.clock.advance(5 * MINUTE_MS);
      expect(await world.sync()).toBeNull();
      // The same questions but for whose figures these are.
      expect(requests.length - asked).toBeGreaterThanOrEqual(2);
      expect(world.figures()).toEqual(world.before);
      await expectHealed(world, pair);
    },
  );

  test('A35 (play 2): a list that begins with an empty page is read to its end', async () => {
    await expectUnharmed(await strike('A35', 2, { pair }), pair);
  });
});

describe.each(BOTH)('bills that change, %s pair', (pair) => {
  const history = ({ parts }: World) => {
    const span = { from: floorDay(NOW) - 4 * DAY_MS, to: floorDay(NOW) + DAY_MS };
    const read = parts.tidemark.readHistory({ ...span, grain: 'day', by: 'none' });
    if (!read.ok) throw new Error(read.failure.kind);
    return read.value.rows;
  };

  test.each([
    [0, 1.1],
    [1, 1.07],
  ])(
    'A38 (play %i): a closed day that costs more is restated, and said to be',
    async (variant, factor) => {
      const world = await strike('A38', variant, { pair });
      const before = history(world);
      expect(await world.sync()).toBeNull();
      const { restatements, failure } = world.parts.tidemark.readSnapshot().sync;
      expect(failure).toBeNull();
      expect(restatements.length).toBeGreaterThan(0);
      for (const { day, before: was, after, at } of restatements) {
        expect((after ?? 0) / (was ?? 0)).toBeCloseTo(factor, 4);
        expect(day + DAY_MS).toBeLessThanOrEqual(LATER);
        expect(at).toBeLessThanOrEqual(LATER);
        const row = history(world).find(({ start }) => start === day);
        const old = before.find(({ start }) => start === day);
        expect(row).toMatchObject({
          reportedMicrocents: after,
          costMicrocents: after,
          basis: 'reported',
        });
        expect(old?.reportedMicrocents).toBe(was);
        expect(row?.estimatedMicrocents).toBe(old?.estimatedMicrocents);
      }
      // Told once: the next sync finds nothing new.
      world.clock.advance(MINUTE_MS);
      expect(await world.sync()).toBeNull();
      expect(world.parts.tidemark.readSnapshot().sync.restatements).toEqual(restatements);
    },
  );
});

test('A38 (play 2): use that shows up a day late is in the figures in the end', async () => {
  const late = await startService({ fault: 'A38', variant: 2 });
  const world = startWorld(late.simulator);
  late.now = world.clock.now;
  expect(await world.sync()).toBeNull();
  const early = sumOf(world, 'sum(output)', 'usage_hour');
  for (let day = 0; day < 3; day += 1) {
    world.clock.advance(25 * HOUR_MS);
    expect(await world.sync()).toBeNull();
  }
  const whole = startWorld(late.simulator, { now: world.clock.now() });
  expect(await whole.sync()).toBeNull();
  const closed = `usage_hour WHERE start < ${floorDay(NOW) + DAY_MS}`;
  expect(sumOf(world, 'sum(output)', closed)).toBe(sumOf(whole, 'sum(output)', closed));
  expect(sumOf(world, 'sum(output)', closed)).toBeGreaterThan(early);
  const bills = `cost_day WHERE start < ${floorDay(NOW) + DAY_MS}`;
  expect(sumOf(world, 'sum(amount)', bills)).toBe(sumOf(whole, 'sum(amount)', bills));
});

test('A38 (play 3): a bill that arrives after the day has closed is late, not restated', async () => {
  const service = await startService({ fault: 'A38', variant: 3 });
  const world = startWorld(service.simulator);
  service.now = world.clock.now;
  expect(await world.sync()).toBeNull();
  const { today } = world.parts.tidemark.readSnapshot();
  expect(today.utcDay.reportedMicrocents).toBeNull();
  expect(today.utcDay.estimatedMicrocents).toBeGreaterThan(0);
  expect(today.cost.basis).toBe('estimated');
  world.clock.advance(11 * HOUR_MS);
  expect(await world.sync()).toBeNull();
  const { sync } = world.parts.tidemark.readSnapshot();
  expect(sync.restatements).toEqual([]);
  const day = `cost_day WHERE start = ${floorDay(NOW)}`;
  expect(sumOf(world, 'sum(amount)', day)).toBeGreaterThan(0);
});
