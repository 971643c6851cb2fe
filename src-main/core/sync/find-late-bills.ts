import { DAY_MS, floorDay, type Instant } from '../../shared/units.js';
import type { UsageHistory } from '../ports.js';
import { isUnused } from '../usage/token-sums.js';

/** A bill that has not come after so long is given up. */
const LATE_DAYS = 35;
const ASK_AFTER_MS = DAY_MS;

/** Closed UTC days that were used and whose report named nothing, where that was a day ago. */
export function findLateBills(history: UsageHistory, now: Instant): ReadonlySet<number> {
  const today = floorDay(now);
  const span = { from: today - LATE_DAYS * DAY_MS, to: today };
  const askedBefore = knownUntil(history, now) - ASK_AFTER_MS;
  const late = history
    .readDayReports(span)
    .filter(({ reported, fetchedAt }) => reported === null && fetchedAt <= askedBefore)
    .filter(({ start }) =>
      history
        .readHourTotals({ from: start, to: start + DAY_MS })
        .some(({ tokens }) => !isUnused(tokens)),
    );
  return new Set(late.map(({ start }) => start));
}

/** Fetch times of the analytics are those of their last refresh: while it stands still, no answer is new. */
function knownUntil(history: UsageHistory, now: Instant): Instant {
  if (history.pair === 'legacy') return now;
  let newest = 0;
  for (const at of history.readCoverage().hours.values()) {
    if (at <= now) newest = Math.max(newest, at);
  }
  return newest;
}
