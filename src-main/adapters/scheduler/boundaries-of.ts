import type { Snapshot } from '../../shared/snapshot.js';
import { DAY_MS, floorDay, type Instant } from '../../shared/units.js';

/** Where the figures begin anew or a UTC day closes, around the moment of this snapshot. */
export function boundariesOf({
  week,
  today,
  generatedAt,
}: Pick<Snapshot, 'week' | 'today' | 'generatedAt'>): readonly Instant[] {
  const utcDay = floorDay(generatedAt);
  const spans = [week.window, today.window, { from: utcDay, to: utcDay + DAY_MS }];
  return spans.flatMap(({ from, to }) => [from, to]);
}
