import { useEffect, useState } from 'react';
import type { FailureNote } from '../../src-main/shared/failure.js';
import type { Reply } from '../../src-main/shared/ipc-contract.js';

export type AnswerState<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly note: FailureNote; readonly retry: () => void }
  | { readonly state: 'ready'; readonly value: T; readonly isRefreshing: boolean };

interface Question<T> {
  /** Names the answer among those that are kept. */
  readonly key: string;
  readonly kept: T | undefined;
  /** Asked again when this changes; the last answer is shown meanwhile. */
  readonly version: string;
  /** Null: nothing is asked. */
  readonly ask: (() => Promise<Reply<T>>) | null;
  readonly keep: (key: string, value: T) => void;
}

export function useAnswer<T>({ key, kept, version, ask, keep }: Question<T>): AnswerState<T> {
  const [failure, setFailure] = useState<{ key: string; note: FailureNote } | null>(null);
  const [asking, setAsking] = useState(true);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked is told by key and version
  useEffect(() => {
    if (!ask) return;
    let isCurrent = true;
    setAsking(true);
    void ask().then((reply) => {
      if (!isCurrent) return;
      setAsking(false);
      setFailure(reply.ok ? null : { key, note: reply.note });
      if (reply.ok) keep(key, reply.value);
    });
    return () => {
      isCurrent = false;
    };
  }, [key, version, attempt, ask === null]);

  if (failure?.key === key) {
    return { state: 'failed', note: failure.note, retry: () => setAttempt((count) => count + 1) };
  }
  return kept === undefined
    ? { state: 'loading' }
    : { state: 'ready', value: kept, isRefreshing: asking };
}
