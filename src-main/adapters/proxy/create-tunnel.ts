import { request as askHttp, type ClientRequest } from 'node:http';
import { request as askHttps, type RequestOptions } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { errorCode } from '../../shared/error-code.js';
import { nameOfProxy } from './proxy-rule.js';

/** From the name's resolution to the proxy's answer, as long as an answer's headers may take. */
const OPEN_MS = 15_000;
const MAX_HEADER_BYTES = 32 * 1024;
/** A family of addresses that leads nowhere gives way to the other (M8). */
const ADDRESSES = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 2_000 };

/** A way through one proxy to `host:port`; what passes is encrypted end to end on top of it. */
export interface Tunnel {
  open(target: string): Promise<Socket>;
  /** Gives up what is still being opened. */
  close(): void;
}

export interface TunnelOptions {
  readonly openMs?: number;
  readonly trusted?: readonly string[] | null;
}

/**
 * Asks a proxy to CONNECT. Not undici's ProxyAgent: version 6 asks for ever where a proxy hangs up
 * (nodejs/undici#3897), waits 300 s for its answer and tells a refusal by its message alone.
 */
export function createTunnel(proxy: URL, { openMs = OPEN_MS, trusted }: TunnelOptions): Tunnel {
  const name = nameOfProxy(proxy);
  const isTls = proxy.protocol === 'https:';
  const host = proxy.hostname.replace(/^\[|\]$/g, '');
  const authorization = authorizationOf(proxy);
  const asking = new Set<ClientRequest>();

  const optionsFor = (target: string): RequestOptions => ({
    method: 'CONNECT',
    host,
    port: proxy.port || (isTls ? 443 : 80),
    path: target,
    headers: {
      host: target,
      ...(authorization ? { 'proxy-authorization': authorization } : {}),
    },
    // Node would take it from the host header, which names the target.
    servername: isIP(host) ? '' : host,
    agent: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    // Whatever the environment says (S20).
    rejectUnauthorized: true,
    ...ADDRESSES,
    ...(trusted ? { ca: [...trusted] } : {}),
  });

  const open = (target: string) =>
    new Promise<Socket>((resolve, reject) => {
      const ask = (isTls ? askHttps : askHttp)(optionsFor(target));
      const timer = setTimeout(() => ask.destroy(new Error('no answer in time')), openMs);
      const settle = () => {
        clearTimeout(timer);
        asking.delete(ask);
      };
      asking.add(ask);
      // It stays: a reset that comes late must not end the app.
      ask.on('error', (error) => {
        settle();
        reject(troubleOfError(error, name));
      });
      ask.once('connect', ({ statusCode = 0 }, socket: Socket) => {
        settle();
        socket.on('error', () => undefined);
        if (statusCode >= 200 && statusCode < 300) return resolve(socket);
        socket.destroy();
        return reject(trouble('PROXY_TROUBLE', `${statusCode} from ${name}`));
      });
      ask.end();
    });

  return {
    open,
    close() {
      for (const ask of asking) ask.destroy(new Error('closed'));
    },
  };
}

function authorizationOf({ username, password }: URL): string | null {
  if (!username && !password) return null;
  const plain = `${decode(username)}:${decode(password)}`;
  return `Basic ${Buffer.from(plain, 'utf8').toString('base64')}`;
}

/** A per cent sign that was never meant as an escape stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The sender tells these by their code; the message names the proxy. */
const trouble = (code: string, message: string) => Object.assign(new Error(message), { code });

function troubleOfError(error: Error, name: string): Error {
  const reason = errorCode(error) ?? error.message;
  const isUntrusted = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(reason);
  return trouble(isUntrusted ? 'PROXY_CERTIFICATE' : 'PROXY_TROUBLE', `${reason} from ${name}`);
}
