import { writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import {
  type AddressInfo,
  connect,
  createServer,
  type LookupFunction,
  type Server,
} from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import {
  createRequestSender,
  type RequestSenderOptions,
} from '../../src-main/adapters/admin-api/send-request.js';
import { createCorrectedClock } from '../../src-main/adapters/corrected-clock.js';
import { createProxyFinder } from '../../src-main/adapters/proxy/create-proxy-finder.js';
import { createTunnelFinder } from '../../src-main/adapters/proxy/create-tunnel-finder.js';
import { readTrustedCertificates } from '../../src-main/adapters/trusted-certificates.js';
import { HOUR_MS } from '../../src-main/shared/units.js';
import {
  ADMIN_KEY,
  cleanUpAfter,
  runTidemark,
  startSimulator,
  temporaryFolder,
} from '../cli/run-tidemark.js';
import { type Certificate, createAuthority } from '../fakes/certificates.js';
import { type ConnectProxyOptions, startConnectProxy } from '../fakes/connect-proxy.js';

cleanUpAfter('each');

const HOST = 'api.tidemark.test';
const AUTHORITY = createAuthority();
const OWN = AUTHORITY.issue([HOST]);
const NOW = Date.parse('2026-11-21T20:17:05Z');
const never = () => new AbortController().signal;

const ended: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  ended.push(() => new Promise((resolve) => server.close(resolve)));
  // A listening TCP server has a port.
  return (server.address() as AddressInfo).port;
}

const greet: RequestListener = (_, response) => response.end('{"hello":1}');
const serve = (answer = greet) => listen(createHttpServer(answer));
const serveTls = (certificate: Certificate = OWN, answer = greet) =>
  listen(createHttpsServer({ ...certificate }, answer));

/** Every name leads to this machine alone. */
const lookupAs =
  (...addresses: readonly { address: string; family: number }[]): LookupFunction =>
  (_host, options, done) => {
    const [first] = addresses;
    if (options.all) done(null, [...addresses]);
    else done(null, first?.address ?? '', first?.family);
  };
const here = lookupAs({ address: '127.0.0.1', family: 4 });

function createSender(options: RequestSenderOptions = {}) {
  const sender = createRequestSender({ lookup: here, trusted: [AUTHORITY.cert], ...options });
  ended.push(sender.close);
  const send = (url: string, cancel = never()) =>
    sender.send(new URL(url), { 'x-api-key': ADMIN_KEY }, cancel);
  return send;
}

const lookupFailing =
  (code: string): LookupFunction =>
  (_host, _options, done) =>
    done(Object.assign(new Error(code), { code }), '', 0);

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

/** What a request that waits for its connection answers when it is stopped. */
async function stopped(options: RequestSenderOptions) {
  const stop = new AbortController();
  const answer = createSender(options)(`https://${HOST}`, stop.signal);
  setTimeout(() => stop.abort(), 30);
  return Promise.race([answer, sleep(5_000, 'still waiting')]);
}

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

describe('M7: a certificate that is not trusted', () => {
  const stranger = createAuthority('Inspecting proxy');
  const day = 86_400_000;
  test.each([
    ['of an unknown authority', stranger.issue([HOST]), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    [
      'that has expired',
      AUTHORITY.issue([HOST], { from: Date.now() - 2 * day, to: Date.now() - day }),
      'CERT_HAS_EXPIRED',
    ],
    [
      'that is not valid yet',
      AUTHORITY.issue([HOST], { from: Date.now() + day, to: Date.now() + 2 * day }),
      'CERT_NOT_YET_VALID',
    ],
    ['of another host', AUTHORITY.issue(['other.test']), 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('M7: one %s is refused, and the key is not sent', async (_, certificate, detail) => {
    let asked = 0;
    const port = await serveTls(certificate, (_request, response) => {
      asked += 1;
      response.end('{}');
    });
    const send = createSender();
    expect(await send(`https://${HOST}:${port}`)).toEqual({
      ok: false,
      failure: { kind: 'certificate-untrusted', detail },
    });
    expect(asked).toBe(0);
  });

  test('M7: a self-signed one is refused although the environment asks to take anything', async () => {
    const port = await serveTls();
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    ended.push(() => delete process.env.NODE_TLS_REJECT_UNAUTHORIZED);
    const send = createSender({ trusted: null });
    expect(await send(`https://${HOST}:${port}`)).toMatchObject({
      failure: { kind: 'certificate-untrusted' },
    });
  });

  test('M7: the company’s authority is read from the file that NODE_EXTRA_CA_CERTS names', async () => {
    const file = join(temporaryFolder(), 'company.pem');
    writeFileSync(file, stranger.cert);
    const port = await serveTls(stranger.issue([HOST]));
    const trusted = readTrustedCertificates({ NODE_EXTRA_CA_CERTS: file });
    expect(trusted?.length).toBeGreaterThan(100);
    expect(await createSender({ trusted })(`https://${HOST}:${port}`)).toMatchObject({ ok: true });
  });

  test('M7: without such a file, or with another one, the built-in authorities stay', () => {
    const file = join(temporaryFolder(), 'notes.txt');
    writeFileSync(file, 'no certificate');
    for (const named of ['', file, join(file, 'missing')]) {
      expect(readTrustedCertificates({ NODE_EXTRA_CA_CERTS: named })).toBeNull();
    }
  });

  test('M7: something that does not speak TLS is not the API', async () => {
    const port = await serve();
    expect(await createSender()(`https://${HOST}:${port}`)).toMatchObject({
      failure: { kind: 'not-the-api' },
    });
  });
});

/** A proxy in front of a TLS server, and a sender whose environment names it. */
async function throughProxy(
  options: Omit<ConnectProxyOptions, 'to'> & {
    readonly answer?: RequestListener;
    readonly credentials?: string;
    readonly openMs?: number;
    readonly sender?: RequestSenderOptions;
  } = {},
) {
  const { answer = greet, credentials = '', openMs, sender, ...more } = options;
  const port = await serveTls(OWN, answer);
  const proxy = await startConnectProxy({ to: port, ...more });
  ended.push(proxy.stop);
  const scheme = more.certificate ? 'https' : 'http';
  const env = { HTTPS_PROXY: `${scheme}://${credentials}127.0.0.1:${proxy.port}` };
  const findTunnel = createTunnelFinder(createProxyFinder({ env }), {
    trusted: [AUTHORITY.cert],
    ...(openMs ? { openMs } : {}),
  });
  // Without the proxy the host is nowhere.
  const send = createSender({ lookup: lookupFailing('ENOTFOUND'), findTunnel, ...sender });
  return { proxy, env, findTunnel, send };
}

const TUNNEL_REFUSED = (status: string, body = '') =>
  `HTTP/1.1 ${status}\r\nproxy-authenticate: Basic realm="corp"\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

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
    ended.push(proxy.stop);
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
    ended.push(proxy.stop);
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

describe('T1: the date of an answer', () => {
  const dated = (headers: Readonly<Record<string, string>>) =>
    serve((_, response) => {
      const date = new Date(NOW + 3 * HOUR_MS).toUTCString();
      response.writeHead(200, { date, ...headers }).end('{}');
    });
  const ask = async (port: number) => {
    const clock = createCorrectedClock({ now: () => NOW });
    const send = createSender({ now: () => NOW, onAnswerDate: clock.observe });
    expect(await send(`http://127.0.0.1:${port}`)).toMatchObject({ ok: true });
    return clock.offsetMs();
  };

  test('T1: of the API sets a clock right that is three hours behind', async () => {
    expect(await ask(await dated({ 'request-id': 'req_1' }))).toBe(3 * HOUR_MS + 500);
  });

  test('T1: of something else, or of a copy kept on the way, does not', async () => {
    expect(await ask(await dated({}))).toBe(0);
    expect(await ask(await dated({ 'request-id': 'req_1', age: '10800' }))).toBe(0);
  });
});

describe('the command line as a whole', () => {
  /** The simulated API over TLS, behind a proxy that alone knows where its host is. */
  async function office(options: Omit<ConnectProxyOptions, 'to'> = {}) {
    const simulator = await startSimulator();
    const port = await listen(
      createTlsServer({ ...OWN }, (socket) => {
        const inner = connect(simulator.port, '127.0.0.1');
        socket.on('error', () => inner.destroy()).pipe(inner);
        inner.on('error', () => socket.destroy()).pipe(socket);
      }),
    );
    const proxy = await startConnectProxy({ to: port, ...options });
    ended.push(proxy.stop);
    const folder = temporaryFolder();
    const authority = join(folder, 'company.pem');
    writeFileSync(authority, AUTHORITY.cert);
    const env = {
      ANTHROPIC_ADMIN_KEY: ADMIN_KEY,
      TIDEMARK_API_BASE_URL: `https://${HOST}`,
      TIDEMARK_DATA_DIR: join(folder, 'data'),
      TIDEMARK_NOW: '2026-11-21T20:17:05Z',
      NODE_EXTRA_CA_CERTS: authority,
      HTTPS_PROXY: `http://anna:geheim@127.0.0.1:${proxy.port}`,
    };
    const sync = (more: NodeJS.ProcessEnv = {}) =>
      runTidemark(['sync', '--since', '2026-11-20T00:00:00Z', '--json'], {
        env: { ...env, ...more },
      });
    return { simulator, proxy, sync };
  }

  test('syncs through a proxy that the environment names', async () => {
    const { sync, proxy, simulator } = await office();
    expect(await sync()).toMatchObject({ code: 0 });
    expect(simulator.requests.length).toBeGreaterThan(2);
    expect(new Set(proxy.asked.map(({ target }) => target))).toEqual(new Set([`${HOST}:443`]));
    expect(proxy.passed().includes(ADMIN_KEY.slice(20))).toBe(false);
  });

  test('M5: a proxy that wants another password is named, and the key is not suspected', async () => {
    const { sync, simulator } = await office({
      refusal: TUNNEL_REFUSED('407 Proxy Authentication Required'),
    });
    const { code, stdout, stderr } = await sync();
    expect(code).toBe(4);
    expect(`${stdout}${stderr}`).toContain('"proxy-trouble"');
    expect(`${stdout}${stderr}`).not.toMatch(/anna|geheim|key-refused/);
    expect(simulator.requests).toEqual([]);
  });

  test.each([
    ['dead', 'http://127.0.0.1:1'],
    ['SOCKS', 'socks5h://anna:geheim@127.0.0.1:1080'],
    ['garbage', 'geheim geheim'],
  ])('M6: a %s proxy is named and not passed by', async (_, HTTPS_PROXY) => {
    const { sync, simulator } = await office();
    const { code, stdout, stderr } = await sync({ HTTPS_PROXY });
    expect(code).toBe(4);
    expect(`${stdout}${stderr}`).toContain('"proxy-trouble"');
    expect(`${stdout}${stderr}`).not.toMatch(/anna|geheim/);
    expect(simulator.requests).toEqual([]);
  });

  test('M7: without the company’s certificate nothing is sent, and the way out is told', async () => {
    const { sync, simulator } = await office();
    const { code, stdout, stderr } = await sync({ NODE_EXTRA_CA_CERTS: '' });
    expect(code).toBe(4);
    expect(`${stdout}${stderr}`).toContain('"certificate-untrusted"');
    expect(`${stdout}${stderr}`).toContain('NODE_EXTRA_CA_CERTS');
    expect(simulator.requests).toEqual([]);
  });

  test.each([3, -3])('T1: a clock %i hours off asks for the API’s hours', async (hours) => {
    const apiNow = () => Date.now() + hours * HOUR_MS;
    const simulator = await startSimulator({ now: apiNow });
    const { code } = await runTidemark(
      ['sync', '--since', new Date(apiNow() - 24 * HOUR_MS).toISOString()],
      {
        env: {
          ANTHROPIC_ADMIN_KEY: ADMIN_KEY,
          TIDEMARK_API_BASE_URL: simulator.url,
          TIDEMARK_DATA_DIR: temporaryFolder(),
        },
      },
    );
    expect(code).toBe(0);
    const ends = simulator.requests
      .map(({ query }) => new URLSearchParams(query))
      .filter((query) => query.get('bucket_width') === '1h')
      .map((query) => Date.parse(query.get('ending_at') ?? ''));
    expect(Math.max(...ends)).toBeGreaterThan(apiNow() - 2 * HOUR_MS);
    expect(Math.max(...ends)).toBeLessThan(apiNow() + HOUR_MS);
  });
});
