import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { floorDay } from '../../../src-main/shared/units.js';
import {
  closeAfterEach,
  closeLater,
  costPage,
  createClient,
  DAY,
  KEY,
  never,
  ORGANIZATION,
  sendJson,
  serve,
  simulate,
  usagePage,
} from './asking.js';

closeAfterEach();

const HOUR = 3_600_000;

const SHARE_DIMENSIONS = ['model', 'service_tier', 'speed', 'workspace_id', 'api_key_id'];

const groupedBy = (query: readonly (readonly string[])[]) =>
  query.filter(([name]) => name === 'group_by[]').map(([, value]) => value);

/** What one question puts on the wire. */
async function asked(ask: (client: Awaited<ReturnType<typeof serve>>) => Promise<unknown>) {
  const server = await serve((response, _, request) => {
    const path = request.url ?? '';
    if (path.includes('cost_report')) return sendJson(response, costPage());
    if (path.includes('usage_report')) return sendJson(response, usagePage());
    if (path.endsWith('/me')) return sendJson(response, ORGANIZATION);
    return sendJson(response, { data: [], has_more: false, last_id: null, next_page: null });
  });
  await ask(server);
  const [first] = server.seen;
  if (!first) throw new Error('nothing was asked');
  const [path, query] = first.url.split('?');
  return { path, query: [...new URLSearchParams(query)], headers: first.headers };
}

describe('what the client asks', () => {
  test('priced usage: aligned bounds, the page limit and the five dimensions of a price', async () => {
    const { path, query } = await asked((client) => client.priced({ page: 'page_a+b/c==' }));
    expect(path).toBe('/v1/organizations/usage_report/messages');
    expect(query).toEqual([
      ['starting_at', '2026-11-20T00:00:00Z'],
      ['ending_at', '2026-11-21T00:00:00Z'],
      ['bucket_width', '1h'],
      ['limit', '168'],
      ['group_by[]', 'model'],
      ['group_by[]', 'service_tier'],
      ['group_by[]', 'context_window'],
      ['group_by[]', 'inference_geo'],
      ['group_by[]', 'speed'],
      ['page', 'page_a+b/c=='],
    ]);
  });

  test('by the minute it may ask for a whole day in one page', async () => {
    const to = DAY.from + HOUR;
    const { query } = await asked((client) => client.priced({ width: '1m', to }));
    expect(query).toContainEqual(['bucket_width', '1m']);
    expect(query).toContainEqual(['limit', '1440']);
    expect(query).toContainEqual(['ending_at', '2026-11-20T01:00:00Z']);
  });

  test('shares: never more than five dimensions, with workspace and key', async () => {
    const { query } = await asked(({ api }) =>
      api.fetchShareUsage(KEY, { ...DAY, page: null, signal: never() }),
    );
    expect(groupedBy(query)).toEqual(SHARE_DIMENSIONS);
  });

  test('cost: whole days, 31 in a page, by workspace and description', async () => {
    const { path, query } = await asked((client) => client.cost());
    expect(path).toBe('/v1/organizations/cost_report');
    expect(query).toEqual([
      ['starting_at', '2026-11-20T00:00:00Z'],
      ['ending_at', '2026-11-21T00:00:00Z'],
      ['bucket_width', '1d'],
      ['limit', '31'],
      ['group_by[]', 'workspace_id'],
      ['group_by[]', 'description'],
    ]);
  });

  test('names: full pages, archived workspaces too, from where the last page ended', async () => {
    const workspaces = await asked(({ api }) => api.fetchLabels(KEY, 'workspace', 'w1', never()));
    expect(workspaces.path).toBe('/v1/organizations/workspaces');
    expect(workspaces.query).toEqual(
      expect.arrayContaining([
        ['limit', '1000'],
        ['after_id', 'w1'],
        ['include_archived', 'true'],
      ]),
    );
    const keys = await asked(({ api }) => api.fetchLabels(KEY, 'api_key', null, never()));
    expect(keys.path).toBe('/v1/organizations/api_keys');
    expect(keys.query).toEqual([['limit', '1000']]);
  });

  test('members: the list of users, in full pages', async () => {
    const { path, query } = await asked(({ api }) =>
      api.fetchLabels(KEY, 'member', 'user_9', never()),
    );
    expect(path).toBe('/v1/organizations/users');
    expect(query).toEqual([
      ['limit', '1000'],
      ['after_id', 'user_9'],
    ]);
  });

  const analyticsSpan = { ...DAY, page: 'page_a==', signal: never() };

  test('analytics usage: in the order of time, full pages, the dimensions of the legacy pair', async () => {
    const priced = await asked(({ api }) =>
      api.fetchAnalyticsPricedUsage(KEY, { ...analyticsSpan, width: '1m' }),
    );
    expect(priced.path).toBe('/v1/organizations/analytics/usage');
    expect(priced.query).toEqual([
      ['starting_at', '2026-11-20T00:00:00Z'],
      ['ending_at', '2026-11-21T00:00:00Z'],
      ['time_bucket_width', '1m'],
      ['order_by', 'time'],
      ['order', 'asc'],
      ['limit', '1000'],
      ['group_by[]', 'model'],
      ['group_by[]', 'service_tier'],
      ['group_by[]', 'context_window'],
      ['group_by[]', 'inference_geo'],
      ['group_by[]', 'speed'],
      ['page', 'page_a=='],
    ]);
    const shares = await asked(({ api }) => api.fetchAnalyticsShareUsage(KEY, analyticsSpan));
    expect(shares.query).toContainEqual(['time_bucket_width', '1h']);
    expect(groupedBy(shares.query)).toEqual(SHARE_DIMENSIONS);
  });

  test('analytics cost: by user of it, and by what was paid for', async () => {
    const { path, query } = await asked(({ api }) => api.fetchAnalyticsCost(KEY, analyticsSpan));
    expect(path).toBe('/v1/organizations/analytics/cost');
    expect(query).toContainEqual(['order_by', 'time']);
    expect(groupedBy(query)).toEqual([...SHARE_DIMENSIONS, 'cost_type', 'token_type']);
  });

  test('limits: no page size, so that they come in one page, and the token of the next', async () => {
    const first = { page: null, signal: never() };
    const rates = await asked(({ api }) => api.fetchRateLimits(KEY, first));
    expect(rates).toMatchObject({ path: '/v1/organizations/rate_limits', query: [] });
    const workspace = await asked(({ api }) =>
      api.fetchWorkspaceRateLimits(KEY, 'wrkspc/../1', { ...first, page: 'page_b' }),
    );
    expect(workspace.path).toBe('/v1/organizations/workspaces/wrkspc%2F..%2F1/rate_limits');
    expect(workspace.query).toEqual([['page', 'page_b']]);
    const spend = await asked(({ api }) => api.fetchSpendLimits(KEY, first));
    expect(spend).toMatchObject({ path: '/v1/organizations/spend_limits', query: [] });
  });

  test('Claude Code: one day by its date, in full pages', async () => {
    const { path, query } = await asked(({ api }) =>
      api.fetchClaudeCode(KEY, floorDay(DAY.from), { page: 'page_c', signal: never() }),
    );
    expect(path).toBe('/v1/organizations/usage_report/claude_code');
    expect(query).toEqual([
      ['starting_at', '2026-11-20'],
      ['limit', '1000'],
      ['page', 'page_c'],
    ]);
  });

  test('each endpoint is asked in the version and with the beta that it is known in', async () => {
    const first = { page: null, signal: never() };
    const span = { ...DAY, ...first };
    const versions = async (ask: Parameters<typeof asked>[0]) => {
      const { headers } = await asked(ask);
      return [headers['anthropic-version'], headers['anthropic-beta']];
    };
    const old = '2023-06-01';
    const late = '2026-10-21';
    const analytics = 'analytics-usage-cost-2026-08-24';
    expect(await versions(({ me }) => me())).toEqual([old, undefined]);
    expect(await versions(({ cost }) => cost())).toEqual([old, undefined]);
    expect(await versions(({ api }) => api.fetchRateLimits(KEY, first))).toEqual([old, undefined]);
    expect(await versions(({ api }) => api.fetchLabels(KEY, 'member', null, never()))).toEqual([
      old,
      undefined,
    ]);
    expect(
      await versions(({ api }) => api.fetchAnalyticsPricedUsage(KEY, { ...span, width: '1h' })),
    ).toEqual([late, analytics]);
    expect(await versions(({ api }) => api.fetchAnalyticsCost(KEY, span))).toEqual([
      late,
      analytics,
    ]);
    expect(await versions(({ api }) => api.fetchSpendLimits(KEY, first))).toEqual([
      late,
      'spend-limit-reads-2026-09-26',
    ]);
  });

  test('headers: version, name of the app, identity encoding, the beta of speed', async () => {
    const { headers } = await asked((client) => client.priced());
    expect(headers).toMatchObject({
      'x-api-key': KEY,
      'anthropic-version': '2023-06-01',
      'anthropic-beta': 'fast-mode-2026-02-01',
      'accept-encoding': 'identity',
    });
    expect(headers['user-agent']).toMatch(/^Tidemark\/9\.9\.9 \(https:\/\/\S+\)$/);
    expect(headers.authorization).toBeUndefined();
    expect(headers.cookie).toBeUndefined();
  });

  test('S14: the key is in x-api-key alone, never in a URL, another header or the log', async () => {
    const { log, me, priced, seen } = await serve((response) =>
      sendJson(response, { error: { type: 'api_error', message: `about ${'x'.repeat(9)}` } }, 400),
    );
    await me();
    await priced();
    for (const { url, headers } of seen) {
      const { 'x-api-key': key, ...others } = headers;
      expect(key).toBe(KEY);
      expect(url + JSON.stringify(others)).not.toContain(KEY.slice(7, 20));
    }
    expect(log.length).toBe(2);
    expect(JSON.stringify(log)).not.toContain(KEY.slice(7, 20));
  });

  test('S19: one request at a time, also when many are asked at once', async () => {
    let running = 0;
    let most = 0;
    const { me, seen } = await serve((response) => {
      running += 1;
      most = Math.max(most, running);
      setImmediate(() => {
        running -= 1;
        sendJson(response, ORGANIZATION);
      });
    });
    const answers = await Promise.all(Array.from({ length: 12 }, () => me()));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(seen).toHaveLength(12);
    expect(most).toBe(1);
  });

  test('S19: while one waits to be repeated, no other is sent in between', async () => {
    let goOn: () => void = () => undefined;
    const { me, seen } = await serve(
      (response, turn) => sendJson(response, ORGANIZATION, turn === 1 ? 500 : 200),
      {
        wait: () =>
          new Promise((resolve) => {
            goOn = resolve;
          }),
      },
    );
    const both = [me(), me()];
    await expect.poll(() => seen.length).toBe(1);
    // A round trip of another kind passes: the second question had every chance to be sent.
    await (await serve((response) => sendJson(response, ORGANIZATION))).me();
    expect(seen).toHaveLength(1);
    goOn();
    expect((await Promise.all(both)).every(({ ok }) => ok)).toBe(true);
    expect(seen).toHaveLength(3);
  });

  test('S19: a failed request does not block the next one', async () => {
    const { me } = await serve((response, turn) =>
      turn === 1 ? sendJson(response, {}, 401) : sendJson(response, ORGANIZATION),
    );
    const [first, second] = await Promise.all([me(), me()]);
    expect(first.ok).toBe(false);
    expect(second.ok).toBe(true);
  });

  test.each([301, 302, 303, 307, 308])(
    'A20, S14: a %i to another host is an answer and not a way: the host receives nothing',
    async (status) => {
      let strays = 0;
      const other = createServer((_, response) => {
        strays += 1;
        sendJson(response, ORGANIZATION);
      });
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      closeLater(async () => void other.close());
      // A listening TCP server has a port.
      const { port } = other.address() as AddressInfo;
      const { me, seen } = await serve((response) => {
        response.writeHead(status, { location: `http://127.0.0.1:${port}/v1/organizations/me` });
        response.end();
      });
      expect(await me()).toMatchObject({ ok: false, failure: { kind: 'not-the-api' } });
      expect(strays).toBe(0);
      expect(seen).toHaveLength(1);
    },
  );

  test('A20: a redirect within the same host is not followed either', async () => {
    const { me, simulator } = await simulate(['redirect-same-host']);
    expect(await me()).toMatchObject({ ok: false, failure: { kind: 'not-the-api' } });
    expect(simulator.requests).toHaveLength(1);
  });

  test('M4: nobody listens there: offline at once, without repeating', async () => {
    const { simulator } = await simulate([]);
    await simulator.stop();
    const { me, waits } = createClient(simulator.url);
    expect(await me()).toEqual({
      ok: false,
      failure: { kind: 'offline', detail: 'ECONNREFUSED' },
    });
    expect(waits).toEqual([]);
  });
});
