import { parentPort, workerData } from 'node:worker_threads';
import { createSimulator } from './simulator.js';

/** The simulator off the main thread. Posts `{ port }` once it listens; `stop` ends it. */
const asked: unknown = workerData;
const numberOf = (name: string): number | undefined => {
  const value: unknown =
    typeof asked === 'object' && asked !== null ? Reflect.get(asked, name) : undefined;
  return typeof value === 'number' ? value : undefined;
};

async function run(): Promise<void> {
  const simulator = await createSimulator({
    seed: numberOf('seed') ?? 1,
    port: numberOf('port') ?? 0,
  });
  parentPort?.on('message', (message: unknown) => {
    if (message === 'stop') void simulator.stop().then(() => parentPort?.close());
  });
  parentPort?.postMessage({ port: simulator.port });
}

void run();
