import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface SimulatedOrganization {
  readonly url: string;
  readonly adminKey: string;
  stop(): Promise<void>;
}

/** Opens nothing but the simulator on this machine. */
const DEMO_KEY = 'sk-ant-admin01-demo-organization';
const DEMO_SEED = 1;
const STOP_MS = 1_000;

/** Demo mode: the invented organization behind its own Admin API, in a thread of its own. */
export async function startSimulatedOrganization(
  workerFile: string | URL,
): Promise<SimulatedOrganization> {
  const worker = new Worker(workerFile, { workerData: { seed: DEMO_SEED } });
  const port = await portOf(worker);
  worker.unref();
  return {
    url: `http://127.0.0.1:${port}`,
    adminKey: DEMO_KEY,
    async stop() {
      const patience = new AbortController();
      const timer = setTimeout(() => patience.abort(), STOP_MS);
      const ended = once(worker, 'exit', { signal: patience.signal }).catch(() => undefined);
      worker.postMessage('stop');
      await ended;
      clearTimeout(timer);
      await worker.terminate();
    },
  };
}

/** Rejects when the worker fails before it listens. */
async function portOf(worker: Worker): Promise<number> {
  const [message]: unknown[] = await once(worker, 'message');
  const port: unknown =
    typeof message === 'object' && message !== null ? Reflect.get(message, 'port') : null;
  if (typeof port !== 'number') throw new Error('the simulator did not say where it listens');
  return port;
}
