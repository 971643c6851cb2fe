import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  closeAfterEach,
  costPage,
  KEY,
  never,
  ORGANIZATION,
  sendJson,
  serve,
  simulate,
  usagePage,
} from './asking.js';

closeAfterEach();

const DAY_START = Date.parse('2026-11-20T00:00:00Z');
const usageFrom = async (row: Readonly<Record<string, unknown>>) => {
  const server = await serve((response) => sendJson(response, usagePage(row)));
  return { ...server, result: await server.priced() };
};
const costFrom = async (row: Readonly<Record<string, unknown>>) =>
  (await serve((response) => sendJson(response, costPage(row)))).cost();

describe('a good answer', () => {
  test('becomes counts and dimensions of our own words', async () => {
    const { result } = await usageFrom({
      cache_creation: { ephemeral_1h_input_tokens: 5, ephemeral_5m_input_tokens: 4 },
      server_tool_use: { web_search_requests: 6 },
      model: 'claude-opus-5-5',
      service_tier: 'batch',
      context_window: '0-200k',
      inference_geo: 'us',
      speed: 'fast',
    });
    expect(result).toEqual({
      ok: true,
      value: {
        items: [
          {
            start: DAY_START,
            rows: [
              {
                dimensions: {
                  model: 'claude-opus-5-5',
                  serviceTier: 'batch',
                  contextWindow: '0-200k',
                  inferenceGeo: 'us',
                  speed: 'fast',
                },
                tokens: {
                  uncachedInput: 1,
                  cacheCreation5m: 4,
                  cacheCreation1h: 5,
                  cacheRead: 2,
                  output: 3,
                  webSearchRequests: 6,
                },
              },
            ],
          },
        ],
        next: null,
      },
    });
  });

  test('A22: what is optional and missing or null has its documented default', async () => {
    const { result: bare } = await usageFrom({});
    const { result: nulls } = await usageFrom({
      cache_creation: null,
      server_tool_use: null,
      model: null,
      service_tier: null,
      context_window: null,
      inference_geo: null,
      speed: null,
    });
    expect(bare).toEqual(nulls);
    expect(bare).toMatchObject({
      value: {
        items: [
          {
            rows: [
              {
                dimensions: { model: null, speed: null },
                tokens: { cacheCreation5m: 0, cacheCreation1h: 0, webSearchRequests: 0 },
              },
            ],
          },
        ],
      },
    });
  });

  test.each(['missing-optional', 'extra-fields', 'unknown-enum', 'bom', 'duplicate-keys'] as const)(
    'A21, A22, A24, A36: %s is read',
    async (fault) => {
      const { priced, cost, me, api } = await simulate([fault]);
      expect(await me()).toMatchObject({ ok: true });
      for (const answer of [
        await priced(),
        await cost(),
        await api.fetchLabels(KEY, 'workspace', null, never()),
        await api.fetchLabels(KEY, 'api_key', null, never()),
      ]) {
        expect(answer).toMatchObject({ ok: true });
      }
    },
  );

  test.each(['extra-fields', 'bom', 'duplicate-keys'] as const)(
    'A21, A36: %s changes no figure',
    async (fault) => {
      const plain = await simulate([]);
      const spoiled = await simulate([fault]);
      expect(await spoiled.priced()).toEqual(await plain.priced());
    },
  );

  test('A24: an unknown model, tier, window and place are kept as text', async () => {
    const { result } = await usageFrom({ model: 'claude-nova-1', service_tier: 'tidal' });
    expect(result).toMatchObject({
      value: {
        items: [{ rows: [{ dimensions: { model: 'claude-nova-1', serviceTier: 'tidal' } }] }],
      },
    });
  });

  test('A28: another currency keeps its name', async () => {
    expect(await costFrom({ currency: 'EUR' })).toMatchObject({
      value: { items: [{ start: DAY_START, rows: [{ currency: 'EUR', amount: 241_538_000 }] }] },
    });
  });

  test('A15: a body that is compressed all the same is read', async () => {
    const { me } = await serve((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync(JSON.stringify(ORGANIZATION)));
    });
    expect(await me()).toEqual({ ok: true, value: { id: 'org-1', name: 'Fjordlys AS' } });
  });

  test('the next page is handed on, and none on the last', async () => {
    const server = await serve((response, turn) =>
      sendJson(response, { ...usagePage(), has_more: turn === 1, next_page: 'page_b2==' }),
    );
    expect(await server.priced()).toMatchObject({ value: { next: 'page_b2==' } });
    expect(await server.priced()).toMatchObject({ value: { next: null } });
  });

  test('A32: more announced and no page named is incomplete', async () => {
    const { priced, api } = await simulate(['has-more-without-token']);
    const failure = { ok: false, failure: { kind: 'incomplete' } };
    expect(await priced()).toMatchObject(failure);
    expect(await api.fetchLabels(KEY, 'api_key', null, never())).toMatchObject(failure);
  });

  test('names of archived workspaces come with the time', async () => {
    const { api } = await simulate([]);
    const labels = await api.fetchLabels(KEY, 'workspace', null, never());
    if (!labels.ok) throw new Error(labels.failure.kind);
    const archived = labels.value.items.find(({ archivedAt }) => archivedAt !== null);
    expect(archived).toMatchObject({ kind: 'workspace', name: 'Spring pilot' });
    expect(labels.value.items.filter(({ archivedAt }) => archivedAt === null).length).toBe(5);
  });
});

describe('a count that cannot be right refuses the whole answer', () => {
  test.each([
    ['A25', 'output_tokens', -5],
    ['A25', 'output_tokens', -1e-9],
    ['A26', 'output_tokens', '1200'],
    ['A26', 'uncached_input_tokens', 12.5],
    ['A26', 'cache_read_input_tokens', 2 ** 53],
    ['A23', 'output_tokens', null],
    ['A26', 'output_tokens', true],
    ['A26', 'output_tokens', [1]],
    ['A25', 'server_tool_use', { web_search_requests: -1 }],
    ['A26', 'cache_creation', { ephemeral_5m_input_tokens: '4', ephemeral_1h_input_tokens: 1 }],
    ['A23', 'model', 7],
  ])('%s: %s = %j, and the log names the field, not its content', async (_, field, value) => {
    const { result, log, seen } = await usageFrom({ [field]: value });
    expect(result).toMatchObject({ ok: false, failure: { kind: 'unexpected-response' } });
    expect(seen).toHaveLength(1);
    expect(log).toHaveLength(1);
    expect(log[0]?.fields.detail).toContain(`data.0.results.0.${field}`);
    expect(String(log[0]?.fields.detail)).not.toContain('1200');
  });

  test.each(['infinite-tokens', 'unsafe-tokens', 'nan-tokens'] as const)(
    'A26: %s in the text is refused',
    async (fault) => {
      const { priced } = await simulate([fault]);
      expect(await priced()).toMatchObject({ ok: false });
    },
  );

  test('A26: 2^53 + 1 is never rounded into a count, 2^53 - 1 is one', async () => {
    const text = (count: string) =>
      JSON.stringify(usagePage()).replace('"output_tokens":3', `"output_tokens":${count}`);
    const { priced } = await serve((response, turn) =>
      sendJson(response, text(turn === 1 ? '9007199254740993' : '9007199254740991')),
    );
    expect(await priced()).toMatchObject({ ok: false, failure: { kind: 'unexpected-response' } });
    expect(await priced()).toMatchObject({
      value: { items: [{ rows: [{ tokens: { output: Number.MAX_SAFE_INTEGER } }] }] },
    });
  });
});

describe('an amount that is not a decimal text refuses the whole answer', () => {
  test.each([
    12.5,
    0,
    null,
    '',
    '12,50',
    '1e3',
    '0x10',
    ' 1',
    '1.',
    '.5',
    '+1',
    '--1',
    'NaN',
    '1 000',
    '١',
    '9'.repeat(16),
  ])('A27: %j', async (amount) => {
    expect(await costFrom({ amount })).toMatchObject({
      ok: false,
      failure: { kind: 'unexpected-response' },
    });
  });

  test('A27: an amount beyond what can be held exactly is refused, not rounded', async () => {
    expect(await costFrom({ amount: '9007199254.740991' })).toMatchObject({
      value: { items: [{ rows: [{ amount: 9_007_199_254_740_991 }] }] },
    });
    expect(await costFrom({ amount: '9007199254.740992' })).toMatchObject({ ok: false });
  });

  test.each(['amount-number', 'amount-not-decimal'] as const)('A27: %s', async (fault) => {
    const { cost } = await simulate([fault]);
    expect(await cost()).toMatchObject({ ok: false, failure: { kind: 'unexpected-response' } });
  });

  test('a refund is a negative amount', async () => {
    expect(await costFrom({ amount: '-3.5' })).toMatchObject({
      value: { items: [{ rows: [{ amount: -3_500_000 }] }] },
    });
  });
});

describe('an answer of the wrong shape is refused whole', () => {
  test('A23: a bucket without its start, with the path of the field in the log', async () => {
    const { priced, log } = await simulate(['missing-required']);
    expect(await priced()).toMatchObject({ ok: false, failure: { kind: 'unexpected-response' } });
    expect(log).toMatchObject([{ fields: { detail: 'unexpected value at data.0.starting_at' } }]);
  });

  test.each([
    ['a list', []],
    ['a text', '"hello"'],
    ['null', 'null'],
    ['a number', '7'],
    ['data that is no list', { data: {}, has_more: false, next_page: null }],
    ['a start without a zone', { data: [{ starting_at: '2026-11-20T00:00:00', results: [] }] }],
    ['a start that is no time', { data: [{ starting_at: 'yesterday', results: [] }] }],
    ['results that are missing', { data: [{ starting_at: '2026-11-20T00:00:00Z' }] }],
    ['has_more that is a text', { ...usagePage(), has_more: 'yes' }],
    ['next_page that is a number', { ...usagePage(), has_more: true, next_page: 5 }],
  ])('A23: %s', async (_, body) => {
    const { priced, seen } = await serve((response) => sendJson(response, body));
    expect(await priced()).toMatchObject({ ok: false, failure: { kind: 'unexpected-response' } });
    expect(seen).toHaveLength(1);
  });

  test('A23: an organization without an id', async () => {
    const { me } = await simulate(['missing-required']);
    expect(await me()).toMatchObject({ ok: false, failure: { kind: 'unexpected-response' } });
  });

  test('A36: 100,000 levels of nesting end within a second and crash nothing', async () => {
    const { priced } = await simulate(['deep-nesting']);
    const begun = performance.now();
    const result = await priced();
    expect(performance.now() - begun).toBeLessThan(1_000);
    if (!result.ok) expect(result.failure.kind).toBe('unexpected-response');
  });

  const DEPTH = 100_000;
  test.each([
    ['lists', '['.repeat(DEPTH) + ']'.repeat(DEPTH)],
    ['lists that never end', '['.repeat(DEPTH)],
    ['objects', `${'{"a":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}`],
    ['a field that nobody knows', `{"x":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}}`],
    ['millions of lists', '['.repeat(4_000_000) + ']'.repeat(4_000_000)],
  ])('A36: %s, a hundred thousand levels deep, are refused', async (_, body) => {
    const { priced, seen } = await serve((response) => sendJson(response, body));
    expect(await priced()).toEqual({
      ok: false,
      failure: { kind: 'unexpected-response', detail: 'more than 1000 levels deep' },
    });
    expect(seen).toHaveLength(1);
  });

  test('A36: brackets within a text are no levels', async () => {
    const name = `${'['.repeat(1_500)}\\"${'{'.repeat(1_500)}`;
    const { me } = await serve((response) => sendJson(response, { ...ORGANIZATION, name }));
    expect(await me()).toMatchObject({ ok: true, value: { name } });
  });

  test('A36, A37: an error whose body is nested without end keeps its kind', async () => {
    const { me } = await serve((response) =>
      sendJson(response, `{"error":${'['.repeat(900)}`, 500),
    );
    expect(await me()).toMatchObject({ failure: { kind: 'service-trouble' } });
  });

  test('A36: a field named __proto__ reaches nothing', async () => {
    const body = JSON.stringify(usagePage()).replace('{', '{"__proto__":{"polluted":1},');
    const { priced } = await serve((response) => sendJson(response, body));
    expect(await priced()).toMatchObject({ ok: true });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
