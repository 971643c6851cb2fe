import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { waitFor } from '../../../src-main/adapters/admin-api/retry.js';
import { closeAfterEach, ORGANIZATION, sendJson, serve, simulate } from './asking.js';

closeAfterEach();

const MEGABYTE = 1_048_576;

/** The most that the process grew while something ran. */
async function growthDuring<T>(work: () => Promise<T>): Promise<[T, number]> {
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 5);
  const result = await work();
  clearInterval(timer);
  return [result, Math.max(most, process.memoryUsage().rss) - before];
}

describe('an answer that is not whole', () => {
  test.each([
    ['A12', 'empty-body'],
    ['A13', 'cut-json'],
  ] as const)('%s: %s is asked again and then told as incomplete', async (_, fault) => {
    const { me, simulator } = await simulate([fault]);
    expect(await me()).toMatchObject({ ok: false, failure: { kind: 'incomplete' } });
    expect(simulator.requests).toHaveLength(5);
  });

  test.each(['empty-body:2', 'cut-json:2', 'reset-in-body:2'] as const)(
    'A12, A13: %s passes by itself and gives the same figures',
    async (fault) => {
      const { priced, simulator } = await simulate([fault]);
      const plain = await simulate([]);
      expect(await priced()).toEqual(await plain.priced());
      expect(simulator.requests).toHaveLength(3);
    },
  );

  test('A13: a line that breaks in every body is offline after five tries', async () => {
    const { priced, simulator } = await simulate(['reset-in-body']);
    expect(await priced()).toMatchObject({ ok: false, failure: { kind: 'offline' } });
    expect(simulator.requests).toHaveLength(5);
  });

  test('A13: a body shorter than announced is not taken for the whole', async () => {
    const { me, seen } = await serve((response) => {
      response.writeHead(200, { 'content-length': 500 });
      response.write(JSON.stringify(ORGANIZATION));
      response.socket?.end();
    });
    expect(await me()).toMatchObject({ ok: false });
    expect(seen).toHaveLength(5);
  });

  test('A11: a sign-in page is not the API and not asked again', async () => {
    const { me, simulator } = await simulate(['html']);
    expect(await me()).toMatchObject({ ok: false, failure: { kind: 'not-the-api' } });
    expect(simulator.requests).toHaveLength(1);
  });

  test('A19: something that does not speak HTTP', async () => {
    const { me } = await simulate(['not-http']);
    expect(await me()).toMatchObject({ ok: false, failure: { kind: 'not-the-api' } });
  });
});

describe('an answer that is too large', () => {
  test('A14: 200 MB are stopped at the limit, the line is cut and memory stays bounded', async () => {
    let sent = 0;
    const chunk = Buffer.alloc(MEGABYTE, ' ');
    const { me, seen } = await serve((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const push = () => {
        while (sent < 200 * MEGABYTE && !response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) {
            response.once('drain', push);
            return;
          }
        }
      };
      push();
    });
    const [result, growth] = await growthDuring(() => me());
    expect(result).toMatchObject({ ok: false, failure: { kind: 'too-large' } });
    expect(seen).toHaveLength(1);
    expect(sent).toBeLessThan(40 * MEGABYTE);
    expect(growth).toBeLessThan(150 * MEGABYTE);
  });

  test('A15: a small compressed body that expands to 200 MB is stopped at the output limit', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * MEGABYTE, ' '));
    const { me } = await serve((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(bomb);
    });
    expect(bomb.length).toBeLessThan(MEGABYTE);
    const [result, growth] = await growthDuring(() => me());
    expect(result).toMatchObject({ ok: false, failure: { kind: 'too-large' } });
    expect(growth).toBeLessThan(150 * MEGABYTE);
  });

  test.each([
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ] as const)('A15: %s is bounded in the same way', async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(40 * MEGABYTE, ' '));
    const { me, seen } = await serve((response, turn) => {
      response.writeHead(200, { 'content-encoding': encoding });
      response.end(turn === 1 ? bomb : compress(JSON.stringify(ORGANIZATION)));
    });
    expect(await me()).toMatchObject({ ok: false, failure: { kind: 'too-large' } });
    expect(seen).toHaveLength(1);
    expect(await me()).toMatchObject({ ok: true });
  });

  test('A13: a compressed body that is cut off is asked for again', async () => {
    const whole = gzipSync(JSON.stringify(ORGANIZATION));
    const { me, seen } = await serve((response, turn) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(turn === 1 ? whole.subarray(0, 30) : whole);
    });
    expect(await me()).toMatchObject({ ok: true });
    expect(seen).toHaveLength(2);
  });

  test('A15: an encoding that nobody asked for and nobody knows is refused', async () => {
    const { me, seen } = await serve((response) => {
      response.writeHead(200, { 'content-encoding': 'zstd' });
      response.end('whatever');
    });
    expect(await me()).toEqual({
      ok: false,
      failure: { kind: 'unexpected-response', detail: 'a body in zstd' },
    });
    expect(seen).toHaveLength(1);
  });

  test('A15: something else under the name of gzip is refused', async () => {
    const { me } = await serve((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end('{"id":"org-1"}');
    });
    expect(await me()).toMatchObject({ ok: false, failure: { kind: 'unexpected-response' } });
  });

  test('A18: 40 kB of headers are refused, and the next request works', async () => {
    const { me, simulator } = await simulate(['huge-headers:1']);
    expect(await me()).toMatchObject({ ok: false, failure: { kind: 'too-large' } });
    expect(await me()).toMatchObject({ ok: true });
    expect(simulator.requests).toHaveLength(2);
  });
});

describe('an answer that does not come', () => {
  test('A16: one byte every 300 ms is ended by the limit of the whole request', async () => {
    const { me, simulator } = await simulate(['slow-body:1'], {
      client: { limits: { wholeRequestMs: 700 } },
    });
    const begun = performance.now();
    expect(await me()).toMatchObject({ ok: true });
    expect(performance.now() - begun).toBeGreaterThan(650);
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(simulator.requests).toHaveLength(2);
  });

  test('A17: headers that never come are ended by their own limit and asked again', async () => {
    const { me, simulator } = await simulate(['no-headers:1'], {
      client: { limits: { headersMs: 100 } },
    });
    expect(await me()).toMatchObject({ ok: true });
    expect(simulator.requests.map(({ status }) => status)).toEqual([0, 200]);
  });

  test('A17: headers that never come at all are told as no answer in time', async () => {
    const { me, simulator } = await simulate(['no-headers'], {
      client: { limits: { wholeRequestMs: 60 } },
    });
    expect(await me()).toMatchObject({ ok: false, failure: { kind: 'timed-out' } });
    expect(simulator.requests).toHaveLength(5);
  });

  test('S18: a body that falls silent is ended by the limit of its silence', async () => {
    const { me, seen } = await serve(
      (response, turn) => {
        if (turn > 1) return sendJson(response, ORGANIZATION);
        response.writeHead(200);
        response.write('{"id":');
        return undefined;
      },
      { limits: { idleBodyMs: 100 } },
    );
    expect(await me()).toMatchObject({ ok: true });
    expect(seen).toHaveLength(2);
  });
});

describe('stopping', () => {
  test('cancel during a wait returns at once and asks no more', async () => {
    const stop = new AbortController();
    const { me, seen } = await serve(
      (response) => {
        sendJson(response, { error: { type: 'rate_limit_error' } }, 429, { 'retry-after': '9' });
        setTimeout(() => stop.abort(), 30);
      },
      { wait: waitFor },
    );
    const begun = performance.now();
    expect(await me(stop.signal)).toEqual({ ok: false, failure: { kind: 'cancelled' } });
    expect(performance.now() - begun).toBeLessThan(1_500);
    expect(seen).toHaveLength(1);
  });

  test('cancel while an answer is awaited returns at once and is not logged as trouble', async () => {
    const { me, simulator, log } = await simulate(['no-headers']);
    const stop = new AbortController();
    const answer = me(stop.signal);
    await expect.poll(() => simulator.requests.length).toBe(1);
    stop.abort();
    expect(await answer).toEqual({ ok: false, failure: { kind: 'cancelled' } });
    expect(log).toEqual([]);
  });

  test('what was cancelled before its turn is never sent', async () => {
    const { me, simulator } = await simulate([]);
    const stop = new AbortController();
    stop.abort();
    expect(await me(stop.signal)).toEqual({ ok: false, failure: { kind: 'cancelled' } });
    expect(simulator.requests).toEqual([]);
  });

  test('a wait that has passed leaves no listener behind', async () => {
    const listeners = new Set<() => void>();
    await waitFor(1, {
      aborted: false,
      addEventListener: (_, listener) => void listeners.add(listener),
      removeEventListener: (_, listener) => void listeners.delete(listener),
    });
    expect(listeners.size).toBe(0);
  });
});
