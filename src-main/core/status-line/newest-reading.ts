import type { Instant } from '../../shared/units.js';
import type { SeenReading } from './seen-reading.js';

/**
 * The running window's reading that counts. Idle terminals send old ones again: the later reset wins,
 * then the higher percentage. Null: nothing is known of a running window.
 */
export function newestReading(
  readings: readonly SeenReading[],
  window: SeenReading['window'],
  now: Instant,
): SeenReading | null {
  let newest: SeenReading | null = null;
  for (const reading of readings) {
    if (reading.window !== window || reading.resetsAt <= now) continue;
    const isNewer =
      newest === null ||
      reading.resetsAt > newest.resetsAt ||
      (reading.resetsAt === newest.resetsAt && reading.pct > newest.pct);
    if (isNewer) newest = reading;
  }
  return newest;
}
