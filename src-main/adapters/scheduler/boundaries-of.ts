import type { Snapshot } from '../../shared/snapshot.js';
import { DAY_MS, floorDay, type Instant } from '../../shared/units.js';

/** Where the figures begin anew or a UTC day closes, around the moment of this snapshot. */
export function boundariesOf({
  week,
  today,
  limitResets,
  generatedAt,
}: Pick<Snapshot, 'week' | 'today' | 'limitResets' | 'generatedAt'>): readonly Instant[] {
  const utcDay = floorDay(generatedAt);
  // A plan's week is its own.
  const weeks = [week.window, week.percentWindow];
  const spans = [...weeks, today.window, { from: utcDay, to: utcDay + DAY_MS }];
  return [...spans.flatMap(({ from, to }) => [from, to]), ...limitResets];
}
