import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createProxyFinder } from '../../src-main/adapters/proxy/create-proxy-finder.js';
import { createTunnelFinder } from '../../src-main/adapters/proxy/create-tunnel-finder.js';
import { ADMIN_KEY, cleanUpAfter } from '../cli/run-tidemark.js';
import { createAuthority } from '../fakes/certificates.js';
import { startConnectProxy } from '../fakes/connect-proxy.js';
import { createSender, stopped } from './support/create-sender.js';
import { TUNNEL_REFUSED, throughProxy } from './support/through-proxy.js';
import { AUTHORITY, HOST, listen, OWN, serve, serveTls } from './support/tls-host.js';

cleanUpAfter('each');

describe('a proxy', () => {
  test('carries the request through one tunnel, and never sees the key', async () => {
    const keys: unknown[] = [];
    const { send, proxy } = await throughProxy({
      answer: (request, response) => {
        keys.push(request.headers['x-api-key']);
        response.end('{}');
      },
    });
    expect(await send(`https://${HOST}/v1/me`)).toMatchObject({ ok: true, value: { status: 200 } });
    expect(await send(`https://${HOST}/v1/me`)).toMatchObject({ ok: true });
    expect(keys).toEqual([ADMIN_KEY, ADMIN_KEY]);
    expect(proxy.asked).toEqual([
      { target: `${HOST}:443`, headers: { host: `${HOST}:443`, connection: 'close' } },
    ]);
    expect(proxy.inClear).toEqual([]);
    expect(proxy.passed().length).toBeGreaterThan(200);
    expect(proxy.passed().includes(ADMIN_KEY.slice(20))).toBe(false);
  });

  test.each([
    ['anna:geheim@', 'anna:geheim'],
    ['anna:p%40ss%3A%2F@', 'anna:p@ss:/'],
    ['anna@', 'anna:'],
    ['anna:50%25%zz@', 'anna:50%25%zz'],
  ])('M5: is given its own password: %s', async (credentials, plain) => {
    const { send, proxy } = await throughProxy({ credentials });
    expect(await send(`https://${HOST}`)).toMatchObject({ ok: true });
    expect(proxy.asked[0]?.headers['proxy-authorization']).toBe(
      `Basic ${Buffer.from(plain).toString('base64')}`,
    );
  });

  test('M7: that is itself spoken to over TLS is checked like every other host', async () => {
    const good = AUTHORITY.issue(['127.0.0.1']);
    const right = await throughProxy({ certificate: good });
    expect(await right.send(`https://${HOST}`)).toMatchObject({ ok: true });
    const wrong = await throughProxy({ certificate: OWN, credentials: 'anna:geheim@' });
    const result = await wrong.send(`https://${HOST}`);
    expect(result).toEqual({
      ok: false,
      failure: {
        kind: 'certificate-untrusted',
        detail: `ERR_TLS_CERT_ALTNAME_INVALID from https://127.0.0.1:${wrong.proxy.port}`,
      },
    });
    expect(wrong.proxy.asked).toEqual([]);
  });

  test('M7: that puts its own certificate in place of the API’s gets no key', async () => {
    const port = await serveTls(createAuthority('Inspecting proxy').issue([HOST]));
    const proxy = await startConnectProxy({ to: port });
    onTestFinished(proxy.stop);
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    const send = createSender({ findTunnel: createTunnelFinder(createProxyFinder({ env })) });
    expect(await send(`https://${HOST}`)).toMatchObject({
      failure: { kind: 'certificate-untrusted', detail: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
    });
  });

  test.each([
    ['M5', '407 Proxy Authentication Required'],
    ['M6', '403 Forbidden'],
    ['M6', '502 Bad Gateway'],
    ['M6', '504 Gateway Timeout'],
    ['M6', '302 Found'],
  ])('%s: that answers %s is proxy trouble, asked once', async (_, status) => {
    const { send, proxy } = await throughProxy({
      refusal: TUNNEL_REFUSED(status, '<html>'),
      credentials: 'anna:geheim@',
    });
    expect(await send(`https://${HOST}`)).toEqual({
      ok: false,
      failure: {
        kind: 'proxy-trouble',
        detail: `${status.slice(0, 3)} from http://127.0.0.1:${proxy.port}`,
      },
    });
    expect(proxy.asked).toHaveLength(1);
  });

  test('M6: that hangs up is proxy trouble, asked once', async () => {
    const { send, proxy } = await throughProxy({ refusal: null });
    expect(await send(`https://${HOST}`)).toMatchObject({
      failure: { kind: 'proxy-trouble', detail: expect.stringContaining('ECONNRESET') },
    });
    expect(proxy.asked).toHaveLength(1);
  });

  test.each([
    ['nonsense', 'SSH-2.0-OpenSSH_9.2\r\n', 'HPE_'],
    ['40 kB of headers', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`, 'HPE_HEADER'],
  ])('M6: that answers %s is proxy trouble', async (_, refusal, detail) => {
    const { send } = await throughProxy({ refusal });
    expect(await send(`https://${HOST}`)).toMatchObject({
      failure: { kind: 'proxy-trouble', detail: expect.stringContaining(detail) },
    });
  });

  test('M6: that does not answer in time is proxy trouble', async () => {
    const port = await listen(
      createServer((socket) => socket.on('error', () => undefined).resume()),
    );
    const env = { HTTPS_PROXY: `http://127.0.0.1:${port}` };
    const findTunnel = createTunnelFinder(createProxyFinder({ env }), { openMs: 60 });
    expect(await createSender({ findTunnel })(`https://${HOST}`)).toEqual({
      ok: false,
      failure: {
        kind: 'proxy-trouble',
        detail: `no answer in time from http://127.0.0.1:${port}`,
      },
    });
  });

  test('M6: that is dead is proxy trouble, and the direct way is not tried', async () => {
    let asked = 0;
    const port = await serveTls(OWN, (_request, response) => {
      asked += 1;
      response.end('{}');
    });
    const env = { HTTPS_PROXY: 'http://anna:geheim@127.0.0.1:1' };
    const findTunnel = createTunnelFinder(createProxyFinder({ env }));
    expect(await createSender({ findTunnel })(`https://${HOST}:${port}`)).toEqual({
      ok: false,
      failure: { kind: 'proxy-trouble', detail: 'ECONNREFUSED from http://127.0.0.1:1' },
    });
    expect(asked).toBe(0);
  });

  test('M6: that cannot be used is proxy trouble, and the direct way is not tried', async () => {
    const port = await serveTls();
    for (const proxy of ['socks5://127.0.0.1:1080', 'what is this']) {
      const findTunnel = createTunnelFinder(createProxyFinder({ env: { ALL_PROXY: proxy } }));
      expect(await createSender({ findTunnel })(`https://${HOST}:${port}`)).toMatchObject({
        failure: { kind: 'proxy-trouble', detail: expect.stringContaining('ALL_PROXY') },
      });
    }
  });

  test('S14: an address without https never goes through it: it would read the key', async () => {
    const proxy = await startConnectProxy({ to: await serve() });
    onTestFinished(proxy.stop);
    const env = { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` };
    const findTunnel = createTunnelFinder(createProxyFinder({ env }));
    expect(await createSender({ findTunnel })(`http://${HOST}`)).toMatchObject({
      failure: { kind: 'proxy-trouble' },
    });
    expect([proxy.asked, proxy.inClear]).toEqual([[], []]);
  });

  test('A20: a redirect that comes through it is not followed', async () => {
    const { send, proxy } = await throughProxy({
      answer: (_, response) =>
        response.writeHead(307, { location: `https://elsewhere.test/` }).end(),
    });
    expect(await send(`https://${HOST}`)).toMatchObject({ value: { status: 307 } });
    expect(proxy.asked.map(({ target }) => target)).toEqual([`${HOST}:443`]);
  });

  test('A18, S18: the limits hold behind it: headers, silence, the whole request', async () => {
    const large = await throughProxy({
      answer: (_, response) => response.writeHead(200, { padding: 'y'.repeat(40_000) }).end(),
    });
    expect(await large.send(`https://${HOST}`)).toMatchObject({ failure: { kind: 'too-large' } });
    const silent = await throughProxy({
      answer: () => undefined,
      sender: { wholeRequestMs: 300 },
    });
    expect(await silent.send(`https://${HOST}`)).toMatchObject({
      failure: { kind: 'timed-out' },
    });
  });

  test('that changes while Tidemark runs is used from the next request on', async () => {
    const first = await throughProxy();
    const second = await throughProxy();
    let current = first;
    const send = createSender({ findTunnel: (url) => current.findTunnel(url) });
    await send(`https://${HOST}`);
    current = second;
    expect(await send(`https://${HOST}`)).toMatchObject({ ok: true });
    expect([first.proxy.asked.length, second.proxy.asked.length]).toEqual([1, 1]);
  });

  test('stopping does not wait for it', async () => {
    const port = await listen(
      createServer((socket) => socket.on('error', () => undefined).resume()),
    );
    const env = { HTTPS_PROXY: `http://127.0.0.1:${port}` };
    const findTunnel = createTunnelFinder(createProxyFinder({ env }));
    expect(await stopped({ findTunnel })).toEqual({
      ok: false,
      failure: { kind: 'cancelled' },
    });
  });

  test('M6: a system that never names one is ended by the limit of the whole request', async () => {
    const send = createSender({
      findTunnel: () => new Promise(() => undefined),
      wholeRequestMs: 40,
    });
    expect(await send(`https://${HOST}`)).toMatchObject({ failure: { kind: 'timed-out' } });
  });
});
