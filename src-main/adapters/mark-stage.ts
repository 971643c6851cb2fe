import { channel } from 'node:diagnostics_channel';

export type Stage =
  | 'answer:read'
  | 'key:saved'
  | 'transaction:begun'
  | 'transaction:written'
  | 'transaction:committed'
  | 'migration:begun'
  | 'migration:done'
  | 'backup:written'
  | 'backup:placed'
  | 'damaged:rebuilt'
  | 'damaged:moved'
  | 'damaged:replaced';

const stages = channel('tidemark:stage');

/** Says how far the work has come. Nobody listens but tests, which end the process there. */
export const markStage = (stage: Stage): void => stages.publish(stage);
