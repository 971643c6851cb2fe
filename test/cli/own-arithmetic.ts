import { type Priced, RATE_SCALE, scaledRates, WEB_SEARCH_MICROCENTS } from './own-rates.js';
import type { WireBucket, WireCost, WireUsage } from './wire-reading.js';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** In the order of the rates, web searches last. */
export const KIND_IDS = [
  'uncached_input_tokens',
  'cache_creation.ephemeral_5m_input_tokens',
  'cache_creation.ephemeral_1h_input_tokens',
  'cache_read_input_tokens',
  'output_tokens',
  'web_search',
] as const;

export const countsOf = (row: WireUsage): readonly number[] => [
  row.uncached_input_tokens,
  row.cache_creation.ephemeral_5m_input_tokens,
  row.cache_creation.ephemeral_1h_input_tokens,
  row.cache_read_input_tokens,
  row.output_tokens,
  row.server_tool_use.web_search_requests,
];

export const pricedOf = (row: WireUsage): Priced => ({
  model: row.model,
  tier: row.service_tier,
  window: row.context_window,
  geo: row.inference_geo,
  speed: row.speed,
});

/** Microcents of each count, rounded half up once. Null: no price for this model that day. */
export function estimateRow(row: WireUsage, startingAt: string): readonly bigint[] | null {
  const rates = scaledRates(pricedOf(row), startingAt.slice(0, 10));
  if (!rates) return null;
  return countsOf(row).map((count, index) => {
    const rate = rates[index];
    if (rate === undefined) return BigInt(count) * WEB_SEARCH_MICROCENTS;
    return roundHalfUp(BigInt(count) * rate, RATE_SCALE);
  });
}

export const roundHalfUp = (numerator: bigint, denominator: bigint) =>
  (numerator * 2n + denominator) / (denominator * 2n);

/** "241.538" cents are 241,538,000 microcents; more than six decimals would not be exact. */
export function microcentsOf(amount: string): bigint {
  const match = /^(\d+)(?:\.(\d{1,6}))?$/.exec(amount);
  if (!match) throw new Error(`not an amount of at most six decimals: ${amount}`);
  return BigInt(match[1] ?? '') * 1_000_000n + BigInt((match[2] ?? '').padEnd(6, '0'));
}

export type Grain = 'hour' | 'day' | 'week' | 'month';

/** UTC; weeks start on Monday. */
export function bucketOf(at: number, grain: Grain): readonly [start: number, end: number] {
  if (grain === 'hour') return [at - (at % HOUR), at - (at % HOUR) + HOUR];
  const day = at - (at % DAY);
  if (grain === 'day') return [day, day + DAY];
  if (grain === 'week') {
    // 1970-01-05 was a Monday.
    const sinceMonday = (day - 4 * DAY) % (7 * DAY);
    return [day - sinceMonday, day - sinceMonday + 7 * DAY];
  }
  const [year = 0, month = 0] = new Date(at).toISOString().split('-').map(Number);
  return [Date.UTC(year, month - 1, 1), Date.UTC(year, month, 1)];
}

/** One row of the history as a whole; what is unknown is null. */
export interface ExpectedRow {
  readonly start: string;
  readonly end: string;
  readonly id: string | null;
  readonly tokens: readonly number[];
  readonly reported: bigint | null;
  readonly estimated: bigint | null;
}

interface Sum {
  tokens: number[];
  reported: bigint | null;
  estimated: bigint | null;
}

const time = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');

/** Sums by bucket and group, filled from both reports. */
export class Ledger {
  private readonly sums = new Map<string, Sum>();

  constructor(private readonly grain: Grain) {}

  private at(startingAt: string, id: string | null): Sum {
    const [start, end] = bucketOf(Date.parse(startingAt), this.grain);
    const key = JSON.stringify([time(start), time(end), id]);
    const known = this.sums.get(key) ?? {
      tokens: [0, 0, 0, 0, 0, 0],
      reported: null,
      estimated: null,
    };
    this.sums.set(key, known);
    return known;
  }

  use(startingAt: string, id: string | null, counts: readonly number[], cost: bigint | null) {
    const sum = this.at(startingAt, id);
    sum.tokens = sum.tokens.map((count, index) => count + (counts[index] ?? 0));
    if (cost !== null) sum.estimated = (sum.estimated ?? 0n) + cost;
  }

  bill(startingAt: string, id: string | null, amount: bigint) {
    const sum = this.at(startingAt, id);
    sum.reported = (sum.reported ?? 0n) + amount;
  }

  /** Where anything of a bucket was billed, what the bill does not name was billed nothing. */
  rows(): ExpectedRow[] {
    const all = [...this.sums].map(([key, sum]) => {
      const [start, end, id] = JSON.parse(key) as [string, string, string | null];
      return { start, end, id, ...sum };
    });
    const billed = new Set(all.filter((row) => row.reported !== null).map((row) => row.start));
    return all.map((row) => ({
      ...row,
      reported: row.reported ?? (billed.has(row.start) ? 0n : null),
    }));
  }
}

export type PricedGrouping = 'none' | 'model' | 'service_tier' | 'token_kind';

const groupOfUse = (row: WireUsage, by: PricedGrouping) =>
  by === 'model' ? row.model : by === 'service_tier' ? row.service_tier : null;

const groupOfBill = (row: WireCost, by: PricedGrouping | 'workspace') =>
  ({
    none: null,
    model: row.model,
    service_tier: row.service_tier,
    workspace: row.workspace_id,
    token_kind: row.token_type ?? row.cost_type,
  })[by];

const total = (costs: readonly bigint[] | null) =>
  costs === null ? null : costs.reduce((sum, cost) => sum + cost, 0n);

/** The history by anything that decides a price, from the raw rows of both reports. */
export function recompute(
  usage: readonly WireBucket<WireUsage>[],
  cost: readonly WireBucket<WireCost>[],
  grain: Grain,
  by: PricedGrouping,
): ExpectedRow[] {
  const ledger = new Ledger(grain);
  for (const bucket of usage) {
    // An hour that is held and in which nothing was used is a known zero.
    if (by === 'none' && bucket.results.length === 0) ledger.use(bucket.starting_at, null, [], 0n);
    for (const row of bucket.results) {
      const costs = estimateRow(row, bucket.starting_at);
      if (by !== 'token_kind') {
        ledger.use(bucket.starting_at, groupOfUse(row, by), countsOf(row), total(costs));
        continue;
      }
      countsOf(row).forEach((count, index) => {
        const only = KIND_IDS.map((_, kind) => (kind === index ? count : 0));
        if (count > 0) {
          ledger.use(bucket.starting_at, KIND_IDS[index] ?? '', only, costs?.[index] ?? null);
        }
      });
    }
  }
  if (grain !== 'hour') billTo(ledger, cost, by);
  return ledger.rows();
}

export function billTo(
  ledger: Ledger,
  cost: readonly WireBucket<WireCost>[],
  by: PricedGrouping | 'workspace',
): void {
  for (const bucket of cost) {
    for (const row of bucket.results) {
      ledger.bill(bucket.starting_at, groupOfBill(row, by), microcentsOf(row.amount));
    }
  }
}

/** In an order of its own, so that two lists of rows can be compared. */
export const inOrder = <Row extends { readonly start: string; readonly id: string | null }>(
  rows: readonly Row[],
): Row[] =>
  [...rows].sort((a, b) => {
    const [left, right] = [`${a.start} ${a.id ?? ''}`, `${b.start} ${b.id ?? ''}`];
    return left < right ? -1 : left > right ? 1 : 0;
  });
