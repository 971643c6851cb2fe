import type { Cache, CacheGroup } from '../../src-main/shared/cache.js';
import { inputOf, judgeCache } from '../charts/cache-words.js';

export interface CacheAdvice {
  readonly group: CacheGroup;
  /** What probably keeps it from reading more. */
  readonly cause: string;
}

/**
 * The workspace below the target with most to gain, else with most input outside the cache where no
 * price tells the gain. Null: nobody need act.
 */
export function adviseCache({ workspaces }: Cache): CacheAdvice | null {
  const [group] = workspaces
    .filter(({ efficiency }) => efficiency !== null && judgeCache(efficiency) !== 'on target')
    .sort(
      (a, b) =>
        (b.couldSaveMicrocents ?? 0) - (a.couldSaveMicrocents ?? 0) ||
        inputOf(b) - b.cacheRead - (inputOf(a) - a.cacheRead),
    );
  return group ? { group, cause: causeOf(group) } : null;
}

const causeOf = ({ cacheCreation, uncachedInput }: CacheGroup) =>
  cacheCreation > uncachedInput
    ? 'much is written and not read again, so its prompts probably change near their start or come too far apart'
    : 'much of its input is not marked for the cache';
