import { expect, it } from 'vitest';
import { parseCents } from '../../src-main/adapters/admin-api/parse-cents.js';
import type { UsageHistory } from '../../src-main/core/ports.js';
import { priceTable } from '../../src-main/core/pricing/price-table.js';
import { deriveSnapshot } from '../../src-main/core/snapshot/derive-snapshot.js';
import { readHeldFigures } from '../../src-main/core/snapshot/read-held-figures.js';
import { readHistory } from '../../src-main/core/usage/read-history.js';
import { formatMoney } from '../../src-main/shared/format.js';
import { defaultSettings } from '../../src-main/shared/settings.js';
import { DAY_MS, HOUR_MS } from '../../src-main/shared/units.js';
import {
  at,
  costRow,
  dayAt,
  hourAt,
  priced,
  shared,
  storedHour,
  tokens,
} from '../fakes/figures.js';
import { openMemoryStore } from '../fakes/memory-store.js';

/**
 * Real figures of one organization (product.md): its use of Thursday 13 November 2025 and the four
 * days of that week that were billed. The week runs Sunday 10:59 to Sunday 10:59 UTC.
 */
const DAY = dayAt('2025-11-13T00:00:00Z');
const NOW = at('2025-11-16T08:30:00Z');
const FETCHED_AT = at('2025-11-16T08:25:00Z');
const USED = tokens({
  uncachedInput: 259_276,
  cacheCreation5m: 567_413,
  cacheRead: 5_680_224,
  output: 60_360,
  webSearchRequests: 2,
});
const BILL = [
  ['2025-11-11T00:00:00Z', '40.52'],
  ['2025-11-12T00:00:00Z', '12.49'],
  ['2025-11-13T00:00:00Z', '497.30'],
  ['2025-11-14T00:00:00Z', '15.36'],
] as const;
/** By hand, Sonnet 4.5 at 3 / 3.75 / 0.30 / 15 dollars: 300, 375, 30 and 1,500 microcents each. */
const ESTIMATE = 77_782_800 + 212_779_875 + 170_406_720 + 90_540_000 + 2_000_000;

function holdTheWeek(): UsageHistory {
  const history = openMemoryStore();
  const from = dayAt('2025-11-01T00:00:00Z');
  const to = hourAt('2025-11-16T09:00:00Z');
  const hours = [];
  for (let start: number = from; start < to; start += HOUR_MS) {
    const isUsed = start === DAY + 14 * HOUR_MS;
    const bucket = {
      start: hourAt(new Date(start).toISOString()),
      rows: isUsed ? [{ dimensions: priced(), tokens: USED }] : [],
    };
    hours.push(storedHour(bucket, isUsed ? [{ dimensions: shared(), tokens: USED }] : []));
  }
  expect(history.replaceHours({ from, to }, hours, FETCHED_AT).ok).toBe(true);
  const days = BILL.map(([day, cents]) => {
    const amount = parseCents(cents) ?? expect.unreachable('an exact amount');
    return { start: dayAt(day), rows: [costRow(0, { amount })] };
  });
  const span = { from, to: dayAt('2025-11-16T00:00:00Z') + DAY_MS };
  expect(history.replaceDays(span, days, FETCHED_AT).ok).toBe(true);
  return history;
}

const snapshotOf = (history: UsageHistory) =>
  deriveSnapshot({
    now: NOW,
    mode: 'live',
    timeZone: 'UTC',
    settings: defaultSettings,
    connection: { state: 'saved', lastFour: null, organization: null },
    held: readHeldFigures(history, priceTable, NOW, 'UTC', defaultSettings),
    learned: [],
    limitsVersion: 0,
    since: at('2025-11-01T00:00:00Z'),
    sync: {
      state: 'idle',
      nextAt: null,
      progress: null,
      clockOffsetMs: 0,
      record: { lastSuccessAt: FETCHED_AT, labelsFetchedAt: null, failure: null },
    },
  });

it('the worked example: 6,567,273 tokens, 887,049 of them against limits, 87.3 % from cache', () => {
  const { week } = snapshotOf(holdTheWeek());
  expect(week.tokens).toEqual({ ...USED, total: 6_567_273, limitTokens: 887_049 });
  expect(((week.cacheEfficiency ?? 0) * 100).toFixed(1)).toBe('87.3');
});

it('the worked example: 497.30 + 40.52 + 12.49 + 15.36 cents are $5.6567, shown as $5.66', () => {
  const { week } = snapshotOf(holdTheWeek());
  expect(week.window).toEqual({ from: at('2025-11-09T10:59:00Z'), to: at('2025-11-16T10:59:00Z') });
  expect(week.spent).toMatchObject({ microcents: 565_670_000, basis: 'reported' });
  expect(formatMoney(week.spent.microcents)).toBe('$5.66');
});

it('the worked example: that day is estimated at $5.5351 and billed at $4.9730', () => {
  expect(ESTIMATE).toBe(553_509_395);
  const history = holdTheWeek();
  const query = { from: DAY, to: DAY + DAY_MS, grain: 'day', by: 'none' } as const;
  expect(readHistory(history, priceTable, query, NOW).rows).toMatchObject([
    { tokens: USED, estimatedMicrocents: ESTIMATE, reportedMicrocents: 497_300_000 },
  ]);
});

it('the worked example: each kind of token is estimated by itself', () => {
  const query = { from: DAY, to: DAY + DAY_MS, grain: 'day', by: 'token_kind' } as const;
  const kinds = readHistory(holdTheWeek(), priceTable, query, NOW).rows.map((row) => [
    row.group.id,
    row.estimatedMicrocents,
  ]);
  expect(Object.fromEntries(kinds)).toEqual({
    uncached_input_tokens: 77_782_800,
    'cache_creation.ephemeral_5m_input_tokens': 212_779_875,
    cache_read_input_tokens: 170_406_720,
    output_tokens: 90_540_000,
    web_search: 2_000_000,
  });
});
