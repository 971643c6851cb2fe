import type { UsageHistory } from '../../core/ports.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { DAY_MS, HOUR_MS } from '../../shared/units.js';
import { keepCoverage } from './kept-coverage.js';
import { type OpenedDatabase, type OpenOptions, openDatabase } from './open-database.js';
import { createReads } from './reads.js';
import { storageErrorOf, storageFailure } from './storage-failure.js';
import { createWrites } from './writes.js';

/** Quitting takes at most three seconds, so it waits only briefly for another program. */
const FOLD_IN = `PRAGMA busy_timeout = 500; PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)`;

export interface HistoryStore extends UsageHistory {
  readonly movedTo: string | null;
  close(): void;
}

/** One organization's history in one SQLite file. */
export function openHistoryStore(path: string, options: OpenOptions): Result<HistoryStore> {
  const opened = openDatabase(path, options);
  if (!opened.ok) return opened;
  try {
    return ok(createStore(opened.value, options));
  } catch (error) {
    opened.value.database.close();
    const unreadable = storageErrorOf(error);
    if (!unreadable) throw error;
    return failed(unreadable.failure);
  }
}

function createStore(
  { database, movedTo }: OpenedDatabase,
  options: Pick<OpenOptions, 'readOnly'>,
): HistoryStore {
  const reads = createReads(database);
  const writes = createWrites(database);
  const coverage = keepCoverage(database, reads.readCoverage);
  return {
    ...reads,
    ...writes,
    movedTo,
    readCoverage: coverage.read,
    replaceHours(span, hours, fetchedAt) {
      const replaced = writes.replaceHours(span, hours, fetchedAt);
      if (replaced.ok) coverage.mark('hours', span, HOUR_MS, fetchedAt);
      return replaced;
    },
    replaceMinutes(hour, minutes, fetchedAt) {
      const replaced = writes.replaceMinutes(hour, minutes, fetchedAt);
      const span = { from: hour, to: hour + HOUR_MS };
      if (replaced.ok) coverage.mark('minuteHours', span, HOUR_MS, fetchedAt);
      return replaced;
    },
    replaceDays(span, days, fetchedAt) {
      const replaced = writes.replaceDays(span, days, fetchedAt);
      if (replaced.ok) coverage.mark('days', span, DAY_MS, fetchedAt);
      return replaced;
    },
    close() {
      try {
        if (!options.readOnly) database.exec(FOLD_IN);
      } catch (error) {
        // Another program may hold a lock: the log stays beside the file, and nothing is lost.
        if (!storageFailure(error)) throw error;
      } finally {
        database.close();
      }
    },
  };
}
