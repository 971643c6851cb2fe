import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Coverage } from '../../core/coverage.js';
import type { Instant, Span } from '../../shared/units.js';
import { storageErrorOf } from './storage-failure.js';

export interface KeptCoverage {
  read(): Coverage;
  /** After this store's own write of a span. */
  mark(report: keyof Coverage, span: Span, widthMs: number, fetchedAt: Instant): void;
}

/**
 * Thousands of buckets are asked for with every snapshot and change a few at a time, so they are
 * kept in memory. SQLite's data_version tells when another process has written.
 */
export function keepCoverage(
  database: DatabaseSyncInstance,
  readAll: () => Coverage,
): KeptCoverage {
  const askVersion = database.prepare('PRAGMA data_version');
  const version = () => {
    try {
      return Number(Reflect.get(askVersion.get(), 'data_version'));
    } catch (error) {
      throw storageErrorOf(error) ?? error;
    }
  };
  let kept: Record<keyof Coverage, Map<number, Instant>> | null = null;
  let keptVersion = -1;

  return {
    read() {
      const current = version();
      if (!kept || current !== keptVersion) {
        const { hours, days, minuteHours, claudeCodeDays } = readAll();
        kept = {
          hours: new Map(hours),
          days: new Map(days),
          minuteHours: new Map(minuteHours),
          claudeCodeDays: new Map(claudeCodeDays),
        };
        keptVersion = current;
      }
      return kept;
    },
    mark(report, span, widthMs, fetchedAt) {
      for (let start = span.from; start < span.to; start += widthMs) {
        kept?.[report].set(start, fetchedAt);
      }
    },
  };
}
