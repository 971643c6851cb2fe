import type { UsageHistory } from '../../core/ports.js';
import { ok, type Result } from '../../shared/result.js';
import { type OpenOptions, openDatabase } from './open-database.js';
import { createReads } from './reads.js';
import { createWrites } from './writes.js';

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
      if (!options.readOnly) database.exec('PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)');
      database.close();
    },
  });
}
