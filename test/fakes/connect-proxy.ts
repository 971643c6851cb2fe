import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Certificate } from './certificates.js';

export interface ConnectProxy {
  readonly port: number;
  /** What it was asked to reach, and with which headers. */
  readonly asked: readonly { readonly target: string; readonly headers: IncomingHttpHeaders }[];
  /** Every byte that came from the client's side of its tunnels. */
  readonly passed: () => Buffer;
  /** Requests in clear, which nobody may send. */
  readonly inClear: readonly string[];
  stop(): Promise<void>;
}

export interface ConnectProxyOptions {
  /** The one port that its tunnels lead to, on this machine, whatever host was asked for. */
  readonly to: number;
  /** An answer in place of a tunnel; null: hangs up without a word. */
  readonly refusal?: string | null;
  /** With a certificate the proxy itself is spoken to over TLS. */
  readonly certificate?: Certificate;
}

/** A real proxy on loopback: it alone knows where the hosts are that it is asked for. */
export async function startConnectProxy(options: ConnectProxyOptions): Promise<ConnectProxy> {
  const asked: { target: string; headers: IncomingHttpHeaders }[] = [];
  const passed: Buffer[] = [];
  const inClear: string[] = [];
  const sockets = new Set<Socket>();
  const onClear: RequestListener = (request, response) => {
    inClear.push(request.url ?? '');
    response.writeHead(400).end();
  };
  const server: Server = options.certificate
    ? createTlsServer({ ...options.certificate }, onClear)
    : createServer(onClear);
  server.on('connect', (request, client: Socket) => {
    asked.push({ target: request.url ?? '', headers: request.headers });
    client.on('error', () => client.destroy());
    if (options.refusal === null) return client.destroy();
    if (options.refusal) return client.end(options.refusal);
    const target = connect(options.to, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.on('data', (bytes: Buffer) => passed.push(bytes));
      client.pipe(target).pipe(client);
    });
    sockets.add(target);
    target.on('error', () => client.destroy());
    client.on('close', () => target.destroy());
    return undefined;
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has a port.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    asked,
    passed: () => Buffer.concat(passed),
    inClear,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
