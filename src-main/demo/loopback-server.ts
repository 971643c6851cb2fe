import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface LoopbackServer {
  readonly url: string;
  readonly port: number;
  /** Does not wait for anybody: open sockets are destroyed. */
  stop(): Promise<void>;
}

/** Reachable from this machine only. Port 0: any free one. */
export async function listenOnLoopback(server: Server, port: number): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    // A reader that breaks off is not the server's failure.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  let stopping: Promise<void> | null = null;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    stop() {
      stopping ??= new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      });
      return stopping;
    },
  };
}
