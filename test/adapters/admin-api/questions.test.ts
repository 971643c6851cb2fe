import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
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

/** What one question puts on the wire. */
async function asked(ask: (client: Awaited<ReturnType<typeof serve>>) => Promise<unknown>) {
  const server = await serve((response, _, request) => {
    const path = request.url ?? '';
    if (path.includes('cost_report')) return sendJson(response, costPage());
    if (path.includes('usage_report')) return sendJson(response, usagePage());
    if (path.endsWith('/me')) return sendJson(response, ORGANIZATION);
    return sendJson(response, { data: [], has_more: false, last_id: null });
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
    expect(query.filter(([name]) => name === 'group_by[]').map(([, value]) => value)).toEqual([
      'model',
      'service_tier',
      'speed',
      'workspace_id',
      'api_key_id',
    ]);
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
