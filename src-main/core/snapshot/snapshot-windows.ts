import type { Settings } from '../../shared/settings.js';
import { floorDay, floorHour, HOUR_MS, type Instant, type Span } from '../../shared/units.js';
import { weekWindow } from '../limits/week-window.js';
import { localDay } from '../usage/local-day.js';
import { utcMonth } from '../usage/utc-month.js';

export interface Period {
  readonly window: Span;
  /** The period before, and its part up to the same time. */
  readonly before: Span;
  readonly beforeByNow: Span;
}

/** The windows every snapshot speaks of. */
export function snapshotWindows(now: Instant, timeZone: string, settings: Settings) {
  return {
    week: period(now, (at) => weekWindow(at, settings)),
    today: period(now, (at) => localDay(at, timeZone)),
    month: period(now, utcMonth),
    lastDay: { from: floorHour(now) - 23 * HOUR_MS, to: floorHour(now) + HOUR_MS },
  };
}
export type SnapshotWindows = ReturnType<typeof snapshotWindows>;

/** The UTC days that some figure of a snapshot is of, up to the running hour. */
export const shownDays = ({ week, today, month, lastDay }: SnapshotWindows): Span => ({
  from: floorDay(Math.min(week.window.from, today.window.from, month.window.from, lastDay.from)),
  to: lastDay.to,
});

function period(now: Instant, windowAt: (at: Instant) => Span): Period {
  const window = windowAt(now);
  const before = windowAt(window.from - 1);
  // Months differ in length: the 31st is compared with the whole of a shorter one.
  const byNow = Math.min(before.from + (now - window.from), before.to);
  return { window, before, beforeByNow: { from: before.from, to: byNow } };
}

/** Instants that cut an hour and are compared by: starts of weeks and of local days. */
export function windowEdges(now: Instant, timeZone: string, settings: Settings): Instant[] {
  const { week, today } = snapshotWindows(now, timeZone, settings);
  const edges = [week.window.from, today.window.from, today.before.from, week.before.from];
  return [...new Set(edges)].filter((edge) => edge % HOUR_MS !== 0);
}
