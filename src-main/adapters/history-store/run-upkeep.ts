import { doUpkeep, type UpkeepReport, type UpkeepTask } from './do-upkeep.js';

export interface RunningUpkeep {
  readonly report: Promise<UpkeepReport>;
  stop(): void;
}

export type RunUpkeep = (task: UpkeepTask) => RunningUpkeep;

/** Here and now, for a program that has nothing else to do. */
export const runUpkeepInLine: RunUpkeep = (task) => ({
  report: Promise.resolve(doUpkeep(task)),
  stop: () => undefined,
});
