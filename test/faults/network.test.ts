import type { LookupFunction } from 'node:net';
import { describe, expect, test } from 'vitest';
import { cleanUpAfter } from '../cli/run-tidemark.js';
import { createSender, lookupAs, lookupFailing, stopped } from './support/create-sender.js';
import { HOST, serveTls } from './support/tls-host.js';

cleanUpAfter('each');

describe('M4: nobody is reached', () => {
  test.each(['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ETIMEDOUT'])(
    'M4: %s is offline, with its own detail',
    async (code) => {
      const send = createSender({ lookup: lookupFailing(code) });
      expect(await send(`https://${HOST}`)).toEqual({
        ok: false,
        failure: { kind: 'offline', detail: code },
      });
    },
  );

  test('M4: refused is offline, with its own detail', async () => {
    const send = createSender();
    expect(await send('https://127.0.0.1:1')).toEqual({
      ok: false,
      failure: { kind: 'offline', detail: 'ECONNREFUSED' },
    });
  });

  test('M4: a host that swallows the connection is offline, not a slow service', async () => {
    const silent: LookupFunction = () => undefined;
    const send = createSender({ lookup: silent, connectMs: 50 });
    expect(await send(`https://${HOST}`)).toEqual({
      ok: false,
      failure: { kind: 'offline', detail: 'UND_ERR_CONNECT_TIMEOUT' },
    });
  });
});

test('M4: stopping does not wait for a connection that does not come', async () => {
  expect(await stopped({ lookup: () => undefined })).toEqual({
    ok: false,
    failure: { kind: 'cancelled' },
  });
});

describe('M8: a computer with two families of addresses', () => {
  const BOTH = [
    { address: '::1', family: 6 },
    { address: '127.0.0.1', family: 4 },
  ] as const;

  test('M8: where IPv6 leads nowhere, IPv4 is used', async () => {
    const port = await serveTls();
    const send = createSender({ lookup: lookupAs(...BOTH) });
    expect(await send(`https://${HOST}:${port}`)).toMatchObject({ ok: true });
  });

  test('M8: where neither leads anywhere it is offline', async () => {
    const send = createSender({ lookup: lookupAs(...BOTH) });
    expect(await send(`https://${HOST}:1`)).toEqual({
      ok: false,
      failure: { kind: 'offline', detail: 'ECONNREFUSED' },
    });
  });
});
