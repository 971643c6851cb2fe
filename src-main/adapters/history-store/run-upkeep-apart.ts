import { utilityProcess } from 'electron';
import type { UpkeepReport } from './do-upkeep.js';
import type { RunUpkeep } from './run-upkeep.js';

/**
 * In a process of its own, from the built `file`. Not in a thread: SQLite's module brings the whole
 * app down when its thread is ended at work.
 */
export const runUpkeepApart =
  (file: string): RunUpkeep =>
  (task) => {
    const child = utilityProcess.fork(file, [], {
      serviceName: 'Tidemark upkeep',
      stdio: 'ignore',
    });
    let stop = () => void child.kill();
    const report = new Promise<UpkeepReport>((resolve, reject) => {
      const end = () => reject(new Error('the upkeep was ended'));
      child.once('message', resolve);
      child.once('exit', end);
      // One that is ended before it has started tells of no exit.
      stop = () => {
        child.kill();
        end();
      };
    });
    child.postMessage(task);
    return { report: report.finally(stop), stop };
  };
