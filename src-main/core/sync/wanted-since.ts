import type { Settings } from '../../shared/settings.js';
import { DAY_MS, type Instant } from '../../shared/units.js';
import type { Coverage } from '../coverage.js';

/** The longest history that the settings offer. */
const LONGEST_DAYS: Settings['historyDays'] = 396;

/**
 * Oldest instant to read: what the setting wants, and all between the oldest hour held and now, so
 * that no absence, however long, leaves a hole behind (T8).
 */
export function wantedSince(
  setting: Instant,
  { hours }: Pick<Coverage, 'hours'>,
  now: Instant,
): Instant {
  let oldestHeld = setting;
  for (const start of hours.keys()) oldestHeld = Math.min(oldestHeld, start);
  return Math.min(setting, Math.max(oldestHeld, now - LONGEST_DAYS * DAY_MS));
}
