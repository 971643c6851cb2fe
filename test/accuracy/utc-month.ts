import type { Instant, Span } from '../../src-main/shared/units.js';

/** The UTC calendar month that holds an instant. */
export function utcMonthOf(at: Instant): Span {
  const date = new Date(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { from: Date.UTC(year, month, 1), to: Date.UTC(year, month + 1, 1) };
}
