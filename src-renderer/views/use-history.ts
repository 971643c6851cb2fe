import { useEffect, useState } from 'react';
import type { FailureNote } from '../../src-main/shared/failure.js';
import type { Grain, Grouping, History } from '../../src-main/shared/history.js';
import { HOUR_MS } from '../../src-main/shared/units.js';
import { readHistory } from '../bridge.js';
import { type HistoryRange, useNow, useWindow } from '../store.js';
import { spanOf } from './history-ranges.js';

export type HistoryState =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly note: FailureNote; readonly retry: () => void }
  | { readonly state: 'ready'; readonly history: History; readonly isRefreshing: boolean };

/** Asks again when the choices, the hour or the held data change; shows the last answer meanwhile. */
export function useHistory(range: HistoryRange, grain: Grain, by: Grouping): HistoryState {
  const now = useNow(HOUR_MS);
  const version = useWindow(({ snapshot }) =>
    snapshot
      ? JSON.stringify([
          snapshot.mode,
          snapshot.connection.organization?.id,
          snapshot.sync.lastSuccessAt,
          snapshot.sync.coverage,
        ])
      : '',
  );
  const key = `${range} ${grain} ${by}`;
  const kept = useWindow((state) => state.histories[key]);
  const keepHistory = useWindow((state) => state.keepHistory);
  const [failure, setFailure] = useState<{ key: string; note: FailureNote } | null>(null);
  const [asking, setAsking] = useState(true);
  const [attempt, setAttempt] = useState(0);
  const { from, to } = spanOf(range, grain, now);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version or attempt asks again
  useEffect(() => {
    let isCurrent = true;
    setAsking(true);
    void readHistory({ from, to, grain, by }).then((reply) => {
      if (!isCurrent) return;
      setAsking(false);
      setFailure(reply.ok ? null : { key, note: reply.note });
      if (reply.ok) keepHistory(key, reply.value);
    });
    return () => {
      isCurrent = false;
    };
  }, [from, to, grain, by, key, version, attempt, keepHistory]);

  if (failure?.key === key) {
    return { state: 'failed', note: failure.note, retry: () => setAttempt((count) => count + 1) };
  }
  return kept ? { state: 'ready', history: kept, isRefreshing: asking } : { state: 'loading' };
}
