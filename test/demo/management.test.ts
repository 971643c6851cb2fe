import { describe, expect, test } from 'vitest';
import { apiKeyStatus, inventOrganization } from '../../src-main/demo/organization.js';
import { ask, type ErrorBody, type ListPage, NOW, type Query, stateOf } from './asking.js';

interface Item {
  readonly id: string;
  readonly name: string;
  readonly status: string;
}

const organization = inventOrganization(1);
const newVersion = { 'anthropic-version': '2026-10-21' };
const idOfWorkspace = (name: string) =>
  organization.workspaces.find((workspace) => workspace.name === name)?.id ?? '';
const namesOf = (path: string, query: Query = {}) =>
  ask<ListPage<Item>>(path, query).body.data.map(({ name }) => name);

describe('the invented organization', () => {
  test('is the same for the same seed and another for another', () => {
    expect(inventOrganization(1)).toEqual(organization);
    const other = inventOrganization(2);
    expect(other.id).not.toBe(organization.id);
    expect(other.name).not.toBe(organization.name);
    expect(other.apiKeys[0]?.id).not.toBe(organization.apiKeys[0]?.id);
    expect(inventOrganization(1, 'chosen').id).toBe('chosen');
  });

  test('has ids in the shape the API gives them', () => {
    expect(organization.id).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    const ids = [...organization.workspaces, ...organization.apiKeys, ...organization.members].map(
      ({ id }) => id,
    );
    expect(ids.filter((id) => !/^[a-z]+_01[1-9A-HJ-NP-Za-km-z]{22}$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('has keys of every status and members of every role', () => {
    const statuses = new Set(organization.apiKeys.map((key) => apiKeyStatus(key, NOW)));
    expect(statuses).toEqual(new Set(['active', 'inactive', 'archived', 'expired']));
    expect(organization.members).toHaveLength(12);
    expect(organization.members.every(({ email }) => email.endsWith('@example.com'))).toBe(true);
    expect(new Set(organization.members.map(({ email }) => email)).size).toBe(12);
  });
});

describe('management lists', () => {
  test('name the organization under /me', () => {
    expect(ask('me').body).toEqual({
      id: organization.id,
      type: 'organization',
      name: 'Fjordlys AS',
    });
  });

  test('hide archived workspaces and the default one unless asked', () => {
    expect(namesOf('workspaces')).toHaveLength(4);
    expect(namesOf('workspaces', { include_archived: 'true' })).toContain('Spring pilot');
    const all = namesOf('workspaces', { include_archived: 'true', include_default: 'true' });
    expect(all).toHaveLength(6);
    expect(all).toContain('Default');
    expect(ask('workspaces', { include_archived: 'yes' }).status).toBe(400);
  });

  test('give api keys in the shape of each API version', () => {
    const query = { limit: '100' };
    const old = ask<ListPage<Record<string, unknown>>>('api_keys', query).body.data;
    const recent = ask<ListPage<Record<string, unknown>>>('api_keys', query, stateOf(), newVersion);
    expect(old.every((key) => 'workspace_id' in key && 'scope' in key)).toBe(true);
    expect(recent.body.data.some((key) => 'workspace_id' in key)).toBe(false);
    const notebook = old.find(({ name }) => name === 'notebook-tuva');
    expect(notebook).toMatchObject({
      workspace_id: null,
      scope: { type: 'workspace', workspace_id: idOfWorkspace('Default') },
    });
  });

  test('filter api keys by status, workspace and creator', () => {
    expect(namesOf('api_keys', { status: 'expired' })).toEqual(['evaluation-summer']);
    expect(namesOf('api_keys', { workspace_id: idOfWorkspace('Claude Code') })).toEqual([
      'claude-code-shared',
      'claude-code-ci',
    ]);
    const creator = organization.apiKeys[0]?.createdBy ?? '';
    expect(namesOf('api_keys', { created_by_user_id: creator })).toContain('support-desk-prod');
    expect(ask('api_keys', { status: 'sleeping' }).status).toBe(400);
  });

  test('page forward and backward by id', () => {
    const all = organization.apiKeys.map(({ id }) => id);
    const page = (query: Query) => ask<ListPage<Item>>('api_keys', query).body;
    const first = page({ limit: '5' });
    expect([first.first_id, first.last_id, first.has_more]).toEqual([all[0], all[4], true]);
    const second = page({ limit: '5', after_id: first.last_id ?? '' });
    const third = page({ limit: '5', after_id: second.last_id ?? '' });
    expect([...first.data, ...second.data, ...third.data].map(({ id }) => id)).toEqual(all);
    expect([second.has_more, third.has_more]).toEqual([true, false]);
    const back = page({ limit: '5', before_id: third.first_id ?? '' });
    expect(back.data).toEqual(second.data);
    expect(back.has_more).toBe(true);
    expect(page({ after_id: all.at(-1) ?? '' })).toEqual({
      data: [],
      has_more: false,
      first_id: null,
      last_id: null,
    });
    for (const limit of ['0', '1001']) expect(ask('api_keys', { limit }).status).toBe(400);
    expect(ask('api_keys', { after_id: 'apikey_01unknown' }).status).toBe(400);
  });

  test('page twenty at a time unless a limit is given', () => {
    const many = Array.from({ length: 45 }, (_, n) => inventOrganization(n + 1).members).flat();
    const state = stateOf({ organization: { ...organization, members: many } });
    const { body } = ask<ListPage<Item>>('users', {}, state);
    expect([body.data.length, body.has_more]).toEqual([20, true]);
  });

  test('know users, invites and the members of a workspace', () => {
    expect(namesOf('users', { roles: ['admin'] })).toHaveLength(2);
    expect(namesOf('users', { email: 'tuva@example.com' })).toEqual(['Tuva Myrland']);
    const statuses = ask<ListPage<Item>>('invites').body.data.map(({ status }) => status);
    expect(statuses).toEqual(['accepted', 'expired', 'pending']);
    expect(ask<ListPage<Item>>('invites', { statuses: ['pending'] }).body.data).toHaveLength(1);
    const members = ask<ListPage<{ workspace_role: string }>>(
      `workspaces/${idOfWorkspace('Support desk')}/members`,
    ).body.data;
    expect(new Set(members.map(({ workspace_role }) => workspace_role))).toEqual(
      new Set(['workspace_admin', 'workspace_billing', 'workspace_developer', 'workspace_user']),
    );
  });

  test('filter invites by role and address, and show one by its id', () => {
    const [first] = organization.invites;
    const found = ask<ListPage<Item>>('invites', { email: first?.email ?? '' }).body.data;
    expect(found.map(({ id }) => id)).toEqual([first?.id]);
    expect(ask<Item>(`invites/${first?.id}`).body).toEqual(found[0]);
    const roles = organization.invites.filter(({ role }) => role === first?.role);
    expect(ask<ListPage<Item>>('invites', { roles: [first?.role ?? ''] }).body.data).toHaveLength(
      roles.length,
    );
    expect(ask('invites', { statuses: ['deleted'] }).status).toBe(400);
    expect(ask('invites', { roles: 'developer' }).status).toBe(400);
  });

  test('page members by person, and show one of them', () => {
    const path = `workspaces/${idOfWorkspace('Support desk')}/members`;
    interface WorkspaceMember {
      readonly user_id: string;
    }
    const all = ask<ListPage<WorkspaceMember>>(path).body.data;
    const first = ask<ListPage<WorkspaceMember>>(path, { limit: '2' }).body;
    expect([first.first_id, first.last_id]).toEqual([all[0]?.user_id, all[1]?.user_id]);
    const rest = ask<ListPage<WorkspaceMember>>(path, { after_id: first.last_id ?? '' }).body.data;
    expect([...first.data, ...rest]).toEqual(all);
    expect(ask(`${path}/${all[2]?.user_id}`).body).toEqual(all[2]);
    expect(ask(`${path}/user_01nobody`).status).toBe(404);
  });

  test('count a key of the whole organization to no workspace', () => {
    const wide = organization.apiKeys.find(({ isOrganizationWide }) => isOrganizationWide);
    expect(ask(`api_keys/${wide?.id}`).body).toMatchObject({
      scope: { type: 'organization' },
      workspace_id: null,
    });
    expect(namesOf('api_keys', { workspace_id: wide?.workspaceId ?? '' })).not.toContain(
      wide?.name,
    );
  });

  test('list workspaces by their ids, at most a hundred', () => {
    const ids = [idOfWorkspace('Support desk'), idOfWorkspace('Spring pilot')];
    expect(namesOf('workspaces', { ids })).toEqual(['Support desk']);
    expect(namesOf('workspaces', { ids, include_archived: 'true' })).toHaveLength(2);
    expect(ask('workspaces', { ids: Array(101).fill('wrkspc_01x') }).status).toBe(400);
  });

  test('show one object by its id and 404 for what is not there', () => {
    const key = organization.apiKeys[3];
    expect(ask<Item>(`api_keys/${key?.id}`).body.name).toBe(key?.name);
    for (const path of [
      'api_keys/apikey_01nobody',
      'workspaces/wrkspc_01nobody',
      'workspaces/wrkspc_01nobody/members',
      'users/user_01nobody',
      'nothing',
      'analytics/usage',
    ]) {
      const { status, body } = ask<ErrorBody>(path);
      expect([status, body.error.type]).toEqual([404, 'not_found_error']);
    }
  });

  test('show a smaller organization at an earlier time', () => {
    const earlier = stateOf({ now: Date.parse('2025-11-01T12:00:00Z') });
    const query = { include_archived: 'true', include_default: 'true' };
    const { body } = ask<ListPage<Item>>('workspaces', query, earlier);
    expect(body.data.map(({ name }) => name)).not.toContain('Spring pilot');
    const keys = ask<ListPage<Item>>('api_keys', {}, earlier).body.data;
    expect(keys.every(({ status }) => status === 'active')).toBe(true);
  });
});

describe('limits', () => {
  interface TokenPage {
    readonly data: readonly Record<string, unknown>[];
    readonly next_page: string | null;
  }

  test('come in one page, in the shape of each API version', () => {
    const old = ask<TokenPage>('rate_limits').body;
    expect(old.next_page).toBeNull();
    expect(old.data.every((entry) => 'group_type' in entry && 'group' in entry)).toBe(true);
    const recent = ask<TokenPage>('rate_limits', {}, stateOf(), newVersion).body;
    expect(recent.data.some((entry) => 'group_type' in entry)).toBe(false);
    expect(recent.data).toHaveLength(old.data.length);
  });

  test('can be paged and filtered', () => {
    const first = ask<TokenPage>('rate_limits', { limit: '6' }).body;
    expect(first.data).toHaveLength(6);
    const page = first.next_page ?? '';
    const rest = ask<TokenPage>('rate_limits', { limit: '6', page }).body;
    expect(rest.next_page).toBeNull();
    expect(ask('rate_limits', { limit: '5', page }).status).toBe(400);
    expect(ask<TokenPage>('rate_limits', { group_type: 'batch' }).body.data).toHaveLength(1);
    expect(ask<TokenPage>('rate_limits', { model: 'claude-opus-5-5' }).body.data).toHaveLength(1);
    expect(ask('rate_limits', { model: 'claude-unheard-of' }).status).toBe(404);
  });

  test('of a workspace are its own unless inherited ones are asked for', () => {
    const path = `workspaces/${idOfWorkspace('Claude Code')}/rate_limits`;
    expect(ask<TokenPage>(path).body.data).toHaveLength(1);
    const all = ask<TokenPage>(path, { include_inherited: 'true' }).body.data;
    expect(all.length).toBe(ask<TokenPage>('rate_limits').body.data.length);
    expect(ask<TokenPage>(`workspaces/${idOfWorkspace('Default')}/rate_limits`).body.data).toEqual(
      [],
    );
  });

  test('of money are not offered to this organization', () => {
    const { status, body } = ask<{ error: { details: { error_code: string } } }>('spend_limits');
    expect([status, body.error.details.error_code]).toEqual([
      400,
      'organization_type_not_supported',
    ]);
  });
});

describe('the Claude Code report', () => {
  interface Record_ {
    readonly actor: { readonly type: string; readonly email_address?: string };
    readonly customer_type: string;
    readonly date: string;
    readonly model_breakdown: readonly {
      readonly estimated_cost: { readonly amount: number };
      readonly tokens: { readonly output: number };
    }[];
  }
  interface Page {
    readonly data: readonly Record_[];
    readonly has_more: boolean;
    readonly next_page: string | null;
  }
  const PATH = 'usage_report/claude_code';
  const starting_at = '2026-11-18';

  test('has people, keys and plan seats of one day', () => {
    const { data } = ask<Page>(PATH, { starting_at }).body;
    expect(new Set(data.map(({ actor }) => actor.type))).toEqual(
      new Set(['user_actor', 'api_actor']),
    );
    expect(new Set(data.map(({ customer_type }) => customer_type))).toEqual(
      new Set(['api', 'subscription']),
    );
    expect(data.every(({ date }) => date === '2026-11-18T00:00:00Z')).toBe(true);
  });

  test('counts the tokens of the ledger for everybody without a plan seat', () => {
    const reported = ask<Page>(PATH, { starting_at })
      .body.data.filter(({ customer_type }) => customer_type === 'api')
      .flatMap(({ model_breakdown }) => model_breakdown)
      .reduce((sum, { tokens }) => sum + tokens.output, 0);
    const usage = ask<{ data: { results: { output_tokens: number }[] }[] }>(
      'usage_report/messages',
      {
        starting_at: '2026-11-18T00:00:00Z',
        ending_at: '2026-11-19T00:00:00Z',
        workspace_ids: [idOfWorkspace('Claude Code')],
      },
    ).body;
    expect(reported).toBe(usage.data[0]?.results[0]?.output_tokens);
  });

  test('is paged by record, with tokens of its own', () => {
    const whole = ask<Page>(PATH, { starting_at }).body.data;
    const first = ask<Page>(PATH, { starting_at, limit: '3' }).body;
    expect([first.data.length, first.has_more]).toEqual([3, true]);
    const page = first.next_page ?? '';
    const second = ask<Page>(PATH, { starting_at, limit: '3', page }).body;
    expect([...first.data, ...second.data]).toEqual(whole.slice(0, 6));
    expect(ask(PATH, { starting_at: '2026-11-17', limit: '3', page }).status).toBe(400);
  });

  test('takes a day, not a time, and has nothing of the future', () => {
    expect(ask(PATH, { starting_at: '2026-11-18T00:00:00Z' }).status).toBe(400);
    expect(ask(PATH).status).toBe(400);
    expect(ask<Page>(PATH, { starting_at: '2026-12-24' }).body.data).toEqual([]);
  });

  test('waits an hour before it shows anything', () => {
    const now = Date.parse('2026-11-18T08:30:00Z');
    const early = ask<Page>(PATH, { starting_at }, stateOf({ now })).body.data;
    const later = ask<Page>(PATH, { starting_at }, stateOf({ now: now + 6 * 3_600_000 })).body.data;
    expect(early.length).toBeLessThan(later.length);
    expect(later.every(({ customer_type }) => customer_type === 'api')).toBe(true);
  });
});
