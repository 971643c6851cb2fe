import { describe, expect, test } from 'vitest';
import { floorDay } from '../../../src-main/shared/units.js';
import { closeAfterEach, DAY, KEY, never, sendJson, serve } from './asking.js';

closeAfterEach();

const answering = async (data: readonly object[], more: object = {}) =>
  (await serve((response) => sendJson(response, { data, has_more: false, ...more }))).api;

describe('Claude Code', () => {
  const record = (more: Readonly<Record<string, unknown>> = {}) => ({
    actor: { type: 'user_actor', email_address: 'mira@example.com' },
    core_metrics: {
      commits_by_claude_code: 6,
      lines_of_code: { added: 812, removed: 240 },
      num_sessions: 9,
      pull_requests_by_claude_code: 1,
    },
    customer_type: 'subscription',
    date: '2026-11-20T00:00:00Z',
    model_breakdown: [
      {
        estimated_cost: { amount: 318, currency: 'USD' },
        model: 'claude-opus-5-5',
        tokens: { cache_creation: 1, cache_read: 2, input: 3, output: 4 },
      },
    ],
    terminal_type: 'vscode',
    tool_actions: { edit_tool: { accepted: 41, rejected: 3 } },
    ...more,
  });
  const read = async (...data: readonly object[]) => {
    const api = await answering(data);
    const first = { page: null, signal: never() };
    const result = await api.fetchClaudeCode(KEY, floorDay(DAY.from), first);
    return result.ok ? result.value.items : result.failure;
  };
  const costing = async (amount: unknown, currency = 'USD') =>
    read(
      record({
        model_breakdown: [{ ...record().model_breakdown[0], estimated_cost: { amount, currency } }],
      }),
    );

  test('A22: a record of the older form, without the newer fields', async () => {
    expect(await read(record())).toEqual([
      {
        actorType: 'user_actor',
        actor: 'mira@example.com',
        customerType: 'subscription',
        subscriptionType: null,
        terminalType: 'vscode',
        isRemote: false,
        sessions: 9,
        linesAdded: 812,
        linesRemoved: 240,
        commits: 6,
        pullRequests: 1,
        models: [
          {
            model: 'claude-opus-5-5',
            uncachedInput: 3,
            output: 4,
            cacheRead: 2,
            cacheCreation: 1,
            estimated: 318_000_000,
          },
        ],
        tools: [{ tool: 'edit_tool', accepted: 41, rejected: 3 }],
      },
    ]);
  });

  test('A24: a kind of actor that is new is told by its kind', async () => {
    expect(await read(record({ actor: { type: 'moon_actor', moon: 1 } }))).toMatchObject([
      { actorType: 'moon_actor', actor: null },
    ]);
  });

  test.each([
    [0.1, 100_000],
    [0.29, 290_000],
    [1234.5678, 1_234_567_800],
    [5e-7, 1],
    [4.9e-7, 0],
    [1e-300, 0],
    [0, 0],
  ])('A27: %d cents are %i microcents', async (amount, microcents) => {
    expect(await costing(amount)).toMatchObject([{ models: [{ estimated: microcents }] }]);
  });

  test.each(['318', -1, 1e300, null])(
    'A27: an estimate of %j refuses the answer',
    async (amount) => {
      expect(await costing(amount)).toEqual({
        kind: 'unexpected-response',
        detail: 'unexpected value at data.0.model_breakdown.0.estimated_cost.amount',
      });
    },
  );

  test('A28: an estimate in another currency is none', async () => {
    expect(await costing(318, 'EUR')).toMatchObject([{ models: [{ estimated: null }] }]);
  });

  test('a record of another day refuses the answer', async () => {
    expect(await read(record(), record({ date: '2026-11-19T00:00:00Z' }))).toEqual({
      kind: 'unexpected-response',
      detail: 'unexpected value at data.1.date',
    });
  });

  test('A36: a tool named __proto__ reaches nothing', async () => {
    const body = JSON.stringify({ data: [record()], has_more: false }).replace(
      '"edit_tool"',
      '"__proto__":{"accepted":1,"rejected":1},"edit_tool"',
    );
    const { api } = await serve((response) => sendJson(response, body));
    const first = { page: null, signal: never() };
    expect(await api.fetchClaudeCode(KEY, floorDay(DAY.from), first)).toMatchObject({ ok: true });
    expect(Reflect.get({}, 'accepted')).toBeUndefined();
  });
});

describe('names', () => {
  test('A22: an API key of either version, with its status and hint', async () => {
    const key = {
      id: 'apikey_1',
      name: 'ci',
      status: 'inactive',
      partial_key_hint: 'sk-ant-api03-Q7x...pgAA',
      created_at: '2026-02-11T08:45:10.306218Z',
    };
    const api = await answering([
      { ...key, workspace_id: null },
      { ...key, scope: { type: 'workspace', workspace_id: 'wrkspc_1' } },
    ]);
    const label = {
      kind: 'api_key',
      id: 'apikey_1',
      name: 'ci',
      createdAt: Date.parse('2026-02-11T08:45:10.306Z'),
      archivedAt: null,
      status: 'inactive',
      hint: 'sk-ant-api03-Q7x...pgAA',
    };
    expect(await api.fetchLabels(KEY, 'api_key', null, never())).toEqual({
      ok: true,
      value: { items: [label, label], next: null },
    });
  });

  test.each([
    ['Mira Holt', 'mira@example.com', 'Mira Holt'],
    ['', 'mira@example.com', 'mira@example.com'],
    [null, null, 'user_1'],
  ])('a member called %j with the address %j is shown as %s', async (name, email, shown) => {
    const api = await answering([{ id: 'user_1', name, email, role: 'developer' }]);
    expect(await api.fetchLabels(KEY, 'member', null, never())).toMatchObject({
      value: {
        items: [{ kind: 'member', id: 'user_1', name: shown, hint: email, status: 'developer' }],
      },
    });
  });

  test('the last id leads on while there is more', async () => {
    const api = await answering([{ id: 'user_1' }], { has_more: true, last_id: 'user_1' });
    expect(await api.fetchLabels(KEY, 'member', null, never())).toMatchObject({
      value: { next: 'user_1' },
    });
  });
});
