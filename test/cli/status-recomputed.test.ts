import { beforeAll, describe, expect, test } from 'vitest';
import type { Simulator } from '../../src-main/demo/simulator.js';
import { countsOf, DAY, estimateRow, HOUR, microcentsOf, roundHalfUp } from './own-arithmetic.js';
import {
  cleanUpAfter,
  runTidemark,
  setting,
  startSimulator,
  temporaryFolder,
} from './run-tidemark.js';
import { readCost, readUsage, type WireBucket, type WireUsage } from './wire-reading.js';

cleanUpAfter('all');

/** The last reset before NOW: Sunday 10:59 UTC unless the person has set another. */
const RESET = Date.parse('2026-11-15T10:59:00Z');
const TODAY = Date.parse('2026-11-21T00:00:00Z');
const GROUP_BY = ['model', 'service_tier', 'context_window', 'inference_geo', 'speed'];

let simulator: Simulator;
let hours: Map<number, WireBucket<WireUsage>>;
let bill: Map<number, bigint>;

const text = (at: number) => new Date(at).toISOString();
const estimateOf = (buckets: readonly (WireBucket<WireUsage> | undefined)[]) =>
  buckets
    .flatMap((bucket) => bucket?.results.map((row) => estimateRow(row, bucket.starting_at)) ?? [])
    .reduce((sum, costs) => (costs ?? []).reduce((all, cost) => all + cost, sum), 0n);
const hoursBetween = (from: number, to: number) =>
  Array.from({ length: (to - from) / HOUR }, (_, index) => hours.get(from + index * HOUR));
const minutesBetween = (from: number, to: number) =>
  readUsage(simulator.url, { from: text(from), to: text(to), width: '1m', groupBy: GROUP_BY });
const tokensOf = (buckets: readonly (WireBucket<WireUsage> | undefined)[]) =>
  buckets
    .flatMap((bucket) => bucket?.results.map(countsOf) ?? [])
    .reduce((sum, counts) => sum.map((n, kind) => n + (counts[kind] ?? 0)), [0, 0, 0, 0, 0, 0]);

const billBetween = (from: number, to: number) => {
  let sum = 0n;
  for (let day = from; day < to; day += DAY) sum += bill.get(day) ?? 0n;
  return sum;
};

/** The status, and beside it what `history` says each hour cost in the same folder. */
async function statusIn(zone: string) {
  const here = setting(simulator, temporaryFolder(), { TZ: zone });
  const synced = await runTidemark(['sync', '--json'], here);
  expect(synced).toMatchObject({ code: 0, stderr: '' });
  const status = await runTidemark(['status', '--json'], here);
  expect(status).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(status.stdout)).toEqual(JSON.parse(synced.stdout));
  const bounds = ['--from', '2026-11-14T00:00:00Z', '--to', text(TODAY + DAY)];
  const asked = ['history', ...bounds, '--grain', 'hour', '--by', 'none', '--json'];
  const { stdout } = await runTidemark(asked, here);
  const costs = new Map<number, bigint>(
    JSON.parse(stdout).rows.map((row: { start: string; costMicrocents: number }) => [
      Date.parse(row.start),
      BigInt(row.costMicrocents),
    ]),
  );
  const shownBetween = (from: number, to: number) => {
    let sum = 0n;
    for (let hour = from; hour < to; hour += HOUR) sum += costs.get(hour) ?? 0n;
    return sum;
  };
  return { status: JSON.parse(status.stdout), shownBetween, here };
}

/** What of an hour that cost so much falls before a cut: as its minutes were used. */
async function beforeCut(hour: number, cut: number, cost: bigint): Promise<bigint> {
  const before = estimateOf(await minutesBetween(hour, cut));
  return roundHalfUp(cost * before, before + estimateOf(await minutesBetween(cut, hour + HOUR)));
}

/** What runs without a bill is shown near its estimate: the bills of the simulator are. */
function expectNear(shown: bigint, estimate: bigint): void {
  expect(Math.abs(Number(shown) / Number(estimate) - 1)).toBeLessThan(0.05);
}

beforeAll(async () => {
  simulator = await startSimulator({ seed: 2 });
  const [from, to] = ['2026-11-01T00:00:00Z', '2026-11-22T00:00:00Z'];
  const usage = await readUsage(simulator.url, { from, to, width: '1h', groupBy: GROUP_BY });
  hours = new Map(usage.map((bucket) => [Date.parse(bucket.starting_at), bucket]));
  const cost = await readCost(simulator.url, from, to);
  bill = new Map(
    cost.map(({ starting_at, results }) => [
      Date.parse(starting_at),
      results.reduce((sum, row) => sum + microcentsOf(row.amount), 0n),
    ]),
  );
}, 60_000);

describe('status --json equals the raw rows', () => {
  test('T4: the week, from the minute of its reset to the running hour', async () => {
    const { status, shownBetween } = await statusIn('UTC');
    const hour = RESET - 59 * 60_000;
    const cut = await minutesBetween(hour, RESET);
    const day = Date.parse('2026-11-15T00:00:00Z');
    // A closed day is its bill, however it is shared over its hours.
    expect(shownBetween(day, day + DAY)).toBe(bill.get(day));
    const before =
      shownBetween(day, hour) + (await beforeCut(hour, RESET, shownBetween(hour, hour + HOUR)));
    const open = shownBetween(TODAY, TODAY + DAY);
    expectNear(open, estimateOf(hoursBetween(TODAY, TODAY + DAY)));
    const spent = billBetween(day, TODAY) - before + open;
    const all = tokensOf(hoursBetween(RESET - 59 * 60_000, TODAY + DAY));
    const skipped = tokensOf(cut);
    const [input = 0, write5 = 0, write1 = 0, read = 0, output = 0, searches = 0] = all.map(
      (count, kind) => count - (skipped[kind] ?? 0),
    );
    const allInput = input + write5 + write1 + read;
    expect(skipped.some((count) => count > 0)).toBe(true);
    expect(status.week).toMatchObject({
      start: '2026-11-15T10:59:00Z',
      end: '2026-11-22T10:59:00Z',
      spent: { microcents: Number(spent), basis: 'mixed' },
      limit: null,
      percent: null,
      tokens: {
        uncachedInput: input,
        cacheCreation5m: write5,
        cacheCreation1h: write1,
        cacheRead: read,
        output,
        webSearchRequests: searches,
        total: allInput + output,
        limitTokens: allInput - read + output,
      },
      cacheEfficiency: Math.round((read / allInput) * 1000) / 1000,
    });
  });

  test('the month: reported closed days and the estimate of the running one', async () => {
    const { status, shownBetween } = await statusIn('UTC');
    const closed = billBetween(Date.parse('2026-11-01T00:00:00Z'), TODAY);
    const open = shownBetween(TODAY, TODAY + DAY);
    expect(status.month).toMatchObject({
      start: '2026-11-01T00:00:00Z',
      cost: { microcents: Number(closed + open), basis: 'mixed' },
      reportedThrough: '2026-11-20T00:00:00Z',
    });
  });

  test('today in UTC is the running UTC day', async () => {
    const { status, shownBetween } = await statusIn('UTC');
    const open = Number(shownBetween(TODAY, TODAY + DAY));
    const estimate = estimateOf(hoursBetween(TODAY, TODAY + DAY));
    expectNear(BigInt(open), estimate);
    expect(status.today.cost.range.low).toBeLessThan(open);
    expect(status.today.cost.range.high).toBeGreaterThan(open);
    expect(status.today).toMatchObject({
      start: '2026-11-21T00:00:00Z',
      end: '2026-11-22T00:00:00Z',
      timeZone: 'UTC',
      cost: { microcents: open, basis: 'estimated' },
      utcDay: {
        date: '2026-11-21',
        reportedMicrocents: Number(bill.get(TODAY)),
        estimatedMicrocents: Number(estimate),
      },
    });
  });

  test('TZ decides where today begins: an hour of a closed UTC day belongs to it', async () => {
    const { status, shownBetween } = await statusIn('Europe/Oslo');
    expect(shownBetween(TODAY - DAY, TODAY)).toBe(bill.get(TODAY - DAY));
    const spent = shownBetween(TODAY - HOUR, TODAY + DAY);
    expect(status.today).toMatchObject({
      start: '2026-11-20T23:00:00Z',
      end: '2026-11-21T23:00:00Z',
      timeZone: 'Europe/Oslo',
      cost: { microcents: Number(spent) },
    });
  });

  test('T4: a zone with half an hour cuts its day by the minute', async () => {
    const { status, shownBetween } = await statusIn('Australia/Adelaide');
    const start = Date.parse('2026-11-21T13:30:00Z');
    const hour = start - HOUR / 2;
    const before = await beforeCut(hour, start, shownBetween(hour, hour + HOUR));
    const spent = shownBetween(hour, TODAY + DAY) - before;
    expect(status.today).toMatchObject({
      start: '2026-11-21T13:30:00Z',
      end: '2026-11-22T13:30:00Z',
      timeZone: 'Australia/Adelaide',
      cost: { microcents: Number(spent), basis: 'estimated' },
    });
  });
});

test('T4: the running hour in which the day ends counts whole, in status as in costs', async () => {
  const { status, shownBetween, here } = await statusIn('Asia/Tehran');
  const start = Date.parse('2026-11-20T20:30:00Z');
  const hour = start - HOUR / 2;
  const running = hour + DAY;
  const before = await beforeCut(hour, start, shownBetween(hour, hour + HOUR));
  expect(shownBetween(running, running + HOUR)).toBeGreaterThan(0n);
  const spent = Number(shownBetween(hour, running + HOUR) - before);
  const [from, to] = ['2026-11-20T20:30:00Z', '2026-11-21T20:30:00Z'];
  expect(status.today).toMatchObject({
    start: from,
    end: to,
    cost: { microcents: spent, provenance: { complete: true } },
  });
  const { stdout } = await runTidemark(['costs', '--from', from, '--to', to, '--json'], here);
  expect(JSON.parse(stdout)).toMatchObject({
    total: { microcents: spent },
    provenance: { complete: true },
  });
  // Nobody asks for the minutes of last week's hour of now: it is shared by time, and says so.
  expect(status.week.previous.spentByNow.provenance).toMatchObject({
    complete: false,
    formula: expect.stringContaining('shared by time'),
  });
});

test('what the bill does not say yet is null, not zero', async () => {
  const quiet = await startSimulator({ seed: 2, openDayCost: false });
  const here = setting(quiet, temporaryFolder());
  const { stdout } = await runTidemark(['sync', '--json'], here);
  const { today } = JSON.parse(stdout);
  expect(today.utcDay.reportedMicrocents).toBeNull();
  expect(today.utcDay.estimatedMicrocents).toBeGreaterThan(0);
  const words = ['--from', '2026-11-20T00:00:00Z', '--to', '2026-11-22T00:00:00Z', '--json'];
  const history = await runTidemark(['history', ...words], here);
  const [closed, open] = JSON.parse(history.stdout).rows;
  expect(closed.reportedMicrocents).toBeGreaterThan(0);
  expect(open.reportedMicrocents).toBeNull();
});
