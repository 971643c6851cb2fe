import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { LineState } from './plan-troubles.js';

export interface Gate {
  readonly url: string;
  set(state: LineState): Promise<void>;
}

/** The one way to the API, which can be closed: nobody listens, or whoever comes is cut off. */
export async function openGate(targetPort: number): Promise<Gate> {
  const sockets = new Set<Socket>();
  let state: LineState = 'up';

  const pass = (client: Socket) => {
    if (state === 'reset') {
      client.resetAndDestroy();
      return;
    }
    const target = connect(targetPort, '127.0.0.1');
    for (const [socket, other] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(socket);
      // What breaks on one side breaks on the other, in the same way.
      socket.on('error', () => other.resetAndDestroy());
      socket.on('close', (hadError) => {
        sockets.delete(socket);
        if (hadError) other.resetAndDestroy();
        else other.end();
      });
      socket.pipe(other);
    }
  };

  let server = await listen(0);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  async function listen(on: number): Promise<Server> {
    const created = createServer(pass);
    created.listen(on, '127.0.0.1');
    await once(created, 'listening');
    return created;
  }

  return {
    url: `http://127.0.0.1:${port}`,
    async set(next) {
      const wasListening = state !== 'refused';
      state = next;
      if (next !== 'up') for (const socket of sockets) socket.destroy();
      if (next === 'refused' && wasListening) {
        server.close();
        await once(server, 'close');
      }
      if (next !== 'refused' && !wasListening) server = await listen(port);
    },
  };
}
