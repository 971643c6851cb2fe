import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../src-main/shared/units.js';
import { rowsIn } from './support/figures-in.js';
import { expectUnharmed, LATER, sumOf, tokensByHour } from './support/healthy-figures.js';
import { expectHealed } from './support/refused.js';
import { strike, type World } from './support/world.js';

const BOTH = ['legacy', 'analytics'] as const;

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
