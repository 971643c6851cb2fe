import { type Evidence, halfOf, type WindowKind } from '../../shared/evidence.js';
import type { Instant, Span } from '../../shared/units.js';

/** A percentage that Claude showed, not one that was worked out. */
export const isSaidIn = (record: Evidence, { from, to }: Span, now: Instant): boolean =>
  record.kind === 'reading' &&
  record.since === null &&
  record.at >= from &&
  record.at < to &&
  record.at <= now &&
  (record.source === 'statusline' || record.source === 'entry');

/** Of the running window: the latest said. */
export function latestReading(
  evidence: readonly Evidence[],
  kind: WindowKind,
  running: Span | null,
  now: Instant,
): { pct: number; half: number; at: Instant; isUsed: boolean } | null {
  const said = evidence.filter(
    (record) => record.window === kind && running && isSaidIn(record, running, now),
  );
  const latest = said.sort((a, b) => b.at - a.at || (b.pct ?? 0) - (a.pct ?? 0))[0];
  return latest && latest.pct !== null
    ? {
        pct: latest.pct,
        half: latest.half ?? halfOf(latest.pct, false),
        at: latest.at,
        isUsed: latest.used === null || (latest.used.tokens?.[1] ?? 1) > 0,
      }
    : null;
}
