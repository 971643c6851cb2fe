import type { Cache, CacheQuery } from '../../src-main/shared/cache.js';
import type { Grain } from '../../src-main/shared/history.js';
import { HOUR_MS } from '../../src-main/shared/units.js';
import { readCache } from '../bridge.js';
import { type HistoryRange, useNow, useWindow } from '../store.js';
import { RANGES, spanOf } from './history-ranges.js';
import { type AnswerState, useAnswer } from './use-answer.js';
import { useHeldVersion } from './use-held-version.js';

type CacheGrain = CacheQuery['grain'];

/** Those of the history, save months: too few to see a change in. */
export const offerCacheGrains = (range: HistoryRange): readonly CacheGrain[] =>
  RANGES[range].grains.filter((grain) => grain !== 'month');

export function pickCacheGrain(range: HistoryRange, wanted: Grain | null): CacheGrain {
  const offered = offerCacheGrains(range);
  return offered.find((grain) => grain === wanted) ?? offered[0] ?? 'day';
}

/** Asks again when the choices, the hour or the held data change; shows the last answer meanwhile. */
export function useCache(range: HistoryRange, grain: CacheGrain): AnswerState<Cache> {
  const now = useNow(HOUR_MS);
  const held = useHeldVersion();
  const key = `${range} ${grain}`;
  const { from, to } = spanOf(range, grain, now);
  return useAnswer({
    key,
    kept: useWindow((state) => state.caches[key]),
    version: `${from} ${to} ${held}`,
    ask: () => readCache({ from, to, grain }),
    keep: useWindow((state) => state.keepCache),
  });
}
