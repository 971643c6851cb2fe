import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Result } from '../../src-main/shared/result.js';
import { answerWith } from './answer-with.js';
import * as plain from './plain-answers.js';
import { questions } from './questions.js';
import * as sdk from './sdk-answers.js';
import { addFields, newFields } from './spoil.js';
import { exactMicrocents } from './values.js';

type Ask<Value> = (api: ReturnType<typeof answerWith>['api']) => Promise<Result<Value>>;

/** Asks with every answer of a kind, unknown fields added, and compares both sides. */
const compare = <Body extends object, Value>(
  ask: Ask<Value>,
  answers: fc.Arbitrary<Body>,
  check: (sent: Body, got: Value) => void,
) =>
  fc.assert(
    fc.asyncProperty(answers, newFields, async (body, more) => {
      const result = await ask(answerWith(JSON.stringify(addFields(body, more))).api);
      if (!result.ok) throw new Error(JSON.stringify(result.failure));
      check(body, result.value);
    }),
    { seed: 20_261_123, numRuns: 150 },
  );

const big = (value: number | null) => (value === null ? null : BigInt(value));
const linked = (page: { readonly has_more: boolean; readonly next_page: string | null }) =>
  page.has_more ? page.next_page : null;

interface WireCounts {
  readonly uncached_input_tokens: number;
  readonly cache_creation: Readonly<
    Record<'ephemeral_1h_input_tokens' | 'ephemeral_5m_input_tokens', number>
  >;
  readonly cache_read_input_tokens: number;
  readonly output_tokens: number;
  readonly server_tool_use: { readonly web_search_requests: number };
}
const countsOf = (row: WireCounts) => ({
  uncachedInput: row.uncached_input_tokens,
  cacheCreation5m: row.cache_creation.ephemeral_5m_input_tokens,
  cacheCreation1h: row.cache_creation.ephemeral_1h_input_tokens,
  cacheRead: row.cache_read_input_tokens,
  output: row.output_tokens,
  webSearchRequests: row.server_tool_use.web_search_requests,
});

describe('A21, A24: what the official SDK describes is read without loss, whatever comes with it', () => {
  test('an organization', () =>
    compare(questions.organization.ask, sdk.organization, ({ id, name }, got) =>
      expect(got).toEqual({ id, name }),
    ));

  test('analytics usage by price', () =>
    compare(
      questions['analytics priced usage'].ask,
      sdk.analyticsUsage,
      (sent, { items, next, refreshedAt }) => {
        expect(next).toBe(linked(sent));
        expect(refreshedAt).toBe(sent.data_refreshed_at && Date.parse(sent.data_refreshed_at));
        expect(items).toEqual(
          sent.data.map(({ starting_at, group, usage }) => ({
            start: Date.parse(starting_at),
            rows: [
              {
                dimensions: {
                  model: group.model,
                  serviceTier: group.service_tier,
                  contextWindow: group.context_window,
                  inferenceGeo: group.inference_geo ?? 'not_available',
                  speed: group.speed,
                },
                tokens: countsOf(usage),
                ...(usage.requests === null ? {} : { requests: usage.requests }),
              },
            ],
          })),
        );
        for (const [index, { usage }] of sent.data.entries()) {
          expect('requests' in (items[index]?.rows[0] ?? {})).toBe(usage.requests !== null);
        }
      },
    ));

  test('analytics usage by user of it', () =>
    compare(questions['analytics share usage'].ask, sdk.analyticsUsage, (sent, { items }) =>
      expect(items.flatMap(({ rows }) => rows.map(({ dimensions }) => dimensions))).toEqual(
        sent.data.map(({ group }) => ({
          model: group.model,
          serviceTier: group.service_tier,
          speed: group.speed,
          workspaceId: group.workspace_id,
          apiKeyId: group.api_key_id,
        })),
      ),
    ));

  test('A27, A28: analytics cost, to the microcent and in its currency', () =>
    compare(questions['analytics cost'].ask, sdk.analyticsCost, (sent, { items, next }) => {
      expect(next).toBe(linked(sent));
      expect(
        items.map(({ amount, listAmount, ...row }) => [big(amount), big(listAmount), row]),
      ).toEqual(
        sent.data.map(({ starting_at, group, cost }) => [
          exactMicrocents(cost.amount),
          exactMicrocents(cost.list_amount),
          {
            start: Date.parse(starting_at),
            dimensions: {
              model: group.model,
              serviceTier: group.service_tier,
              speed: group.speed,
              workspaceId: group.workspace_id,
              apiKeyId: group.api_key_id,
            },
            costType: group.cost_type,
            tokenType: group.token_type,
            currency: cost.currency,
          },
        ]),
      );
    }));

  test('rate limits: each limiter of each group', () =>
    compare(questions['rate limits'].ask, sdk.rateLimits, (sent, { items, next }) => {
      expect(next).toBe(sent.next_page);
      expect(items).toEqual(
        sent.data.flatMap(({ group, models, limits }) =>
          limits.map(({ type, value }) => ({
            kind: 'rate',
            workspaceId: null,
            group: 'display_name' in group ? group.display_name : group.type,
            models,
            limiter: type,
            value,
          })),
        ),
      );
    }));

  test('rate limits of a workspace: its own alone', () =>
    compare(questions['workspace rate limits'].ask, sdk.workspaceRateLimits, (sent, { items }) =>
      expect(items.map(({ workspaceId, limiter, value }) => [workspaceId, limiter, value])).toEqual(
        sent.data.flatMap(({ workspace_id, limits }) =>
          limits
            .filter(({ source }) => source.type === 'workspace')
            .map(({ type, value }) => [workspace_id, type, value]),
        ),
      ),
    ));

  test('A28: spend limits: none that is switched off, and each with its currency', () =>
    compare(questions['spend limits'].ask, sdk.spendLimits, (sent, { items, next }) => {
      expect(next).toBe(sent.next_page);
      const held = sent.data.filter(({ is_enabled }) => is_enabled);
      expect(items.map(({ currency }) => currency ?? 'USD')).toEqual(
        held.map(({ currency }) => currency),
      );
      expect(items.map(({ limiter, value }) => [limiter, big(value)])).toEqual(
        held.map(({ period, amount }) => [
          period,
          amount === null ? null : exactMicrocents(amount),
        ]),
      );
      for (const [index, { scope }] of held.entries()) {
        const { type, ...whose } = scope;
        const [id = ''] = Object.values(whose);
        const isWorkspace = type === 'workspace';
        expect(items[index]).toMatchObject({
          kind: 'spend',
          models: null,
          workspaceId: isWorkspace ? id : null,
          group:
            isWorkspace || !('type' in scope && Object.keys(whose).length) ? type : `${type}:${id}`,
        });
      }
    }));

  test('workspaces', () =>
    compare(questions.workspaces.ask, sdk.workspaces, (sent, { items, next }) => {
      expect(next).toBe(sent.has_more ? sent.last_id : null);
      expect(items).toEqual(
        sent.data.map(({ id, name, created_at, archived_at }) => ({
          kind: 'workspace',
          id,
          name,
          createdAt: Date.parse(created_at),
          archivedAt: archived_at && Date.parse(archived_at),
          status: null,
          hint: null,
        })),
      );
    }));

  test('API keys', () =>
    compare(questions['API keys'].ask, sdk.apiKeys, (sent, { items, next }) => {
      expect(next).toBe(sent.has_more ? sent.last_id : null);
      expect(items).toEqual(
        sent.data.map(({ id, name, created_at, status, partial_key_hint }) => ({
          kind: 'api_key',
          id,
          name,
          createdAt: Date.parse(created_at),
          archivedAt: null,
          status,
          hint: partial_key_hint,
        })),
      );
    }));

  test('members', () =>
    compare(questions.members.ask, sdk.users, (sent, { items }) =>
      expect(items).toEqual(
        sent.data.map(({ id, name, email, role, added_at }) => ({
          kind: 'member',
          id,
          name: name === '' ? email : name,
          createdAt: Date.parse(added_at),
          archivedAt: null,
          status: role,
          hint: email,
        })),
      ),
    ));
});

describe('A21, A24: the reports that the SDK does not describe are read without loss too', () => {
  test('usage', () =>
    compare(questions['priced usage'].ask, plain.usageReport, (sent, { items, next }) => {
      expect(next).toBe(linked(sent));
      expect(items.map(({ start, rows }) => [start, rows.map(({ tokens }) => tokens)])).toEqual(
        sent.data.map(({ starting_at, results }) => [
          Date.parse(starting_at),
          results.map(countsOf),
        ]),
      );
    }));

  test('A27: cost, to the microcent', () =>
    compare(questions.cost.ask, plain.costReport, (sent, { items }) =>
      expect(
        items.map(({ rows }) => rows.map(({ amount, currency }) => [big(amount), currency])),
      ).toEqual(
        sent.data.map(({ results }) =>
          results.map(({ amount, currency }) => [exactMicrocents(amount), currency]),
        ),
      ),
    ));

  test('A27: the estimates of Claude Code, whose cents are JSON numbers', () =>
    compare(questions['Claude Code'].ask, plain.claudeCode, (sent, { items }) => {
      expect(items.map(({ models }) => models.map(({ estimated }) => big(estimated)))).toEqual(
        sent.data.map(({ model_breakdown }) =>
          model_breakdown.map(({ estimated_cost: { amount, currency } }) =>
            currency === 'USD' ? exactMicrocents(decimalText(amount)) : null,
          ),
        ),
      );
      expect(items.map(({ tools }) => tools)).toEqual(
        sent.data.map(({ tool_actions }) =>
          Object.entries(tool_actions).map(([tool, counts]) => ({ tool, ...counts })),
        ),
      );
      expect(
        items.map(({ sessions, linesAdded, commits }) => [sessions, linesAdded, commits]),
      ).toEqual(
        sent.data.map(({ core_metrics: metrics }) => [
          metrics.num_sessions,
          metrics.lines_of_code.added,
          metrics.commits_by_claude_code,
        ]),
      );
    }));
});

/** The shortest digits that mean this number, without an exponent. */
const decimalText = (amount: number) =>
  amount.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 });
