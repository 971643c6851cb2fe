import { parentPort, workerData } from 'node:worker_threads';
import { doUpkeep, type UpkeepTask } from './do-upkeep.js';

/** The upkeep of a history off the main thread; posts its report and ends. */
parentPort?.postMessage(
  // Only run-upkeep.ts starts this file, with a task.
  doUpkeep(workerData as UpkeepTask),
);
