import { HOUR_MS, type Instant, MINUTE_MS } from '../../shared/units.js';
import type { Coverage } from '../coverage.js';
import type { UsageTotal } from '../history-rows.js';

/** What tells how the hours that a span cuts are parted. */
export interface HeldCuts {
  readonly now: Instant;
  readonly coverage: Pick<Coverage, 'hours' | 'minuteHours'>;
  /** Minutes of the cut hours that are held by the minute. */
  readonly minutes: ReadonlyMap<number, readonly UsageTotal[]>;
}

/** What of an hour lies before an instant: so much of the whole. */
export interface PartBefore {
  readonly part: number;
  readonly whole: number;
  /** The minutes before it; null where minutes do not tell. */
  readonly minutes: readonly UsageTotal[] | null;
  /** Told, and not shared by time. */
  readonly isExact: boolean;
}

const NOTHING: PartBefore = { part: 0, whole: 1, minutes: null, isExact: true };
const ALL: PartBefore = { part: 1, whole: 1, minutes: null, isExact: true };

/**
 * The one rule of where a cut parts an hour. What was fetched by the instant of the cut was used
 * before it; else the minutes of the hour tell; else its use is spread over the time that had
 * passed when it was fetched. `estimate`: what the hour costs at list prices.
 */
export function partBefore(
  hour: Instant,
  cut: Instant,
  { now, coverage, minutes }: HeldCuts,
  estimate: number | null,
): PartBefore {
  if (cut <= hour) return NOTHING;
  const fetchedAt = coverage.hours.get(hour);
  // A fetch dated in the future was made by a clock that ran ahead.
  const knownTo = Math.min(fetchedAt ?? now, now, hour + HOUR_MS);
  if (cut >= knownTo) return ALL;
  const byTime = { part: cut - hour, whole: knownTo - hour, isExact: false };
  const minutesAt = coverage.minuteHours.get(hour);
  const told = minutes.get(hour);
  if (!told || minutesAt === undefined) return { ...byTime, minutes: null };
  const before = told.filter(({ start }) => start + MINUTE_MS <= cut);
  // Read while the hour ran: what was used since then is put behind any cut.
  const isBehind = minutesAt < knownTo;
  const whole = Math.max(sumOf(told), isBehind ? (estimate ?? 0) : 0);
  // Nothing of it has a price: its tokens are told by the minutes, its money by time.
  if (whole === 0) return { ...byTime, minutes: before };
  const isTorn = told.some(({ start }) => start < cut && start + MINUTE_MS > cut);
  return { part: sumOf(before), whole, minutes: before, isExact: minutesAt >= cut && !isTorn };
}

const sumOf = (minutes: readonly UsageTotal[]) =>
  minutes.reduce((total, { estimated }) => total + (estimated ?? 0), 0);
