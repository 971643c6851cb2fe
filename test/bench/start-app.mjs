import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const probe = fileURLToPath(new URL('probe.cjs', import.meta.url));
const END_LIMIT_MS = 5000;
let sockets = 0;

/**
 * @typedef {object} AppUnderTest
 * @property {string} name
 * @property {string} executable of Electron
 * @property {string} folder
 * @property {string} mainFile
 * @property {readonly string[]} args
 * @property {Record<string, string>} env of the desktop session and the app
 *
 * @typedef {object} RunningApp
 * @property {number} pid
 * @property {number} spawnedAt in epoch ms
 * @property {() => Promise<void>} end
 * @property {(name: string, value?: unknown) => Promise<any>} ask only of an app with the probe
 */

/** Bare, for start-up and memory. @param {AppUnderTest} app @returns {RunningApp} */
export function startBare(app) {
  return running(app, [], {}, () => Promise.reject(new Error('There is no probe in this app')));
}

/** With the probe inside, for everything about its window. @param {AppUnderTest} app */
export async function startProbed(app) {
  const server = createServer();
  sockets += 1;
  const file = path.join(app.env.XDG_RUNTIME_DIR, `bench-${sockets}`);
  server.listen(file);
  await once(server, 'listening');
  const extraEnv = { BENCH_SOCKET: file, BENCH_MAIN: app.mainFile };
  const started = running(app, ['-r', probe], extraEnv, ask);
  const [socket] = await once(server, 'connection');
  const lines = createInterface({ input: socket });

  async function ask(name, value) {
    socket.write(`${JSON.stringify({ name, value })}\n`);
    const [line] = await once(lines, 'line');
    const { result, error } = JSON.parse(line);
    if (error) throw new Error(`${app.name}, ${name}: ${error}`);
    return result;
  }

  return {
    ...started,
    async end() {
      await started.end();
      socket.destroy();
      server.close();
    },
  };
}

/** @returns {RunningApp} */
function running({ executable, folder, args, env }, words, extraEnv, ask) {
  const spawnedAt = performance.timeOrigin + performance.now();
  const child = spawn(executable, [...words, '--no-sandbox', folder, ...args], {
    env: { ...env, ...extraEnv },
    stdio: 'ignore',
  });
  return {
    pid: Number(child.pid),
    spawnedAt,
    ask,
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), END_LIMIT_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}
