import { DAY_MS, type Instant } from '../../../shared/units.js';

/** Claude Code is younger. */
const EARLIEST = Date.UTC(2023, 0, 1);
/** A zone is always given: without one the text would mean another instant elsewhere. */
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** When a row was written; null: not said, or not credible. */
export function rowTime(timestamp: unknown, now: Instant): Instant | null {
  if (typeof timestamp !== 'string' || !RFC_3339.test(timestamp)) return null;
  const at = Date.parse(timestamp);
  return at >= EARLIEST && at <= now + DAY_MS ? at : null;
}
