import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { PlannedTrouble } from './plan-troubles.js';

/** A trouble outside of the app, told to the process that makes it. */
export type TellTrouble = (trouble: PlannedTrouble) => Promise<void>;

export function listenForTroubles(meet: TellTrouble): Promise<number> {
  const server = createServer(async (incoming, response) => {
    let body = '';
    for await (const part of incoming) body += part;
    // Only createTeller below writes here.
    await meet(JSON.parse(body) as PlannedTrouble);
    response.end();
  });
  server.listen(0, '127.0.0.1');
  return once(server, 'listening').then(() => {
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  });
}

export const createTeller =
  (port: number): TellTrouble =>
  (trouble) =>
    new Promise((resolve, reject) => {
      const asking = request(
        { port, host: '127.0.0.1', method: 'POST', agent: false },
        (answer) => {
          answer.resume();
          answer.on('end', resolve);
        },
      );
      asking.on('error', reject);
      asking.end(JSON.stringify(trouble));
    });
