import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { onTestFinished } from 'vitest';
import { type Certificate, createAuthority } from '../../fakes/certificates.js';

export const HOST = 'api.tidemark.test';
export const AUTHORITY = createAuthority();
export const OWN = AUTHORITY.issue([HOST]);

export async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  );
  // A listening TCP server has a port.
  return (server.address() as AddressInfo).port;
}

export const greet: RequestListener = (_, response) => response.end('{"hello":1}');
export const serve = (answer = greet) => listen(createHttpServer(answer));
export const serveTls = (certificate: Certificate = OWN, answer = greet) =>
  listen(createHttpsServer({ ...certificate }, answer));
