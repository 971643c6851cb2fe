import { describe, expect, test } from 'vitest';
import { addTokens } from '../../../src-main/core/usage/token-sums.js';
import { NO_TOKENS, type UsageBucket } from '../../../src-main/shared/usage.js';
import { closeAfterEach, DAY, KEY, never, sendJson, serve, simulate } from './asking.js';

closeAfterEach();

const SPAN = { ...DAY, page: null, signal: never() };

const row = (more: Readonly<Record<string, unknown>> = {}) => ({
  starting_at: '2026-11-20T14:00:00Z',
  ending_at: '2026-11-20T15:00:00Z',
  group: { model: 'claude-opus-5-5', workspace_id: null, inference_geo: null },
  usage: {
    uncached_input_tokens: 1,
    cache_creation: { ephemeral_1h_input_tokens: 2, ephemeral_5m_input_tokens: 3 },
    cache_read_input_tokens: 4,
    output_tokens: 5,
    total_tokens: 15,
    requests: 6,
    server_tool_use: { web_search_requests: 7 },
  },
  cost: { amount: '24.1545', list_amount: '30', currency: 'USD', requests: null },
  ...more,
});
const pageOf = (rows: readonly object[], more: object = {}) => ({
  data: rows,
  has_more: false,
  next_page: null,
  data_refreshed_at: '2026-11-20T18:00:00Z',
  ...more,
});
const answering = (body: object) => serve((response) => sendJson(response, body));
const priced = async (body: object, width: '1h' | '1m' = '1h') =>
  (await answering(body)).api.fetchAnalyticsPricedUsage(KEY, { ...SPAN, width });

describe('the analytics pair', () => {
  test('a row becomes a bucket of our own words, with its requests', async () => {
    expect(await priced(pageOf([row()]))).toEqual({
      ok: true,
      value: {
        items: [
          {
            start: Date.parse('2026-11-20T14:00:00Z'),
            rows: [
              {
                dimensions: {
                  model: 'claude-opus-5-5',
                  serviceTier: null,
                  contextWindow: null,
                  inferenceGeo: 'not_available',
                  speed: null,
                },
                tokens: {
                  uncachedInput: 1,
                  cacheCreation5m: 3,
                  cacheCreation1h: 2,
                  cacheRead: 4,
                  output: 5,
                  webSearchRequests: 7,
                },
                requests: 6,
              },
            ],
          },
        ],
        next: null,
        refreshedAt: Date.parse('2026-11-20T18:00:00Z'),
      },
    });
  });

  test('A22: when it does not say up to when it knows, nobody makes a time up', async () => {
    for (const more of [{ data_refreshed_at: null }, { data_refreshed_at: undefined }]) {
      expect(await priced(pageOf([row()], more))).toMatchObject({ value: { refreshedAt: null } });
    }
  });

  test.each([
    ['A30', '1h', 'one row for a whole day', { ending_at: '2026-11-21T00:00:00Z' }, 'ending_at'],
    [
      'A31',
      '1h',
      'a start within the hour',
      { starting_at: '2026-11-20T14:07:00Z' },
      'starting_at',
    ],
    ['A30', '1m', 'an hour among minutes', {}, 'ending_at'],
    ['A30', '1h', 'an end before the start', { ending_at: '2026-11-20T13:00:00Z' }, 'ending_at'],
  ] as const)('%s: by %s, %s is refused with its place', async (_, width, __, more, field) => {
    expect(await priced(pageOf([row(), row(more)].slice(width === '1m' ? 1 : 0)), width)).toEqual({
      ok: false,
      failure: {
        kind: 'unexpected-response',
        detail: `unexpected value at data.${width === '1m' ? 0 : 1}.${field}`,
      },
    });
  });

  test('A32: more announced and no page named is incomplete', async () => {
    expect(await priced(pageOf([], { has_more: true }))).toMatchObject({
      failure: { kind: 'incomplete' },
    });
  });

  test.each(['12,50', 24.15, '1e3', null])(
    'A27: an amount of %j refuses the answer',
    async (amount) => {
      const cost = { amount, list_amount: '1', currency: 'USD' };
      const { api } = await answering(pageOf([row({ cost })]));
      expect(await api.fetchAnalyticsCost(KEY, SPAN)).toMatchObject({
        failure: { kind: 'unexpected-response', detail: 'unexpected value at data.0.cost.amount' },
      });
    },
  );

  test('A28: cost in another currency keeps its name', async () => {
    const cost = { amount: '-0.25', list_amount: '1', currency: 'EUR' };
    const { api } = await answering(pageOf([row({ cost })]));
    expect(await api.fetchAnalyticsCost(KEY, SPAN)).toMatchObject({
      value: { items: [{ currency: 'EUR', amount: -250_000, listAmount: 1_000_000 }] },
    });
  });

  test('tells the same tokens as the legacy pair, hour by hour', async () => {
    const { api } = await simulate([]);
    const legacy = await api.fetchPricedUsage(KEY, { ...SPAN, width: '1h' });
    const analytics = await api.fetchAnalyticsPricedUsage(KEY, { ...SPAN, width: '1h' });
    if (!legacy.ok || !analytics.ok) throw new Error('not answered');
    const sums = (buckets: readonly UsageBucket<unknown>[]) => {
      const hours = new Map<number, typeof NO_TOKENS>();
      for (const { start, rows } of buckets) {
        for (const { tokens } of rows) {
          hours.set(start, addTokens(hours.get(start) ?? NO_TOKENS, tokens));
        }
      }
      return hours;
    };
    expect(sums(analytics.value.items).size).toBeGreaterThan(5);
    expect(sums(analytics.value.items)).toEqual(sums(legacy.value.items));
  });

  test('A4: an organization that is not offered it', async () => {
    const { api } = await simulate([], { analytics: false });
    const result = await api.fetchAnalyticsCost(KEY, SPAN);
    expect(result).toMatchObject({ ok: false });
    if (!result.ok) expect(result.failure.kind).toMatch(/^(not-available|bad-request)$/);
  });
});
