import { floorHour, HOUR_MS, type Instant } from '../../shared/units.js';
import type { UsageHistory } from '../ports.js';
import type { HeldCuts } from './part-before.js';

/** What is held of the hours that these instants cut. */
export function readCuts(history: UsageHistory, at: readonly Instant[], now: Instant): HeldCuts {
  const coverage = history.readCoverage();
  const cut = new Set(at.filter((instant) => instant % HOUR_MS !== 0).map(floorHour));
  const held = [...cut].filter((hour) => coverage.minuteHours.has(hour));
  return {
    now,
    coverage,
    minutes: new Map(held.map((hour) => [hour, history.readMinuteTotals(hour)])),
  };
}
