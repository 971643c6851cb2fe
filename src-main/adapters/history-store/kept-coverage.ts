import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Coverage } from '../../core/sync/plan-sync.js';
import type { Instant, Span } from '../../shared/units.js';

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
  const version = () => (askVersion.get() as { data_version: number }).data_version;
  let kept: Record<keyof Coverage, Map<number, Instant>> | null = null;
  let keptVersion = -1;

  return {
    read() {
      const current = version();
      if (!kept || current !== keptVersion) {
        const { hours, days, minuteHours } = readAll();
        kept = {
          hours: new Map(hours),
          days: new Map(days),
          minuteHours: new Map(minuteHours),
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
