import { describe, expect, test } from 'vitest';
import { estimateCosts } from '../../src-main/core/pricing/estimate-costs.js';
import { priceTable } from '../../src-main/core/pricing/price-table.js';
import type { LedgerEntry } from '../../src-main/demo/fake-request.js';
import { createLedger } from '../../src-main/demo/ledger.js';
import { floorDay, floorHour, HOUR_MS } from '../../src-main/shared/units.js';
import { TOKEN_KINDS } from '../../src-main/shared/usage.js';
import {
  ask,
  type CostRow,
  type ErrorBody,
  microcentsOf,
  NOW,
  type Query,
  type ReportPage,
  readReport,
  stateOf,
} from './asking.js';

const at = Date.parse('2026-11-18T10:30:00Z');
const day = { starting_at: '2026-11-18T00:00:00Z', ending_at: '2026-11-19T00:00:00Z' };
const both = ['workspace_id', 'description'];

const request: LedgerEntry = {
  at,
  model: 'claude-opus-5-5',
  serviceTier: 'standard',
  contextWindow: '0-200k',
  inferenceGeo: 'us',
  speed: 'standard',
  workspaceId: 'wrkspc_01a',
  apiKeyId: 'apikey_01a',
  tokens: {
    uncachedInput: 1_000,
    cacheCreation5m: 2_000,
    cacheCreation1h: 300,
    cacheRead: 50_000,
    output: 700,
    webSearchRequests: 2,
  },
  isLongPrompt: false,
};

const stateWith = (...entries: readonly LedgerEntry[]) =>
  stateOf({ ledger: (hour) => entries.filter((entry) => floorHour(entry.at) === hour) });

const rowsOf = (query: Query, state = stateOf()) =>
  readReport<CostRow>('cost_report', query, state).buckets.flatMap(({ results }) => results);

const totalOf = (query: Query, state = stateOf()) =>
  rowsOf(query, state).reduce((sum, { amount }) => sum + microcentsOf(amount), 0);

describe('the bill of one request', () => {
  test('is what a person gets from the published prices', () => {
    // Opus 5.5 per million: 4 in, 5 and 8 cache writes, 0.2 cache read, 20 out; US 1.1 times.
    const rows = rowsOf({ ...day, group_by: both }, stateWith(request));
    expect(rows.map(({ token_type, amount }) => [token_type, amount])).toEqual([
      ['uncached_input_tokens', '0.44'],
      ['cache_creation.ephemeral_5m_input_tokens', '1.1'],
      ['cache_creation.ephemeral_1h_input_tokens', '0.264'],
      ['cache_read_input_tokens', '1.1'],
      ['output_tokens', '1.54'],
      [null, '2'],
    ]);
    expect(totalOf(day, stateWith(request))).toBe(6_444_000);
  });

  test('halves in a batch and has up to six decimals', () => {
    const tokens = { ...request.tokens, uncachedInput: 1, webSearchRequests: 0 };
    const batch = { ...request, serviceTier: 'batch', inferenceGeo: 'global', tokens };
    const amounts = rowsOf({ ...day, group_by: both }, stateWith(batch)).map((row) => row.amount);
    expect(amounts).toEqual(['0.0002', '0.5', '0.12', '0.5', '0.7']);
    const haiku = { ...batch, model: 'claude-haiku-5-5' };
    const small = rowsOf({ ...day, group_by: both }, stateWith(haiku)).map((row) => row.amount);
    expect(small[0]).toBe('0.000005');
  });

  test('follows the upper band of a long prompt', () => {
    const haiku = { ...request, model: 'claude-haiku-5-5', inferenceGeo: 'global' };
    const tokens = { ...request.tokens, cacheRead: 150_000, webSearchRequests: 0 };
    // Lower band 0.1, 0.125, 0.2, 0.01, 0.5 per million; the upper one is five times that.
    const lower = totalOf(day, stateWith({ ...haiku, tokens }));
    const upper = totalOf(day, stateWith({ ...haiku, tokens, isLongPrompt: true }));
    expect(lower).toBe(10_000 + 25_000 + 6_000 + 150_000 + 35_000);
    expect(upper).toBe(5 * lower);
  });

  test('has no line for committed capacity', () => {
    expect(
      rowsOf({ ...day, group_by: both }, stateWith({ ...request, serviceTier: 'priority' })),
    ).toEqual([]);
  });

  test('has one web search line that belongs to no model', () => {
    const other = { ...request, at: at + 1, model: 'claude-sonnet-5-5' };
    const searches = rowsOf({ ...day, group_by: both }, stateWith(request, other)).filter(
      ({ cost_type }) => cost_type === 'web_search',
    );
    expect(searches).toEqual([
      {
        amount: '4',
        context_window: null,
        cost_type: 'web_search',
        currency: 'USD',
        description: 'Web Search Usage',
        inference_geo: null,
        model: null,
        service_tier: null,
        token_type: null,
        workspace_id: 'wrkspc_01a',
      },
    ]);
  });

  test('describes a line in words for people', () => {
    const [row] = rowsOf({ ...day, group_by: ['description'] }, stateWith(request));
    expect(row).toMatchObject({
      description: 'Claude Opus 5.5 Usage - Input Tokens',
      model: 'claude-opus-5-5',
      workspace_id: null,
    });
  });

  test('shrinks by the discount', () => {
    const state = { ...stateWith(request), discount: 0.9 };
    expect(totalOf(day, state)).toBe(Math.round(6_444_000 * 0.9));
  });
});

describe('the cost report', () => {
  const month = {
    starting_at: '2026-10-21T00:00:00Z',
    ending_at: '2026-11-22T00:00:00Z',
    limit: '31',
  };

  test('adds up to the priced ledger, however it is grouped', () => {
    const ledger = createLedger(1);
    let expected = 0;
    for (let hour = Date.parse(month.starting_at); hour < NOW; hour += HOUR_MS) {
      for (const entry of ledger(floorHour(hour))) {
        const costs = estimateCosts(priceTable, entry, entry.tokens, entry.at);
        const factor = entry.isLongPrompt ? 5 : 1;
        if (entry.at < NOW && factor === 1) {
          expected += TOKEN_KINDS.reduce((sum, kind) => sum + (costs?.[kind] ?? 0), 0);
        }
      }
    }
    const withoutLong = stateOf({ ledger: (hour) => ledger(hour).filter((e) => !e.isLongPrompt) });
    for (const group_by of [[], ['workspace_id'], ['description'], both]) {
      expect(totalOf({ ...month, group_by }, withoutLong)).toBe(expected);
    }
    const [total, grouped] = [totalOf(month), totalOf({ ...month, group_by: both })];
    expect(total).toBeGreaterThan(expected);
    expect(grouped).toBe(total);
  });

  test('has one row a day without grouping, everything but the amount null', () => {
    const rows = rowsOf(day);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      currency: 'USD',
      cost_type: null,
      description: null,
      model: null,
      token_type: null,
      workspace_id: null,
    });
  });

  test('writes every amount as a decimal string in cents', () => {
    const amounts = rowsOf({ ...month, group_by: both }).map(({ amount }) => amount);
    expect(amounts.length).toBeGreaterThan(1_000);
    expect(amounts.filter((amount) => !/^\d+(\.\d{1,6})?$/.test(amount))).toEqual([]);
  });

  test('shows the running day as far as it is visible, or not at all', () => {
    const today = { starting_at: '2026-11-21T00:00:00Z', ending_at: '2026-11-22T00:00:00Z' };
    const morning = stateOf({ now: floorDay(NOW) + 9 * HOUR_MS });
    expect(totalOf(today, morning)).toBeGreaterThan(0);
    expect(totalOf(today)).toBeGreaterThan(totalOf(today, morning));
    expect(rowsOf(today, stateOf({ openDayCost: false }))).toEqual([]);
    expect(rowsOf(day, stateOf({ openDayCost: false }))).toHaveLength(1);
  });

  test('returns empty days, seven a page unless a limit is given', () => {
    const query = { starting_at: '2025-09-20T00:00:00Z', ending_at: '2025-09-30T00:00:00Z' };
    const page = ask<ReportPage<CostRow>>('cost_report', query).body;
    expect(page.data.map(({ results }) => results)).toEqual(Array(7).fill([]));
    expect(page.has_more).toBe(true);
    const { buckets, pages } = readReport<CostRow>('cost_report', query);
    expect([buckets.length, pages]).toEqual([10, 2]);
  });

  test('refuses what it does not know', () => {
    const refusals: readonly Query[] = [
      { ...day, bucket_width: '1h' },
      { ...day, group_by: ['model'] },
      { ...day, group_by: 'description' },
      { ...day, limit: '32' },
      { ending_at: day.ending_at },
      { starting_at: '2026-11-18T00:00:00Z', ending_at: '2026-11-18T23:59:59Z' },
      { ...day, page: 'page_AAAA' },
    ];
    for (const query of refusals) {
      const { status, body } = ask<ErrorBody>('cost_report', query);
      expect([status, body.error.type]).toEqual([400, 'invalid_request_error']);
    }
  });

  test('bills the model that our table cannot price', () => {
    const preview = { ...request, model: 'claude-mythos-preview' };
    expect(estimateCosts(priceTable, preview, preview.tokens, preview.at)).toBeNull();
    expect(totalOf(day, stateWith(preview))).toBeGreaterThan(0);
  });
});
