import type { Grain, Grouping, History, HistoryQuery } from '../../src-main/shared/history.js';
import { HOUR_MS } from '../../src-main/shared/units.js';
import { readHistory } from '../bridge.js';
import { type HistoryRange, useNow, useWindow } from '../store.js';
import { spanBefore, spanOf } from './history-ranges.js';
import { type AnswerState, useAnswer } from './use-answer.js';
import { useHeldVersion } from './use-held-version.js';

/** Asks again when the choices, the hour or the held data change; shows the last answer meanwhile. */
export function useHistory(range: HistoryRange, grain: Grain, by: Grouping): AnswerState<History> {
  const now = useNow(HOUR_MS);
  const held = useHeldVersion();
  const key = `${range} ${grain} ${by}`;
  const { from, to } = spanOf(range, grain, now);
  return useAnswer({
    key,
    kept: useWindow((state) => state.histories[key]),
    version: `${from} ${to} ${held}`,
    ask: () => readHistory({ from, to, grain, by }),
    keep: useWindow((state) => state.keepHistory),
  });
}

/** All use of as many buckets right before those of a query; nothing unless it is wanted. */
export function useHistoryBefore(query: HistoryQuery, isWanted: boolean): AnswerState<History> {
  const held = useHeldVersion();
  const { grain } = query;
  const { from, to } = spanBefore(query);
  const key = `before ${grain} ${to - from}`;
  return useAnswer({
    key,
    kept: useWindow((state) => state.histories[key]),
    version: `${from} ${to} ${held}`,
    ask: isWanted ? () => readHistory({ from, to, grain, by: 'none' }) : null,
    keep: useWindow((state) => state.keepHistory),
  });
}
