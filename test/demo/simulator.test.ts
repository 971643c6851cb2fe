import { afterEach, describe, expect, test } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../src-main/demo/simulator.js';
import { createSimulator } from '../../src-main/demo/simulator.js';
import { HOUR_MS } from '../../src-main/shared/units.js';
import type { ReportPage, UsageRow } from './asking.js';
import { ADMIN_KEY, commonHeaders, NOW, queryOf } from './asking.js';
import { countsOf, entryCounts, ledgerBetween, sumCounts } from './counts.js';

const running: Simulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await createSimulator({ now: () => NOW, ...options });
  running.push(simulator);
  return simulator;
}

const headers = { ...commonHeaders, 'x-api-key': ADMIN_KEY };
const get = (
  simulator: Simulator,
  path: string,
  extra: Readonly<Record<string, string>> = headers,
) => fetch(`${simulator.url}/v1/organizations/${path}`, { headers: extra });

describe('the simulator', () => {
  test('listens on loopback and names its organization', async () => {
    const simulator = await start({ seed: 3, organizationId: 'chosen-id' });
    expect(simulator.url).toBe(`http://127.0.0.1:${simulator.port}`);
    const response = await get(simulator, 'me');
    expect(await response.json()).toMatchObject({ id: 'chosen-id', type: 'organization' });
    expect(response.headers.get('anthropic-organization-id')).toBe('chosen-id');
    expect(response.headers.get('date')).toBe('Sat, 21 Nov 2026 20:17:05 GMT');
  });

  test('gives every answer an id of its own, repeated in error bodies', async () => {
    const simulator = await start();
    const good = await get(simulator, 'me');
    const bad = await get(simulator, 'cost_report');
    const ids = [good, bad].map((response) => response.headers.get('request-id') ?? '');
    expect(ids.every((id) => /^req_\w{24}$/.test(id))).toBe(true);
    expect(ids[0]).not.toBe(ids[1]);
    expect(await bad.json()).toMatchObject({ type: 'error', request_id: ids[1] });
  });

  test('accepts any admin key unless it was given a list', async () => {
    const open = await start();
    const closed = await start({ adminKeys: [ADMIN_KEY] });
    const status = async (simulator: Simulator, credential: Readonly<Record<string, string>>) =>
      (await get(simulator, 'me', { 'anthropic-version': '2023-06-01', ...credential })).status;
    expect(await status(open, { 'x-api-key': 'sk-ant-admin01-whatever' })).toBe(200);
    expect(await status(open, { authorization: 'Bearer sk-ant-admin01-whatever' })).toBe(200);
    expect(await status(open, { 'x-api-key': 'sk-ant-api03-workspace-key' })).toBe(401);
    expect(await status(open, {})).toBe(401);
    expect(await status(closed, { 'x-api-key': ADMIN_KEY })).toBe(200);
    expect(await status(closed, { 'x-api-key': 'sk-ant-admin01-whatever' })).toBe(401);
    const refused = await get(closed, 'me', { 'x-api-key': 'x' });
    expect(await refused.json()).toMatchObject({ error: { type: 'authentication_error' } });
  });

  test('forgets a revoked key at once', async () => {
    const simulator = await start();
    expect((await get(simulator, 'me')).status).toBe(200);
    simulator.revoke(ADMIN_KEY);
    expect((await get(simulator, 'me')).status).toBe(401);
  });

  test('wants a version it knows', async () => {
    const simulator = await start();
    const status = async (version?: string) => {
      const versioned = version === undefined ? {} : { 'anthropic-version': version };
      return (await get(simulator, 'me', { 'x-api-key': ADMIN_KEY, ...versioned })).status;
    };
    expect(await status('2023-06-01')).toBe(200);
    expect(await status('2026-10-21')).toBe(200);
    expect(await status('2024-01-01')).toBe(400);
    expect(await status()).toBe(400);
  });

  test('changes nothing', async () => {
    const simulator = await start();
    const write = async (path: string, method = 'POST') => {
      const url = `${simulator.url}/v1/organizations/${path}`;
      return (await fetch(url, { method, headers, body: '{}' })).status;
    };
    for (const path of [
      'users',
      'invites',
      'workspaces',
      'api_keys/apikey_01x',
      'workspaces/wrkspc_01x/archive',
      'workspaces/wrkspc_01x/rate_limits/rl_01x',
      'spend_limits',
    ]) {
      expect(await write(path)).toBe(405);
    }
    expect(await write('users/user_01x', 'DELETE')).toBe(405);
    expect(await write('nowhere')).toBe(404);
  });

  test('records what was asked, never the key', async () => {
    const simulator = await start();
    await get(simulator, 'api_keys?limit=5&status=active');
    await get(simulator, 'nowhere');
    expect(simulator.requests).toEqual([
      {
        method: 'GET',
        path: '/v1/organizations/api_keys',
        query: 'limit=5&status=active',
        status: 200,
      },
      { method: 'GET', path: '/v1/organizations/nowhere', query: '', status: 404 },
    ]);
    expect(JSON.stringify(simulator.requests)).not.toContain(ADMIN_KEY);
  });

  test('forgets all but the last requests where that is asked', async () => {
    const simulator = await start({ requestsKept: 2 });
    const ids = new Set<string | null>();
    for (const path of ['me', 'users', 'invites', 'api_keys']) {
      ids.add((await get(simulator, path)).headers.get('request-id'));
    }
    expect(simulator.requests.map(({ path }) => path.split('/').at(-1))).toEqual([
      'invites',
      'api_keys',
    ]);
    expect(ids.size).toBe(4);
  });

  test('reads percent-encoded brackets', async () => {
    const simulator = await start();
    const path =
      'usage_report/messages?starting_at=2026-11-18T00%3A00%3A00Z&ending_at=2026-11-19T00:00:00Z';
    const encoded = await get(simulator, `${path}&group_by%5B%5D=model`);
    const literal = await get(simulator, `${path}&group_by[]=model`);
    expect(await encoded.text()).toBe(await literal.text());
  });

  test('follows its clock', async () => {
    let now = Date.parse('2026-11-18T08:00:00Z');
    const simulator = await start({ now: () => now });
    const day =
      'usage_report/messages?starting_at=2026-11-18T00:00:00Z&ending_at=2026-11-19T00:00:00Z';
    const before = await (await get(simulator, day)).text();
    now += 3 * HOUR_MS;
    expect(await (await get(simulator, day)).text()).not.toBe(before);
  });

  test('stops at once, twice if need be, whoever still listens', async () => {
    const simulator = await start({ faults: ['no-headers'] });
    const pending = get(simulator, 'me').catch((error: unknown) => error);
    await expect.poll(() => simulator.requests.length).toBe(1);
    await Promise.all([simulator.stop(), simulator.stop()]);
    expect(await pending).toBeInstanceOf(Error);
    await expect(get(simulator, 'me')).rejects.toThrow();
  });

  test('refuses a port that is taken', async () => {
    const simulator = await start();
    await expect(createSimulator({ port: simulator.port })).rejects.toThrow('EADDRINUSE');
  });
});

describe('thirteen months over HTTP', () => {
  test('come page by page and add up to the ledger', async () => {
    const simulator = await start();
    const query = {
      starting_at: '2025-10-21T00:00:00Z',
      ending_at: '2026-11-21T21:00:00Z',
      bucket_width: '1h',
      limit: '168',
      group_by: ['model', 'service_tier', 'context_window', 'inference_geo', 'speed'],
    };
    const hours = (Date.parse(query.ending_at) - Date.parse(query.starting_at)) / HOUR_MS;
    const starts: string[] = [];
    let total = sumCounts([]);
    let page: string | null = null;
    do {
      const params = queryOf(page === null ? query : { ...query, page });
      const response = await get(simulator, `usage_report/messages?${params}`);
      const body = (await response.json()) as ReportPage<UsageRow>;
      starts.push(...body.data.map(({ starting_at }) => starting_at));
      const counts = body.data.flatMap(({ results }) => results.map(countsOf));
      total = sumCounts([total, ...counts]);
      page = body.has_more ? body.next_page : null;
    } while (page !== null);

    const seen = ledgerBetween(query.starting_at, query.ending_at).filter((e) => e.at < NOW);
    expect(total).toEqual(sumCounts(seen.map(entryCounts)));
    expect(starts).toHaveLength(hours);
    expect(new Set(starts).size).toBe(starts.length);
    expect(simulator.requests).toHaveLength(Math.ceil(hours / 168));
  });
});
