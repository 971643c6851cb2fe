import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createSpoiledApi, headers, USAGE } from './spoiled-api.js';

const { urlOf, get, spoil, lastStatus } = createSpoiledApi();

/** Only as far as the headers; the body is the test's own business. */
const open = (path: string) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(urlOf(path), { headers, maxHeaderSize: 65_536 }, resolve);
    sent.on('error', reject);
    sent.end();
  });

describe('answers that break on the way', () => {
  const readAll = async (response: IncomingMessage) => {
    let bytes = 0;
    for await (const chunk of response) bytes += (chunk as Buffer).length;
    return bytes;
  };

  test('a body that is reset in its middle', async () => {
    spoil('reset-in-body');
    const response = await open(USAGE);
    expect(response.statusCode).toBe(200);
    await expect(readAll(response)).rejects.toThrow();
  });

  test('a body of 200 megabytes, which ends when nobody reads on', async () => {
    spoil('huge-body');
    const response = await open(USAGE);
    let bytes = 0;
    for await (const chunk of response) {
      bytes += (chunk as Buffer).length;
      if (bytes > 4_000_000) break;
    }
    expect(bytes).toBeGreaterThan(4_000_000);
    response.destroy();
    spoil();
    expect((await get('me')).status).toBe(200);
  });

  test('a small body that would grow to 200 megabytes', async () => {
    spoil('gzip-bomb');
    const response = await open(USAGE);
    expect(response.headers['content-encoding']).toBe('gzip');
    expect(await readAll(response)).toBeLessThan(1_000_000);
  });

  test('a body that hardly moves, and headers that never come', async () => {
    spoil('slow-body');
    const response = await open(USAGE);
    const [chunk] = (await response.iterator({ destroyOnReturn: true }).next()).value.toString();
    expect(chunk).toBe('{');
    response.destroy();
    spoil('no-headers');
    const controller = new AbortController();
    const pending = fetch(urlOf('me'), { headers, signal: controller.signal });
    await expect.poll(lastStatus).toBe(0);
    controller.abort();
    await expect(pending).rejects.toThrow();
  });

  test('forty kilobytes of headers', async () => {
    spoil('huge-headers');
    await expect(get('me')).rejects.toThrow();
    const response = await open('me');
    expect(response.headers['x-padding']).toHaveLength(40_000);
    response.resume();
  });

  test('something that is not HTTP', async () => {
    spoil('not-http');
    await expect(get('me')).rejects.toThrow();
    expect(lastStatus()).toBe(0);
  });
});
