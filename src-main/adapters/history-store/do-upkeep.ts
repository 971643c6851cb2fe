import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Failure } from '../../shared/failure.js';
import { ok } from '../../shared/result.js';
import { DAY_MS, type Instant } from '../../shared/units.js';
import { makeBackup } from './back-up.js';
import { attempt, checkPages } from './connect.js';
import { sizeOf } from './history-files.js';

/** What is due; sent to a thread, so it is plain data. */
export interface UpkeepTask {
  readonly path: string;
  readonly now: Instant;
  readonly isBackupDue: boolean;
}

export interface UpkeepReport {
  readonly backup: string | null;
  readonly failure: Failure | null;
  /** The log's size before it was folded in, where that was due. */
  readonly foldedBytes: number | null;
}

/** The app writes at the same time: nothing here waits long for it. */
const BUSY_MS = 500;
const CHECK_EVERY_MS = 7 * DAY_MS;
export const LONG_LOG_BYTES = 16 * 1024 * 1024;

/** The daily backup, the weekly look at every page, and a log that grew long (D6, F14). */
export function doUpkeep({ path, now, isBackupDue }: UpkeepTask): UpkeepReport {
  const foldedBytes = sizeOf(`${path}-wal`) > LONG_LOG_BYTES ? sizeOf(`${path}-wal`) : null;
  let backup: string | null = null;
  const done = attempt(() => {
    const database = new DatabaseSync(path, { timeout: BUSY_MS });
    try {
      if (foldedBytes !== null) database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      if (isBackupDue) {
        // A good backup is never replaced by one of a damaged history.
        checkWeekly(database, now);
        backup = makeBackup(database, path, now);
      }
    } finally {
      database.close();
    }
    return ok(null);
  });
  return { backup, failure: done.ok ? null : done.failure, foldedBytes };
}

function checkWeekly(database: DatabaseSyncInstance, now: Instant): void {
  const row: unknown = database.prepare("SELECT value FROM fact WHERE name = 'checked'").get();
  const age = now - Number(Reflect.get(Object(row), 'value'));
  if (age >= 0 && age < CHECK_EVERY_MS) return;
  checkPages(database, 'integrity_check');
  attempt(() =>
    ok(
      database
        .prepare("INSERT OR REPLACE INTO fact (name, value) VALUES ('checked', ?)")
        .run(String(now)),
    ),
  );
}
