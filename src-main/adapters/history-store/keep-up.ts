import type { Log } from '../../core/ports.js';
import { DAY_MS, HOUR_MS, type Instant } from '../../shared/units.js';
import { LONG_LOG_BYTES } from './do-upkeep.js';
import { listBackups, sizeOf } from './history-files.js';
import type { RunningUpkeep, RunUpkeep } from './run-upkeep.js';

export interface Upkeep {
  /** Answers whether the history turned out to be damaged. */
  keepUp(path: string, now: Instant): Promise<boolean>;
  stop(): void;
}

const WARN_LOG_BYTES = 64 * 1024 * 1024;
const RETRY_MS = HOUR_MS;

/** One upkeep at a time; whatever goes wrong is logged and tried again later (F19). */
export function createUpkeep(log: Log, runUpkeep: RunUpkeep): Upkeep {
  let running: RunningUpkeep | null = null;
  let failedAt: Instant | null = null;
  let isStopped = false;

  async function run(path: string, now: Instant, isBackupDue: boolean): Promise<boolean> {
    try {
      isStopped = false;
      running = runUpkeep({ path, now, isBackupDue });
      const { backup, failure, foldedBytes } = await running.report;
      if (foldedBytes !== null && foldedBytes > WARN_LOG_BYTES) {
        log.warn('history-log-long', { bytes: foldedBytes, left: sizeOf(`${path}-wal`) });
      }
      if (backup) log.info('history-backed-up', { backup });
      if (failure) log.warn('history-upkeep-failed', { ...failure });
      failedAt = failure ? now : null;
      return failure?.kind === 'storage-damaged';
    } catch (error) {
      if (isStopped) return false;
      failedAt = now;
      const message = error instanceof Error ? error.message : 'unknown';
      log.warn('history-upkeep-failed', { message });
      return false;
    } finally {
      running = null;
    }
  }

  return {
    async keepUp(path, now) {
      if (running) return false;
      const isResting = failedAt !== null && now >= failedAt && now - failedAt < RETRY_MS;
      const isBackupDue = !isResting && !hasYoungBackup(path, now);
      const isLogLong = sizeOf(`${path}-wal`) > LONG_LOG_BYTES;
      return isBackupDue || isLogLong ? run(path, now, isBackupDue) : false;
    },
    stop() {
      isStopped = true;
      running?.stop();
    },
  };
}

/** A backup dated in the future, from a clock that was wrong, says nothing. */
const hasYoungBackup = (path: string, now: Instant) =>
  listBackups(path).some(({ at }) => now - at >= 0 && now - at < DAY_MS);
