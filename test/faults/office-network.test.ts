import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  ADMIN_KEY,
  cleanUpAfter,
  runTidemark,
  startSimulator,
  temporaryFolder,
} from '../cli/run-tidemark.js';
import { type ConnectProxyOptions, startConnectProxy } from '../fakes/connect-proxy.js';
import { TUNNEL_REFUSED } from './support/through-proxy.js';
import { AUTHORITY, HOST, listen, OWN } from './support/tls-host.js';

cleanUpAfter('each');

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
    onTestFinished(proxy.stop);
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
});
