import { describe, expect, test } from 'vitest';
import { ask, commonHeaders, type ErrorBody, type Query, stateOf } from './asking.js';
import type { AnalyticsPage, AnalyticsUsageRow } from './asking-analytics.js';
import { analyticsHeaders, askAnalytics } from './asking-analytics.js';

const day = { starting_at: '2026-11-18T00:00:00Z', ending_at: '2026-11-19T00:00:00Z' };
const hourly = { ...day, time_bucket_width: '1h' };
const refusal = (path: string, query: Query) => {
  const { status, body } = askAnalytics<ErrorBody>(path, query);
  return [status, body.error.type];
};
const rowsOf = (query: Query, state = stateOf()) =>
  askAnalytics<AnalyticsPage<AnalyticsUsageRow>>('usage', { limit: '1000', ...query }, state).body
    .data;

describe('the analytics pair', () => {
  test('does not exist without its beta header, or where it is not enabled', () => {
    for (const path of ['analytics/usage', 'analytics/cost']) {
      for (const [state, headers] of [
        [stateOf(), commonHeaders],
        [stateOf({ analytics: false }), analyticsHeaders],
      ] as const) {
        const { status, body } = ask<ErrorBody>(path, day, state, headers);
        expect([status, body.error.type]).toEqual([404, 'not_found_error']);
      }
      expect(ask(path, day, stateOf(), analyticsHeaders).status).toBe(200);
    }
    const among = {
      ...analyticsHeaders,
      'anthropic-beta': `x,  ${analyticsHeaders['anthropic-beta']}`,
    };
    expect(ask('analytics/usage', day, stateOf(), among).status).toBe(200);
  });

  test.each<readonly [string, Query]>([
    ['no start', { ending_at: day.ending_at }],
    ['a start before 2026', { starting_at: '2025-12-31T23:59:59Z' }],
    ['a width without an end', { starting_at: day.starting_at, time_bucket_width: '1h' }],
    ['an unknown width', { ...day, time_bucket_width: '15m' }],
    ['more than 31 days', { ...hourly, starting_at: '2026-10-18T23:59:59Z' }],
    [
      'more than 24 hours by the minute',
      { ...hourly, ending_at: '2026-11-19T00:00:01Z', time_bucket_width: '1m' },
    ],
    ['an end before the start', { ...hourly, ending_at: '2026-11-17T00:00:00Z' }],
    ['a range without a whole bucket', { ...hourly, ending_at: '2026-11-18T00:59:59Z' }],
    ['a start in the future without an end', { starting_at: '2026-12-01T00:00:00Z' }],
    ['a limit of 0', { ...day, limit: '0' }],
    ['a limit over 1000', { ...day, limit: '1001' }],
    ['an unknown order', { ...day, order: 'up' }],
    ['an unknown dimension', { ...day, group_by: ['colour'] }],
    ['group_by without brackets', { ...day, group_by: 'model' }],
    [
      'six dimensions',
      { ...day, group_by: ['model', 'speed', 'product', 'actor', 'service_tier', 'api_key_id'] },
    ],
    ['a singular context window', { ...day, context_windows: ['1M'] }],
    ['an unknown product', { ...day, products: ['toaster'] }],
    ['exclude_deleted_users without actors', { ...day, exclude_deleted_users: 'true' }],
    [
      'exclude_deleted_users that is no boolean',
      { ...day, group_by: ['actor'], exclude_deleted_users: '1' },
    ],
    ['a token of another question', { ...day, page: 'page_AAAA' }],
  ])('refuses %s', (_name, query) => {
    for (const path of ['usage', 'cost']) {
      expect(refusal(path, query)).toEqual([400, 'invalid_request_error']);
    }
  });

  test('keeps what belongs to cost apart from what belongs to usage', () => {
    expect(refusal('usage', { ...day, group_by: ['cost_type'] })[0]).toBe(400);
    expect(refusal('usage', { ...day, order_by: 'amount' })[0]).toBe(400);
    expect(refusal('cost', { ...day, order_by: 'total_tokens' })[0]).toBe(400);
    const five = ['model', 'speed', 'workspace_id', 'service_tier', 'api_key_id'];
    const group_by = [...five, 'cost_type', 'token_type'];
    expect(askAnalytics('cost', { ...day, group_by }).status).toBe(200);
  });

  test('looks back 365 days', () => {
    const later = stateOf({ now: Date.parse('2027-03-01T00:00:00Z') });
    const status = (starting_at: string) => askAnalytics('usage', { starting_at }, later).status;
    expect(status('2026-03-01T00:00:00Z')).toBe(200);
    expect(status('2026-02-28T23:59:59Z')).toBe(400);
  });

  test('takes 31 days at once, and 24 hours by the minute', () => {
    expect(askAnalytics('usage', { ...hourly, starting_at: '2026-10-19T00:00:00Z' }).status).toBe(
      200,
    );
    expect(askAnalytics('usage', { ...day, time_bucket_width: '1m' }).status).toBe(200);
  });

  test('without an end reaches to now, at most 31 days on, by the hour', () => {
    const [recent] = rowsOf({ starting_at: '2026-11-18T10:40:00Z' });
    expect([recent?.starting_at, recent?.ending_at]).toEqual([
      '2026-11-18T10:00:00Z',
      '2026-11-21T20:00:00Z',
    ]);
    const [old] = rowsOf({ starting_at: '2026-06-01T00:00:00Z' });
    expect(old?.ending_at).toBe('2026-07-02T00:00:00Z');
  });

  test('says up to when it knows everything, and shows nothing after', () => {
    const page = (analyticsVisibleAfterMs: number) =>
      askAnalytics<AnalyticsPage<AnalyticsUsageRow>>(
        'usage',
        {
          starting_at: '2026-11-20T00:00:00Z',
          ending_at: '2026-11-22T00:00:00Z',
          time_bucket_width: '1h',
          order_by: 'time',
          limit: '1000',
        },
        stateOf({ now: Date.parse('2026-11-20T13:17:05Z'), analyticsVisibleAfterMs }),
      ).body;
    expect(page(4 * 3_600_000).data_refreshed_at).toBe('2026-11-20T09:00:00Z');
    expect(page(4 * 3_600_000).data[0]?.starting_at).toBe('2026-11-20T08:00:00Z');
    expect(page(0).data_refreshed_at).toBe('2026-11-20T13:00:00Z');
    expect(page(0).data[0]?.starting_at).toBe('2026-11-20T12:00:00Z');
  });

  test('filters by what the ledger knows, the empty key being use without one', () => {
    const { organization } = stateOf();
    const keys = (query: Query) =>
      new Set(
        rowsOf({ ...day, group_by: ['api_key_id'], ...query }).map(({ group }) => group.api_key_id),
      );
    const all = keys({});
    const some = [...all].find((key) => typeof key === 'string');
    expect(all.has(null)).toBe(true);
    expect(keys({ api_key_ids: [''] })).toEqual(new Set([null]));
    expect(keys({ api_key_ids: ['', String(some)] })).toEqual(new Set([null, some]));
    expect(keys({ actor_types: ['api_actor'] })).toEqual(
      new Set([...all].filter((key) => key !== null)),
    );
    expect(keys({ products: ['claude_console'] })).toEqual(new Set([null]));
    expect(keys({ organization_ids: [organization.id] })).toEqual(all);
    expect(keys({ organization_ids: ['other'] })).toEqual(new Set());
    expect(keys({ session_ids: ['any'] })).toEqual(new Set());
    const models = (query: Query) =>
      new Set(rowsOf({ ...day, group_by: ['model'], ...query }).map(({ group }) => group.model));
    expect(models({ models: ['claude-opus-5-5'] })).toEqual(new Set(['claude-opus-5-5']));
    expect(models({ service_tiers: ['priority'] })).toEqual(new Set());
  });

  test('pages with tokens of one question', () => {
    const query = { ...hourly, group_by: ['model'], limit: '7' };
    const first = askAnalytics<AnalyticsPage<AnalyticsUsageRow>>('usage', query).body;
    expect([first.data.length, first.has_more]).toEqual([7, true]);
    const page = first.next_page ?? '';
    const second = askAnalytics<AnalyticsPage<AnalyticsUsageRow>>('usage', { ...query, page }).body;
    expect([...first.data, ...second.data]).toEqual(
      rowsOf({ ...query, limit: '1000' }).slice(0, 14),
    );
    expect(askAnalytics('usage', { ...query, order: 'asc', page }).status).toBe(400);
    expect(askAnalytics('cost', { ...query, page }).status).toBe(400);
    const usual = askAnalytics<AnalyticsPage<AnalyticsUsageRow>>('usage', {
      ...hourly,
      group_by: ['model', 'api_key_id'],
    });
    expect(usual.body.data).toHaveLength(20);
  });
});
