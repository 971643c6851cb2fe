import { Worker } from 'node:worker_threads';
import { doUpkeep, type UpkeepReport, type UpkeepTask } from './do-upkeep.js';

export interface RunningUpkeep {
  readonly report: Promise<UpkeepReport>;
  stop(): void;
}

/** In a thread of its own where its file is known; otherwise here and now. */
export function runUpkeep(task: UpkeepTask, workerFile: string | null): RunningUpkeep {
  if (workerFile === null) {
    return { report: Promise.resolve(doUpkeep(task)), stop: () => undefined };
  }
  const worker = new Worker(workerFile, { workerData: task });
  worker.unref();
  const report = new Promise<UpkeepReport>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the upkeep was ended')));
  });
  return { report, stop: () => void worker.terminate() };
}
