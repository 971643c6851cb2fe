import { doUpkeep, type UpkeepTask } from './do-upkeep.js';

/** The upkeep of a history in a process of its own: takes its task and posts its report. */
process.parentPort.once('message', ({ data }: { data: UpkeepTask }) =>
  process.parentPort.postMessage(doUpkeep(data)),
);
