import type { Instant, Span } from '../../shared/units.js';
import { type HeldCuts, partBefore } from './part-before.js';
import { isUnused } from './token-sums.js';

/** Of an hour that was used: nothing in this part of it. */
export function isPartUnused(hour: Instant, { from, to }: Span, held: HeldCuts): boolean {
  const skipped = partBefore(hour, from, held, null);
  const upTo = partBefore(hour, to, held, null);
  if (!skipped.minutes && skipped.part === skipped.whole) return true;
  if (!skipped.minutes && !upTo.minutes) return false;
  const minutes = held.minutes.get(hour) ?? [];
  return minutes.every(({ start, tokens }) => start < from || start >= to || isUnused(tokens));
}
