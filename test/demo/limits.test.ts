import { describe, expect, test } from 'vitest';
import type { ApiState } from '../../src-main/demo/api-exchange.js';
import { floorMinute } from '../../src-main/shared/units.js';
import { ask, commonHeaders, type ErrorBody, NOW, type Query, stateOf } from './asking.js';
import { ledgerBetween } from './counts.js';
import { createSpoiledApi } from './spoiled-api.js';

interface TokenPage<Item> {
  readonly data: readonly Item[];
  readonly next_page: string | null;
}

describe('rate limits', () => {
  interface RateLimit {
    readonly id: string;
    readonly group: { readonly type: string; readonly display_name?: string };
    readonly limits: readonly {
      readonly type: string;
      readonly value: number;
      readonly org_limit?: number;
    }[];
  }
  const opus = (path: string, state: ApiState, query: Query = {}) =>
    ask<TokenPage<RateLimit>>(path, query, state)
      .body.data.find(({ group }) => group.display_name === 'Claude Opus 5.x')
      ?.limits.find(({ type }) => type === 'output_tokens_per_minute');

  test('change at the moment they are told to, alone', () => {
    const limitChange = {
      at: NOW,
      group: 'Claude Opus 5.x',
      limiter: 'output_tokens_per_minute',
      value: 16_000,
    };
    const before = stateOf({ limitChange, now: NOW - 1 });
    const after = stateOf({ limitChange });
    expect(opus('rate_limits', before)?.value).toBe(8_000);
    expect(opus('rate_limits', after)?.value).toBe(16_000);
    expect(ask('rate_limits', {}, before).body).toEqual(ask('rate_limits').body);
    const values = (state: ApiState) =>
      ask<TokenPage<RateLimit>>('rate_limits', {}, state).body.data.flatMap(({ limits }) => limits);
    const changed = values(after).filter(
      ({ value }, index) => values(before)[index]?.value !== value,
    );
    expect(changed).toEqual([{ type: 'output_tokens_per_minute', value: 16_000 }]);
    const workspace = after.organization.workspaces.find(({ name }) => name === 'Claude Code');
    expect(opus(`workspaces/${workspace?.id}/rate_limits`, after)?.org_limit).toBe(16_000);
  });

  test('leave the busiest minutes room, and not much', () => {
    const groups = ask<TokenPage<RateLimit & { readonly models: readonly string[] | null }>>(
      'rate_limits',
    ).body.data.filter(({ models }) => models !== null);
    const nearest = new Map<string, number>();
    const minutes = new Map<string, { input: number; output: number; requests: number }>();
    for (const entry of ledgerBetween('2026-11-01T00:00:00Z', '2027-03-01T00:00:00Z')) {
      const { at, model, tokens, serviceTier, speed } = entry;
      if (serviceTier === 'batch' || speed === 'fast') continue;
      const group = groups.find(({ models }) => models?.includes(model.replace(/-\d{8}$/, '')));
      const name = group?.group.display_name ?? model;
      const minute = `${name} ${floorMinute(at)}`;
      const known = minutes.get(minute) ?? { input: 0, output: 0, requests: 0 };
      known.input += tokens.uncachedInput + tokens.cacheCreation5m + tokens.cacheCreation1h;
      known.output += tokens.output;
      known.requests += 1;
      minutes.set(minute, known);
      const cap = (type: string) => group?.limits.find((limit) => limit.type === type)?.value ?? 0;
      const share = Math.max(
        known.input / cap('input_tokens_per_minute_cache_aware'),
        known.output / cap('output_tokens_per_minute'),
        known.requests / cap('requests_per_minute'),
      );
      nearest.set(name, Math.max(share, nearest.get(name) ?? 0));
    }
    expect(nearest.size).toBeGreaterThanOrEqual(5);
    for (const [name, share] of nearest) {
      expect(share, name).toBeLessThan(1);
      expect(share, name).toBeGreaterThan(0.4);
    }
  });

  test('know a model by its dated name', () => {
    const model = 'claude-haiku-4-5-20251001';
    const { data } = ask<TokenPage<RateLimit>>('rate_limits', { model }).body;
    expect(data.map(({ group }) => group.display_name)).toEqual(['Claude Haiku 4.5']);
  });
});

describe('spend limits', () => {
  interface SpendLimit {
    readonly id: string;
    readonly amount: string;
    readonly period: string;
    readonly scope: { readonly type: string; readonly workspace_id?: string };
  }
  const state = stateOf({ spendLimits: true });
  const headers = { ...commonHeaders, 'anthropic-beta': 'spend-limit-reads-2026-09-26' };
  const read = <Body = TokenPage<SpendLimit>>(path: string, query: Query = {}) =>
    ask<Body>(path, query, state, headers);
  const scopes = (query: Query) =>
    read('spend_limits', query).body.data.map(({ scope }) => scope.type);

  test('are whole cents per month of the tier, the organization and a workspace', () => {
    const { data, next_page } = read('spend_limits').body;
    expect(next_page).toBeNull();
    expect(data.map(({ scope }) => scope.type)).toEqual([
      'usage_tier',
      'organization',
      'workspace',
    ]);
    for (const { amount, period } of data) {
      expect(amount).toMatch(/^[1-9]\d*$/);
      expect(period).toBe('monthly');
    }
  });

  test('are filtered by scope and workspace', () => {
    expect(scopes({ scope_type: ['usage_tier', 'workspace'] })).toEqual([
      'usage_tier',
      'workspace',
    ]);
    expect(scopes({ scope_type: ['seat_tier'] })).toEqual([]);
    const workspace_id = read('spend_limits').body.data.at(-1)?.scope.workspace_id ?? '';
    expect(scopes({ workspace_id })).toEqual(['workspace']);
    expect(read('spend_limits', { scope_type: ['moon'] }).status).toBe(400);
    expect(read('spend_limits', { scope_type: 'workspace' }).status).toBe(400);
  });

  test('come page by page, each with a token of its own question', () => {
    const first = read('spend_limits', { limit: '2' }).body;
    expect(first.data).toHaveLength(2);
    const page = first.next_page ?? '';
    const second = read('spend_limits', { limit: '2', page }).body;
    expect([second.data.length, second.next_page]).toEqual([1, null]);
    expect(read('spend_limits', { limit: '1', page }).status).toBe(400);
    const [one] = first.data;
    expect(read<SpendLimit>(`spend_limits/${one?.id}`).body).toEqual(one);
    expect(read('spend_limits/spl_01nobody').status).toBe(404);
  });

  test('need their beta header, and a preview that is off by default', () => {
    expect(ask('spend_limits', {}, state).status).toBe(404);
    const { status, body } = ask<{ error: { details: { error_code: string } } }>(
      'spend_limits',
      {},
      stateOf(),
      headers,
    );
    expect([status, body.error.details.error_code]).toEqual([
      400,
      'organization_type_not_supported',
    ]);
  });

  test('in effect are never told to a Console organization', () => {
    const { status, body } = read<ErrorBody>('spend_limits/effective');
    expect([status, body.error.type]).toEqual([400, 'invalid_request_error']);
  });
});

describe('a list of limits that begins with an empty page', () => {
  const { bodyOf, spoil } = createSpoiledApi();

  test('A35 is whole for a reader that follows the token', async () => {
    const good = await bodyOf('rate_limits?limit=6');
    spoil('empty-page-first');
    const empty = await bodyOf('rate_limits?limit=6');
    expect(empty.data).toEqual([]);
    const token = (page: unknown) => encodeURIComponent(String(page));
    const first = await bodyOf(`rate_limits?limit=6&page=${token(empty.next_page)}`);
    expect(first).toEqual(good);
    const rest = await bodyOf(`rate_limits?limit=6&page=${token(first.next_page)}`);
    expect([rest.data.length > 0, rest.next_page]).toEqual([true, null]);
  });
});
