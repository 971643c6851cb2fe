import { onTestFinished } from 'vitest';
import {
  type HistoryStore,
  openHistoryStore,
} from '../../src-main/adapters/history-store/history-store.js';
import { createKeptLog } from './kept-log.js';

/** The real SQLite store, in memory for one test. */
export function openMemoryStore(): HistoryStore {
  const store = openUnclosedStore();
  onTestFinished(() => store.close());
  return store;
}

/** For properties that open many: the caller closes it. */
export function openUnclosedStore(): HistoryStore {
  const opened = openHistoryStore(':memory:', {
    readOnly: false,
    log: createKeptLog(),
    now: () => 0,
  });
  if (!opened.ok) throw new Error(opened.failure.kind);
  return opened.value;
}
