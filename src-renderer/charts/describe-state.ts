import type { HistoryBucket } from '../../src-main/shared/history.js';
import { HOUR_MS } from '../../src-main/shared/units.js';

/** What is drawn hatched whatever it is worth: more of it is still to come, or to be read. */
export const isUnfinished = ({ state }: Pick<HistoryBucket, 'state'>) =>
  state === 'open' || state === 'partial';

/** "still filling", "hours missing"; null where nothing of it is outstanding. */
export function describeState({ from, to, state }: HistoryBucket): string | null {
  if (state === 'open') return 'still filling';
  if (state !== 'partial') return null;
  return to - from > HOUR_MS ? 'hours missing' : 'not read whole';
}
