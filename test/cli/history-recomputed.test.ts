import { beforeAll, describe, expect, test } from 'vitest';
import type { Simulator } from '../../src-main/demo/simulator.js';
import {
  billTo,
  type ExpectedRow,
  type Grain,
  inOrder,
  Ledger,
  type PricedGrouping,
  recompute,
} from './own-arithmetic.js';
import { splitByHand } from './own-split.js';
import { type PrintedRow, recomputable, rowsOfCsv, rowsOfJson } from './printed-rows.js';
import {
  cleanUpAfter,
  NOW_TEXT,
  runTidemark,
  setting,
  startSimulator,
  temporaryFolder,
} from './run-tidemark.js';
import type { WireUsage } from './wire-reading.js';
import { readCost, readNames, readUsage, type WireBucket, type WireCost } from './wire-reading.js';

cleanUpAfter('all');

const GRAINS: readonly Grain[] = ['hour', 'day', 'week', 'month'];
const PRICED: readonly PricedGrouping[] = ['none', 'model', 'service_tier', 'token_kind'];
/** A plain `sync` reaches 30 days back; whole days, and up to the running hour. */
const FROM = '2026-10-22T00:00:00Z';
const TO = '2026-11-22T00:00:00Z';
const RUNNING_HOUR_ENDS = '2026-11-21T21:00:00Z';
const PRICED_BY = ['model', 'service_tier', 'context_window', 'inference_geo', 'speed'];
const SHARED_BY = ['model', 'service_tier', 'speed', 'workspace_id', 'api_key_id'];

let simulator: Simulator;
let folder: string;
let usage: readonly WireBucket<WireUsage>[];
let shares: readonly WireBucket<WireUsage>[];
let cost: readonly WireBucket<WireCost>[];

const history = async (
  grain: Grain,
  by: string,
  form: '--json' | '--csv',
  { from, to } = { from: FROM, to: TO },
) => {
  const words = ['history', '--from', from, '--to', to, '--grain', grain, '--by', by, form];
  const ended = await runTidemark(words, setting(simulator, folder));
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return form === '--json' ? rowsOfJson(ended.stdout) : rowsOfCsv(ended.stdout);
};

beforeAll(async () => {
  simulator = await startSimulator({ unpricedModel: true });
  folder = temporaryFolder();
  const synced = await runTidemark(['sync'], setting(simulator, folder));
  expect(synced).toMatchObject({ code: 0, stderr: '' });
  const question = { from: FROM, to: RUNNING_HOUR_ENDS, width: '1h' } as const;
  usage = await readUsage(simulator.url, { ...question, groupBy: PRICED_BY });
  shares = await readUsage(simulator.url, { ...question, groupBy: SHARED_BY });
  cost = await readCost(simulator.url, FROM, TO);
}, 60_000);

describe('what the recomputation stands on', () => {
  test('the raw answers span pages, days, models, tiers, places and speeds', () => {
    const rows = usage.flatMap(({ results }) => results);
    const kinds = (name: 'model' | 'service_tier' | 'inference_geo' | 'speed') =>
      new Set(rows.map((row) => row[name])).size;
    expect(usage).toHaveLength(30 * 24 + 21);
    expect(rows.length).toBeGreaterThan(1_500);
    expect(kinds('model')).toBeGreaterThan(7);
    expect(kinds('service_tier')).toBe(2);
    expect(kinds('inference_geo')).toBe(3);
    expect(kinds('speed')).toBe(2);
    expect(rows.some((row) => row.server_tool_use.web_search_requests > 0)).toBe(true);
    expect(rows.some((row) => row.model === 'claude-mythos-preview')).toBe(true);
  });
});

describe.each(GRAINS)('history --grain %s', (grain) => {
  test.each(PRICED)('--by %s equals the raw rows to the token and the microcent', async (by) => {
    const expected = inOrder(recompute(usage, cost, grain, by));
    const printed = await history(grain, by, '--json');
    expect(inOrder(recomputable(printed))).toEqual(expected);
    expect(inOrder(recomputable(await history(grain, by, '--csv')))).toEqual(expected);
  });

  test.each(['workspace', 'api_key'] as const)(
    '--by %s equals the raw tokens and bill, and every cell of cost is split by its tokens',
    async (by) => {
      const ledger = new Ledger(grain);
      const splits = splitByHand(usage, shares, grain, by);
      for (const split of splits) ledger.use(split.startingAt, split.id, split.counts, null);
      if (by === 'workspace' && grain !== 'hour') billTo(ledger, cost, by);
      const printed = await history(grain, by, '--json');
      const plain = (rows: readonly ExpectedRow[]) =>
        inOrder(rows).map(({ start, end, id, tokens, reported }) => ({
          ...{ start, end, id, tokens, reported },
        }));
      expect(plain(printed)).toEqual(plain(ledger.rows()));
      expectEstimates(printed, splits, grain);
      expect(await history(grain, by, '--csv')).toEqual(printed);
    },
  );

  test('whatever it is grouped by, the same totals come out', async () => {
    const totals = new Set<string>();
    for (const by of [...PRICED, 'workspace', 'api_key']) {
      const rows = await history(grain, by, '--csv');
      const sum = (pick: (row: PrintedRow) => bigint | null) =>
        rows.reduce((all, row) => all + (pick(row) ?? 0n), 0n);
      const tokens = [0, 1, 2, 3, 4, 5].map((kind) => sum((row) => BigInt(row.tokens[kind] ?? 0)));
      const bill = by === 'api_key' ? 'no bill by key' : sum((row) => row.reported);
      if (by === 'api_key') expect(rows.every((row) => row.reported === null)).toBe(true);
      else totals.add(String(bill));
      totals.add(`${tokens.join(' ')} ${sum((row) => row.estimated)}`);
      totals.add(`counts: ${sum((row) => row.cost)}`);
    }
    expect(totals.size).toBe(3);
  });
});

/**
 * The report cannot tell the price of a workspace's or a key's use exactly: within an hour and a
 * cell of equal model, tier and speed each kind's cost is split by tokens, and each part may be
 * rounded by less than one microcent.
 */
function expectEstimates(
  printed: readonly PrintedRow[],
  splits: ReturnType<typeof splitByHand>,
  grain: Grain,
) {
  const exact = new Map<string, { cost: number; parts: number }>();
  for (const { key, cost: share, parts } of splits) {
    const known = exact.get(key) ?? { cost: 0, parts: 0 };
    exact.set(key, { cost: known.cost + share, parts: known.parts + parts });
  }
  expect(printed.length).toBe(exact.size);
  for (const row of printed) {
    const { cost: share, parts } = exact.get(`${row.start} ${row.id}`) ?? { cost: NaN, parts: 0 };
    const off = Math.abs(Number(row.estimated ?? 0n) - share);
    expect(off, `${grain} ${row.start} ${row.id}`).toBeLessThanOrEqual(parts);
  }
}

test('hours of a billed day add up to its bill, those of the running day are estimates', async () => {
  const hours = await history('hour', 'none', '--json');
  const days = await history('day', 'none', '--json');
  expect(days.length).toBeGreaterThan(25);
  for (const day of days) {
    const own = hours.filter(({ start }) => start.slice(0, 10) === day.start.slice(0, 10));
    expect(own.reduce((sum, { cost }) => sum + (cost ?? 0n), 0n)).toBe(day.cost);
    const isBilled = day.start < '2026-11-21';
    if (isBilled) expect(day.cost).toBe(day.reported);
    expect(day.basis).toBe(isBilled ? 'reported' : 'estimated');
    const used = own.filter(({ cost }) => cost !== 0n);
    expect(new Set(used.map(({ basis }) => basis))).toEqual(
      new Set([isBilled ? 'allocated' : 'estimated']),
    );
  }
});

test.each(GRAINS)(
  'an end inside a %s takes it whole, and what is not held or over is not whole',
  async (grain) => {
    const all = await history(grain, 'none', '--json');
    const inside = { from: '2026-10-28T10:15:00Z', to: '2026-11-12T13:45:00Z' };
    const rows = await history(grain, 'none', '--json', inside);
    const touched = all.filter(({ start, end }) => end > inside.from && start < inside.to);
    expect(rows).toEqual(touched);
    expect(await history(grain, 'none', '--csv', inside)).toEqual(touched);
    expect(touched.length).toBeGreaterThan(1);
    for (const { start, end, isWhole } of all) {
      expect(isWhole, start).toBe(start >= FROM && end <= NOW_TEXT);
    }
  },
);

describe('names', () => {
  test('workspaces and keys carry the id of the API and a label that contains the name', async () => {
    for (const [by, list] of [
      ['workspace', 'workspaces'],
      ['api_key', 'api_keys'],
    ] as const) {
      const names = await readNames(simulator.url, list);
      const rows = await history('month', by, '--json');
      expect(rows.length).toBeGreaterThan(6);
      for (const { id, label } of rows) {
        expect(label).toContain(
          id === null ? (by === 'workspace' ? 'Default' : 'No key') : names.get(id)?.name,
        );
      }
    }
  });

  test('a model without a price is named with its tokens and never counted as free', async () => {
    const tokens = usage
      .flatMap(({ results }) => results)
      .filter(({ model }) => model === 'claude-mythos-preview')
      .flatMap((row) => [
        row.uncached_input_tokens,
        row.cache_creation.ephemeral_5m_input_tokens,
        row.cache_creation.ephemeral_1h_input_tokens,
        row.cache_read_input_tokens,
        row.output_tokens,
      ])
      .reduce((sum, count) => sum + count, 0);
    const words = ['history', '--from', FROM, '--to', TO, '--by', 'model', '--json'];
    const { stdout } = await runTidemark(words, setting(simulator, folder));
    expect(JSON.parse(stdout)).toMatchObject({
      unpriced: [{ model: 'claude-mythos-preview', tokens }],
    });
    const unpriced = rowsOfJson(stdout).filter(({ id }) => id === 'claude-mythos-preview');
    expect(unpriced.length).toBeGreaterThan(0);
    expect(unpriced.every(({ estimated }) => estimated === null)).toBe(true);
  });
});
