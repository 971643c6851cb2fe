import { describe, expect, test } from 'vitest';
import type { FaultName } from '../../src-main/demo/faults.js';
import { FAULT_NAMES, isFaultName } from '../../src-main/demo/faults.js';
import { COST, createSpoiledApi, USAGE } from './spoiled-api.js';

const { urlOf, get, bodyOf, spoil, lastStatus, strayRequests } = createSpoiledApi();

describe('answers in the place of the API', () => {
  test.each<readonly [FaultName, string, number, string]>([
    ['unauthorized', 'me', 401, 'authentication_error'],
    ['forbidden', 'me', 403, 'permission_error'],
    ['forbidden-cost', COST, 403, 'permission_error'],
    ['not-found-cost', COST, 404, 'not_found_error'],
    ['bad-request', USAGE, 400, 'invalid_request_error'],
    ['stale-token', `${USAGE}&page=page_x`, 400, 'invalid_request_error'],
    ['rate-limited-bare', 'me', 429, 'rate_limit_error'],
    ['server-error', 'me', 500, 'api_error'],
    ['gateway-timeout', 'me', 504, 'timeout_error'],
    ['overloaded', 'me', 529, 'overloaded_error'],
  ])('%s', async (name, path, status, type) => {
    spoil(name);
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      type: 'error',
      error: { type },
      request_id: response.headers.get('request-id'),
    });
    expect(response.headers.get('retry-after')).toBeNull();
    expect(lastStatus()).toBe(status);
  });

  test('about cost alone leave the rest alone', async () => {
    spoil('forbidden-cost', 'not-found-cost', 'stale-token');
    expect((await get(USAGE)).status).toBe(200);
    expect((await get('me')).status).toBe(200);
  });

  test.each<readonly [FaultName, number, readonly string[]]>([
    ['forbidden-analytics', 403, ['analytics/usage', 'analytics/cost']],
    ['forbidden-claude-code', 403, ['usage_report/claude_code']],
    ['forbidden-limits', 403, ['rate_limits', 'spend_limits', 'workspaces/w/rate_limits']],
    ['forbidden-labels', 403, ['workspaces', 'api_keys', 'users', 'invites', 'users/u']],
    ['forbidden-cost', 403, ['cost_report']],
    ['not-found-analytics', 404, ['analytics/usage', 'analytics/cost']],
    ['not-found-claude-code', 404, ['usage_report/claude_code']],
    [
      'not-found-limits',
      404,
      ['rate_limits', 'spend_limits/effective', 'workspaces/w/rate_limits'],
    ],
  ])('%s is about its own endpoints alone', async (name, status, paths) => {
    spoil(name, 'overloaded');
    for (const path of paths) expect((await get(path)).status).toBe(status);
    const others = ['me', 'usage_report/messages', 'users', 'rate_limits', 'analytics/cost'];
    for (const path of others.filter((other) => !paths.includes(other))) {
      expect((await get(path)).status).toBe(529);
    }
  });

  test('say when to come back, each in its own way', async () => {
    const headerOf = async (name: FaultName, header: string) => {
      spoil(name);
      const response = await get('me');
      expect(response.status).toBe(429);
      return response.headers.get(header);
    };
    expect(await headerOf('rate-limited-30', 'retry-after')).toBe('30');
    expect(await headerOf('rate-limited-date', 'retry-after')).toBe(
      'Sat, 21 Nov 2026 20:17:35 GMT',
    );
    expect(await headerOf('rate-limited-reset', 'anthropic-ratelimit-requests-reset')).toBe(
      '2026-11-21T20:17:50Z',
    );
    expect(await headerOf('rate-limited-reset', 'retry-after')).toBeNull();
    expect(await headerOf('rate-limited-bare', 'anthropic-ratelimit-requests-reset')).toBeNull();
  });

  test('of something that is not the API are HTML without its headers', async () => {
    for (const [name, status] of [
      ['html', 200],
      ['bad-gateway', 502],
    ] as const) {
      spoil(name);
      const response = await get('me');
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(response.headers.get('request-id')).toBeNull();
      expect(await response.text()).toMatch(/^<!doctype html>/);
    }
  });

  test('may lack the request id or the error itself', async () => {
    spoil('error-without-request-id');
    const response = await get('me');
    expect(response.headers.get('request-id')).toBeNull();
    expect(await response.json()).toMatchObject({ error: { type: 'api_error' }, request_id: null });
    spoil('error-without-error');
    expect(await bodyOf('me')).toEqual({ type: 'error' });
  });

  test('send the reader elsewhere, where nothing must arrive', async () => {
    spoil('redirect-other-host');
    const away = await get('me');
    const location = away.headers.get('location') ?? '';
    expect(away.status).toBe(307);
    expect(location).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1\/organizations\/me$/);
    expect(location).not.toBe(urlOf('me'));
    expect(strayRequests()).toEqual([]);
    await fetch(location);
    expect(strayRequests()).toHaveLength(1);
    spoil('redirect-same-host');
    expect((await get('me')).headers.get('location')).toBe(urlOf('me'));
  });

  test('can come from a clock three hours ahead', async () => {
    spoil('date-3h-ahead');
    expect((await get('me')).headers.get('date')).toBe('Sat, 21 Nov 2026 23:17:05 GMT');
  });
});

describe('the plan', () => {
  const statuses = async (count: number, path = 'me') => {
    const seen: number[] = [];
    for (let i = 0; i < count; i += 1) seen.push((await get(path)).status);
    return seen;
  };

  test('spoils only the first requests when a count is given', async () => {
    spoil('server-error:2');
    expect(await statuses(4)).toEqual([500, 500, 200, 200]);
  });

  test('spoils everything from one request on', async () => {
    spoil('server-error:3-');
    expect(await statuses(5)).toEqual([200, 200, 500, 500, 500]);
    expect(isFaultName('server-error:3-')).toBe(true);
    expect(isFaultName('server-error:-3')).toBe(false);
  });

  test('spoils a range of requests', async () => {
    spoil('server-error:2-3');
    expect(await statuses(4)).toEqual([200, 500, 500, 200]);
  });

  test('counts only the requests that the fault is about', async () => {
    spoil('forbidden-cost:1');
    expect(await statuses(2)).toEqual([200, 200]);
    expect(await statuses(2, COST)).toEqual([403, 200]);
  });

  test('starts again when it is set again, and takes several faults', async () => {
    spoil('server-error:1');
    expect(await statuses(2)).toEqual([500, 200]);
    spoil('server-error:1', 'overloaded:2');
    expect(await statuses(3)).toEqual([500, 529, 200]);
  });

  test('knows its names', () => {
    expect(FAULT_NAMES.length).toBeGreaterThan(40);
    expect(isFaultName('html')).toBe(true);
    expect(isFaultName('rate-limited-30:2')).toBe(true);
    expect(isFaultName('toString')).toBe(false);
    expect(isFaultName('html:x')).toBe(false);
  });
});
