import { describe, expect, test } from 'vitest';
import { closeAfterEach, KEY, never, sendJson, serve } from './asking.js';

closeAfterEach();

const FIRST = { page: null, signal: never() };
const entry = (more: Readonly<Record<string, unknown>>) => ({
  id: 'rl_1',
  type: 'rate_limit',
  limits: [{ type: 'requests_per_minute', value: 2000 }],
  models: ['claude-opus-5'],
  ...more,
});
const answering = async (data: readonly object[], next_page: string | null = null) =>
  (await serve((response) => sendJson(response, { data, next_page }))).api;

describe('rate limits', () => {
  test.each([
    [
      'of September 2026',
      {
        group: { id: 'g', type: 'model_group', display_name: 'Opus 5.x' },
        group_type: 'model_group',
      },
      'Opus 5.x',
    ],
    ['of version 2026-10-21', { group: { id: 'g', type: 'batch' } }, 'batch'],
    ['from before September 2026', { group_type: 'batch', id: undefined, models: null }, 'batch'],
    ['without a name', { group: { type: 'model_group', display_name: '' } }, 'model_group'],
  ])('a group in the form %s has a name', async (_, more, group) => {
    const api = await answering([entry(more)]);
    expect(await api.fetchRateLimits(KEY, FIRST)).toEqual({
      ok: true,
      value: {
        items: [
          {
            kind: 'rate',
            workspaceId: null,
            group,
            models: 'models' in more ? null : ['claude-opus-5'],
            limiter: 'requests_per_minute',
            value: 2000,
          },
        ],
        next: null,
      },
    });
  });

  test.each([
    ['A23', 'without a group', { group: undefined }, 'data.0.group'],
    ['A26', 'that is a text', { limits: [{ type: 'x', value: '5' }] }, 'data.0.limits.0.value'],
    ['A25', 'below zero', { limits: [{ type: 'x', value: -5 }] }, 'data.0.limits.0.value'],
  ])('%s: a limit %s refuses the answer', async (_, __, more, place) => {
    const api = await answering([entry({ group: { type: 'batch' }, ...more })]);
    expect(await api.fetchRateLimits(KEY, FIRST)).toMatchObject({
      failure: { kind: 'unexpected-response', detail: `unexpected value at ${place}` },
    });
  });

  test('an empty page that names a next one is followed', async () => {
    const api = await answering([], 'page_x');
    expect(await api.fetchRateLimits(KEY, FIRST)).toEqual({
      ok: true,
      value: { items: [], next: 'page_x' },
    });
  });

  test('of a workspace: what it inherits is left to the organization', async () => {
    const limit = (value: number, type: string) => ({
      type: 'output_tokens_per_minute',
      value,
      org_limit: 400,
      source: { type },
    });
    const api = await answering([
      {
        workspace_id: 'wrkspc_1',
        group: { type: 'batch' },
        models: null,
        limits: [limit(100, 'workspace'), limit(400, 'organization')],
      },
    ]);
    expect(await api.fetchWorkspaceRateLimits(KEY, 'wrkspc_1', FIRST)).toMatchObject({
      value: { items: [{ workspaceId: 'wrkspc_1', value: 100 }] },
    });
  });
});

describe('spend limits', () => {
  const limit = (more: Readonly<Record<string, unknown>> = {}) => ({
    amount: '25000',
    currency: 'USD',
    period: 'monthly',
    scope: { type: 'organization' },
    is_enabled: true,
    ...more,
  });
  const limitsOf = async (...data: readonly object[]) => {
    const result = await (await answering(data)).fetchSpendLimits(KEY, FIRST);
    return result.ok ? result.value.items : result.failure;
  };

  test('are microcents by scope and period; no numeric cap stays null', async () => {
    expect(
      await limitsOf(
        limit({ scope: { type: 'usage_tier' } }),
        limit({ scope: { type: 'workspace', workspace_id: 'wrkspc_1' }, amount: null }),
      ),
    ).toEqual([
      {
        kind: 'spend',
        workspaceId: null,
        group: 'usage_tier',
        models: null,
        limiter: 'monthly',
        value: 25_000_000_000,
      },
      {
        kind: 'spend',
        workspaceId: 'wrkspc_1',
        group: 'workspace',
        models: null,
        limiter: 'monthly',
        value: null,
      },
    ]);
  });

  test('A28: what is switched off is no limit, and another currency than dollars is named', async () => {
    const limits = await limitsOf(limit({ is_enabled: false }), limit({ currency: 'EUR' }));
    expect(limits).toMatchObject([{ kind: 'spend', currency: 'EUR' }]);
  });

  test('two members with limits have two limits', async () => {
    const of = (user_id: string) => limit({ scope: { type: 'user', user_id } });
    expect(await limitsOf(of('user_1'), of('user_2'))).toMatchObject([
      { group: 'user:user_1', workspaceId: null },
      { group: 'user:user_2', workspaceId: null },
    ]);
  });

  test.each([
    ['A23', { scope: { type: 'workspace' } }, 'data.0.scope.workspace_id'],
    ['A27', { amount: 25000 }, 'data.0.amount'],
    ['A27', { amount: '-1' }, 'data.0.amount'],
  ])('%s: %j refuses the answer', async (_, more, place) => {
    expect(await limitsOf(limit(more))).toEqual({
      kind: 'unexpected-response',
      detail: `unexpected value at ${place}`,
    });
  });
});
