import { spawn } from 'node:child_process';
import type { UpkeepReport } from '../../../src-main/adapters/history-store/do-upkeep.js';
import type { RunUpkeep } from '../../../src-main/adapters/history-store/run-upkeep.js';
import { bundleStore } from '../../adapters/history-store/bundle-store.js';

const CHILD = `
const { doUpkeep } = require(process.argv[1]);
process.once('message', (task) => process.send(doUpkeep(task), () => process.disconnect()));
`;

/**
 * A child of plain Node in place of Electron's utility process, which is not here: the same upkeep,
 * on the same files, ended in the same way.
 */
export async function upkeepInChild(): Promise<RunUpkeep> {
  const file = await bundleStore('upkeep', 'do-upkeep');
  return (task) => {
    const child = spawn(process.execPath, ['-e', CHILD, file], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const report = new Promise<UpkeepReport>((resolve, reject) => {
      child.once('message', (message) => resolve(message as UpkeepReport));
      child.once('exit', () => reject(new Error('the upkeep was ended')));
    });
    child.send(task);
    return { report, stop: () => void child.kill('SIGTERM') };
  };
}
