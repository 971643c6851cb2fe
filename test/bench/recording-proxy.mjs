import { once } from 'node:events';
import { createServer, request } from 'node:http';

/**
 * Passes everything on and remembers what was asked.
 * @param {string} target
 */
export async function startRecordingProxy(target) {
  const asked = [];
  let bytes = 0;
  const server = createServer((incoming, response) => {
    asked.push({ path: incoming.url, headers: incoming.headers });
    const onward = request(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.on('data', (chunk) => {
          bytes += chunk.length;
        });
        answer.pipe(response);
      },
    );
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    bytes: () => bytes,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
