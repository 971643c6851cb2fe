import type { RequestListener } from 'node:http';
import { onTestFinished } from 'vitest';
import type { RequestSenderOptions } from '../../../src-main/adapters/admin-api/send-request.js';
import { createProxyFinder } from '../../../src-main/adapters/proxy/create-proxy-finder.js';
import { createTunnelFinder } from '../../../src-main/adapters/proxy/create-tunnel-finder.js';
import { type ConnectProxyOptions, startConnectProxy } from '../../fakes/connect-proxy.js';
import { createSender, lookupFailing } from './create-sender.js';
import { AUTHORITY, greet, OWN, serveTls } from './tls-host.js';

/** A proxy in front of a TLS server, and a sender whose environment names it. */
export async function throughProxy(
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
  onTestFinished(proxy.stop);
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

export const TUNNEL_REFUSED = (status: string, body = '') =>
  `HTTP/1.1 ${status}\r\nproxy-authenticate: Basic realm="corp"\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
