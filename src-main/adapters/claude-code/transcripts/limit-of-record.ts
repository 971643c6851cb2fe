import type { WindowKind } from '../../../shared/evidence.js';
import type { Instant } from '../../../shared/units.js';
import type { CompiledPatterns } from './limit-patterns.js';
import { instantOfEpoch, plainText, type Row } from './parse-line.js';

/** What a structured record says: `window` null when it names no limit that is known. */
export interface RecordedLimit {
  readonly isHit: boolean;
  readonly window: WindowKind | null;
  readonly resetsAt: Instant | null;
}

export function limitOfRecord(quota: Row, { record }: CompiledPatterns): RecordedLimit {
  const kind = plainText(quota.rateLimitType);
  const status = plainText(quota.status);
  const isPassed = record.allowed.includes(status) || record.noWindows.includes(kind);
  const isKnown = Object.hasOwn(record.windows, kind) && record.rejected.includes(status);
  return {
    isHit: !isPassed,
    window: (isKnown && record.windows[kind]) || null,
    resetsAt: resetOf(quota.resetsAt),
  };
}

/** Epoch seconds, as a number or as text; a date is understood as well. */
function resetOf(value: unknown): Instant | null {
  const epoch = Number(plainText(value) || Number.NaN);
  const at = Number.isFinite(epoch) ? instantOfEpoch(epoch) : Date.parse(String(value));
  return Number.isFinite(at) ? at : null;
}
