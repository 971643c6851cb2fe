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

const HOUR = 3_600_000;

/** The same answer again and again, and a clock to set. */
async function answering(body: unknown) {
  const clock = { at: Date.UTC(2026, 10, 21) };
  const server = await serve((response) => sendJson(response, body), { now: () => clock.at });
  return { ...server, clock };
}

describe('A21: the first sight of something new', () => {
  test('A21: a new field is written once, with its place and without what it holds', async () => {
    const { priced, log, clock } = await answering({
      ...usagePage({ x_new: 'secret words', server_tool_use: { web_search_requests: 0, x_in: 1 } }),
      x_top: null,
    });
    await priced();
    clock.at += 2 * HOUR;
    await priced();
    const path = '/usage_report/messages';
    expect(log).toEqual([
      { event: 'admin-api-unknown-field', fields: { path, field: 'data.*.results.*.x_new' } },
      {
        event: 'admin-api-unknown-field',
        fields: { path, field: 'data.*.results.*.server_tool_use.x_in' },
      },
      { event: 'admin-api-unknown-field', fields: { path, field: 'x_top' } },
    ]);
  });

  test('A24: a new value of an open set too; models are names and no set', async () => {
    const { cost, log } = await answering(
      costPage({ model: 'claude-nova-1', service_tier: 'tidal', token_type: 'output_tokens' }),
    );
    await cost();
    expect(log).toEqual([
      {
        event: 'admin-api-unknown-value',
        fields: { path: '/cost_report', field: 'data.*.results.*.service_tier' },
      },
    ]);
  });

  test('A21: one page of each kind is looked at in an hour', async () => {
    let row = {};
    const { priced, log, clock } = await answering({
      get data() {
        return usagePage(row).data;
      },
      has_more: false,
      next_page: null,
    });
    await priced();
    row = { x_later: 1 };
    clock.at += HOUR - 1;
    await priced();
    expect(log).toEqual([]);
    clock.at += 1;
    await priced();
    expect(log).toHaveLength(1);
  });

  test('A21: a clock that is set back does not end the looking', async () => {
    let body: object = ORGANIZATION;
    const clock = { at: Date.UTC(2026, 10, 21) };
    const { me, log } = await serve((response) => sendJson(response, body), {
      now: () => clock.at,
    });
    await me();
    clock.at -= 50 * HOUR;
    body = { ...ORGANIZATION, x_new: 1 };
    await me();
    expect(log).toHaveLength(1);
  });

  test('A21: ten thousand new fields fill neither the log nor a line of it', async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => [`x_${index}${'y'.repeat(400)}`, 1]);
    const { me, log } = await answering({ ...ORGANIZATION, ...Object.fromEntries(names) });
    await me();
    expect(log).toHaveLength(100);
    expect(JSON.stringify(log[0]).length).toBeLessThan(400);
  });

  test('a refused answer is told as such and not searched for news', async () => {
    const { me, log } = await answering({ id: 7, x_new: 1 });
    await me();
    expect(log.map(({ event }) => event)).toEqual(['admin-api']);
  });

  test('what the API is known to answer is no news', async () => {
    const { api, priced, cost, me, log } = await simulate([]);
    await me();
    await priced();
    await cost();
    for (const kind of ['workspace', 'api_key', 'member'] as const) {
      await api.fetchLabels(KEY, kind, null, never());
    }
    await api.fetchRateLimits(KEY, { page: null, signal: never() });
    expect(log).toEqual([]);
  });
});
