import type { UsageHistory } from '../../core/ports.js';
import { ok, type Result } from '../../shared/result.js';
import { type OpenOptions, openDatabase } from './open-database.js';
import { createReads } from './reads.js';
import { storageFailure } from './storage-failure.js';
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
  const { database, movedTo } = opened.value;
  return ok({
    ...createReads(database),
    ...createWrites(database),
    movedTo,
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
  });
}
