import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../src-main/shared/units.js';
import { closeAfterEach, NOW, ORGANIZATION, sendJson, serve, simulate } from './asking.js';

closeAfterEach();

const errorBody = (type: string, message = 'words that may change') => ({
  type: 'error',
  error: { type, message },
  request_id: 'req_1',
});

const answering = (status: number, body: unknown, headers = {}) =>
  serve((response) => sendJson(response, body, status, headers));

describe('an answer that is not 200', () => {
  test.each([
    ['A1', 401, 'authentication_error', 'key-refused'],
    ['A3', 403, 'permission_error', 'permission-missing'],
    ['A4', 404, 'not_found_error', 'not-available'],
    ['A5', 400, 'invalid_request_error', 'bad-request'],
    ['A5', 402, 'billing_error', 'billing-trouble'],
    ['A5', 413, 'request_too_large', 'bad-request'],
    ['M5', 407, 'proxy_error', 'proxy-trouble'],
    ['A11', 511, 'sign_in', 'not-the-api'],
  ])('%s: %i is %s and never repeated', async (_, status, type, kind) => {
    const { me, seen, waits, log } = await answering(status, errorBody(type));
    expect(await me()).toMatchObject({ ok: false, failure: { kind, requestId: 'req_1' } });
    expect(seen).toHaveLength(1);
    expect(waits).toEqual([]);
    expect(log).toHaveLength(1);
  });

  test.each([500, 502, 503, 504, 520, 529])(
    'A10: %i is trouble of the service, asked five times with growing waits',
    async (status) => {
      const { me, seen, waits } = await answering(status, errorBody('api_error'));
      expect(await me()).toMatchObject({ ok: false, failure: { kind: 'service-trouble' } });
      expect(seen).toHaveLength(5);
      // Half of 0.5, 1, 2 and 4 s: full jitter with a random number of 0.5.
      expect(waits).toEqual([250, 500, 1_000, 2_000]);
    },
  );

  test('A10: an HTML error page of a gateway is trouble of the service too', async () => {
    const { me } = await simulate(['bad-gateway']);
    expect(await me()).toMatchObject({ ok: false, failure: { kind: 'service-trouble' } });
  });

  test('A10: trouble that passes is not told', async () => {
    const { me, log, simulator } = await simulate(['server-error:2']);
    expect(await me()).toMatchObject({ ok: true });
    expect(simulator.requests.map(({ status }) => status)).toEqual([500, 500, 200]);
    expect(log).toEqual([]);
  });

  test('S19: 408 is repeated like a time-out', async () => {
    const { me, seen } = await serve((response, turn) =>
      turn < 3 ? sendJson(response, {}, 408) : sendJson(response, ORGANIZATION),
    );
    expect(await me()).toMatchObject({ ok: true });
    expect(seen).toHaveLength(3);
  });

  test.each([401, 403, 404, 400])(
    'A11: %i without an error of the API is not the API',
    async (status) => {
      const { me } = await serve((response) => {
        response.writeHead(status, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
      });
      expect(await me()).toMatchObject({ ok: false, failure: { kind: 'not-the-api' } });
    },
  );

  test.each(['error-without-request-id', 'error-without-error'] as const)(
    'A37: %s still gives a kind and a line in the log',
    async (fault) => {
      const { me, log } = await simulate([fault]);
      expect(await me()).toEqual({
        ok: false,
        failure: { kind: 'service-trouble', detail: expect.any(String), requestId: null },
      });
      expect(log).toMatchObject([
        { event: 'admin-api', fields: { path: '/me', kind: 'service-trouble', requestId: null } },
      ]);
    },
  );

  test.each([
    [401, 'key-refused'],
    [403, 'permission-missing'],
    [404, 'not-available'],
    [400, 'bad-request'],
  ])('A37: %i of the API without an error in its body keeps its meaning', async (status, kind) => {
    for (const body of ['', '{}', '{"error":null}', '{"type":"error","request_id":null}']) {
      const { me, log } = await answering(status, body, { 'request-id': 'req_7' });
      expect(await me()).toEqual({
        ok: false,
        failure: { kind, detail: String(status), requestId: 'req_7' },
      });
      expect(log).toHaveLength(1);
    }
  });

  test('A4: the log holds the path and the id of the request', async () => {
    const { cost, log, simulator } = await simulate(['not-found-cost']);
    expect(await cost()).toMatchObject({ ok: false, failure: { kind: 'not-available' } });
    expect(simulator.requests).toHaveLength(1);
    expect(log).toMatchObject([
      { fields: { path: '/cost_report', requestId: expect.stringMatching(/^req_/) } },
    ]);
  });

  test('a long message of the API is cut before it is logged', async () => {
    const { me, log } = await answering(400, errorBody('invalid_request_error', 'y'.repeat(9_000)));
    await me();
    expect(JSON.stringify(log).length).toBeLessThan(600);
  });
});

const RESET = 'anthropic-ratelimit-requests-reset';

describe('429', () => {
  const limited = (headers: Readonly<Record<string, string>>, now = NOW) =>
    serve((response) => sendJson(response, errorBody('rate_limit_error'), 429, headers), {
      now: () => now,
    });

  test.each([
    ['A6', 'retry-after in seconds', { 'retry-after': '30' }, 30_000],
    ['A6', 'retry-after as a date', { 'retry-after': 'Sat, 21 Nov 2026 20:17:50 GMT' }, 45_000],
    ['A6', 'retry-after-ms', { 'retry-after-ms': '11500', 'retry-after': '99' }, 11_500],
    [
      'A8',
      'only a reset time',
      { 'anthropic-ratelimit-requests-reset': '2026-11-21T20:18:00Z' },
      55_000,
    ],
    ['A7', 'no hint at all', {}, 60_000],
    ['A7', 'a hint that is no time', { 'retry-after': 'soon' }, 60_000],
  ])('%s: %s is handed on with the instant, not slept through', async (_, __, headers, ms) => {
    const { me, seen, waits } = await limited(headers);
    expect(await me()).toMatchObject({
      ok: false,
      failure: { kind: 'rate-limited', retryAt: NOW + ms },
    });
    expect(seen).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  test.each([
    ['ten years in seconds', { 'retry-after': '315360000' }, DAY_MS],
    ['more digits than a number holds', { 'retry-after': '9'.repeat(400) }, DAY_MS],
    ['a date in ten years', { 'retry-after': 'Sat, 21 Nov 2036 20:17:05 GMT' }, DAY_MS],
    ['a reset in ten years', { [RESET]: '2036-11-21T20:17:05Z' }, DAY_MS],
    ['milliseconds without end', { 'retry-after-ms': `1${'0'.repeat(15)}` }, DAY_MS],
  ])('A6: a hint of %s is not believed: asked again after a day', async (_, headers, ms) => {
    const { me, seen } = await limited(headers);
    expect(await me()).toMatchObject({ failure: { kind: 'rate-limited', retryAt: NOW + ms } });
    expect(seen).toHaveLength(1);
  });

  test.each([
    { 'retry-after': '-5' },
    { 'retry-after': 'NaN' },
    { 'retry-after': 'Infinity' },
    { 'retry-after': '1e9' },
    { 'retry-after': '5 minutes' },
    { 'retry-after': 'Xxx, 99 Xxx 2026 99:99:99 GMT' },
    { 'retry-after-ms': '-1' },
    { 'retry-after-ms': '12abc' },
    { [RESET]: '1795292225' },
    { [RESET]: '2026-99-99T00:00:00Z' },
    // A moment already past says nothing about the next one.
    { 'retry-after': 'Fri, 20 Nov 2026 20:17:05 GMT' },
    { [RESET]: '2020-01-01T00:00:00Z' },
  ])('A7: %j is no hint: away for a minute', async (headers) => {
    const { me, seen } = await limited(headers);
    expect(await me()).toMatchObject({ failure: { kind: 'rate-limited', retryAt: NOW + 60_000 } });
    expect(seen).toHaveLength(1);
  });

  test('A6: where one hint is no time the next one counts', async () => {
    const { me } = await limited({ 'retry-after-ms': 'x', 'retry-after': '40', [RESET]: 'y' });
    expect(await me()).toMatchObject({ failure: { retryAt: NOW + 40_000 } });
    const later = await limited({ 'retry-after': 'soon', [RESET]: '2026-11-21T20:18:00Z' });
    expect(await later.me()).toMatchObject({ failure: { retryAt: NOW + 55_000 } });
  });

  test('A6: a short wait is kept to the millisecond and then asked again', async () => {
    const { me, waits, seen } = await serve((response, turn) =>
      turn === 1
        ? sendJson(response, errorBody('rate_limit_error'), 429, { 'retry-after': '3' })
        : sendJson(response, ORGANIZATION),
    );
    expect(await me()).toMatchObject({ ok: true });
    expect(waits).toEqual([3_000]);
    expect(seen).toHaveLength(2);
  });

  test('A7: without a hint the wait doubles with jitter up to 15 minutes, and starts anew', async () => {
    let random = 0;
    const { me } = await serve(
      (response, turn) =>
        turn === 8
          ? sendJson(response, ORGANIZATION)
          : sendJson(response, errorBody('rate_limit_error'), 429),
      { random: () => random },
    );
    const waited = async () => {
      const result = await me();
      if (result.ok || result.failure.kind !== 'rate-limited') return null;
      return (result.failure.retryAt - NOW) / 60_000;
    };
    expect([await waited(), await waited(), await waited()]).toEqual([1, 1, 2]);
    random = 1;
    expect([await waited(), await waited(), await waited(), await waited()]).toEqual([
      8, 15, 15, 15,
    ]);
    expect([await waited(), await waited()]).toEqual([null, 1]);
  });

  test('A9: a limit that stays ends after five tries', async () => {
    const { me, waits, seen } = await limited({ 'retry-after': '5' });
    expect(await me()).toMatchObject({ ok: false, failure: { kind: 'rate-limited' } });
    expect(seen).toHaveLength(5);
    expect(waits).toEqual([5_000, 5_000, 5_000, 5_000]);
  });

  test('A9: all tries together wait half a minute at most', async () => {
    const { me, waits } = await limited({ 'retry-after': '10' });
    expect(await me()).toMatchObject({ ok: false, failure: { kind: 'rate-limited' } });
    expect(waits).toEqual([10_000, 10_000, 10_000]);
  });
});

describe('what the API says about asking again', () => {
  const saying = (status: number, headers: Readonly<Record<string, string>>) =>
    answering(status, errorBody('some_error'), headers);

  test.each([500, 429, 408, 409])('x-should-retry: false ends %i after one try', async (status) => {
    const { me, seen } = await saying(status, { 'x-should-retry': 'false', 'retry-after': '1' });
    expect(await me()).toMatchObject({ ok: false });
    expect(seen).toHaveLength(1);
  });

  test('x-should-retry: true repeats what would not be repeated', async () => {
    const { me, seen, waits } = await saying(422, { 'x-should-retry': 'true' });
    expect(await me()).toMatchObject({ failure: { kind: 'bad-request' } });
    expect(seen).toHaveLength(5);
    expect(waits).toEqual([250, 500, 1000, 2000]);
  });

  test.each([400, 401, 402, 403, 404])(
    'S19: %i is never repeated, whatever it says',
    async (status) => {
      const { me, seen } = await saying(status, { 'x-should-retry': 'true', 'retry-after': '1' });
      await me();
      expect(seen).toHaveLength(1);
    },
  );

  test('a conflict that stays (409) is asked twice', async () => {
    const { me, seen } = await saying(409, { 'x-should-retry': 'true' });
    expect(await me()).toMatchObject({ failure: { kind: 'bad-request' } });
    expect(seen).toHaveLength(2);
  });

  test('a change at the same moment (409) is asked again', async () => {
    const { me } = await serve((response, turn) =>
      turn === 1
        ? sendJson(response, errorBody('conflict_error'), 409)
        : sendJson(response, ORGANIZATION),
    );
    expect(await me()).toMatchObject({ ok: true });
  });

  test('A10: trouble of the service that names a time is not asked before it', async () => {
    const short = await saying(503, { 'retry-after': '3' });
    await short.me();
    expect(short.waits).toEqual([3_000, 3_000, 3_000, 3_000]);
    const long = await saying(503, { 'retry-after': '120' });
    expect(await long.me()).toMatchObject({ failure: { kind: 'service-trouble' } });
    expect([long.seen.length, long.waits]).toEqual([1, []]);
  });
});
