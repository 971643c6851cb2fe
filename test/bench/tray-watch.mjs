import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const SIGNAL = "type='signal',member='StatusNotifierItemRegistered'";
const LIMIT_MS = 30_000;

/**
 * Tells when a tray item is registered, by the bus's own clock.
 * @param {Record<string, string>} env of a desktop session
 */
export async function watchTray(env) {
  const words = ['--user', '--json=short', `--match=${SIGNAL}`, 'monitor'];
  const child = spawn('busctl', words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  /** @type {((epochMs: number) => void) | null} */
  let tell = null;
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.includes('StatusNotifierItemRegistered')) return;
    tell?.(JSON.parse(line)['timestamp-realtime'] / 1000);
  });
  // It says so there once it listens.
  await once(child.stderr, 'data');
  child.stderr.resume();

  return {
    /** @returns {Promise<number>} when the next item is registered, in epoch ms */
    next: () =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('No tray item came')), LIMIT_MS);
        tell = (at) => {
          clearTimeout(timer);
          resolve(at);
        };
      }),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
