import type { Instant, Span } from '../../shared/units.js';

/** The UTC calendar month that holds `now`: bills are made of UTC days. */
export function utcMonth(now: Instant): Span {
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { from: Date.UTC(year, month, 1), to: Date.UTC(year, month + 1, 1) };
}
