import type { Settings } from '../../shared/settings.js';
import {
  DAY_MS,
  floorDay,
  floorHour,
  HOUR_MS,
  type HourStart,
  type Instant,
} from '../../shared/units.js';
import type { UsageHistory } from '../ports.js';
import { type HeldFigures, snapshotWindows } from './derive-snapshot.js';

/** Unpriced models are named for as long as they weigh on the shown months. */
const UNPRICED_DAYS = 30;

/** Instants that cut an hour: the current week's reset and the local day's start. */
export function windowEdges(now: Instant, timeZone: string, settings: Settings): Instant[] {
  const { week, today } = snapshotWindows(now, timeZone, settings);
  return [week.from, today.from].filter((edge) => edge % HOUR_MS !== 0);
}

export const NOTHING_HELD: HeldFigures = {
  hours: [],
  minutes: new Map(),
  days: [],
  pair: 'legacy',
  coverage: {
    hours: new Map(),
    days: new Map(),
    minuteHours: new Map(),
    claudeCodeDays: new Map(),
  },
  hourReports: [],
  restatements: [],
  refusals: [],
  unpriced: [],
  otherCurrencies: [],
};

/** Everything the snapshot's windows need from the store, and nothing older. */
export function readHeldFigures(
  history: UsageHistory,
  now: Instant,
  timeZone: string,
  settings: Settings,
): HeldFigures {
  const windows = snapshotWindows(now, timeZone, settings);
  const from = floorDay(
    Math.min(...Object.values(windows).map((window) => window.from), now - UNPRICED_DAYS * DAY_MS),
  );
  const span = { from, to: floorHour(now) + HOUR_MS };
  const coverage = history.readCoverage();
  const minutes = new Map(
    windowEdges(now, timeZone, settings)
      .map((edge): HourStart => floorHour(edge))
      .filter((hour) => coverage.minuteHours.has(hour))
      .map((hour) => [hour as number, history.readMinuteTotals(hour)]),
  );
  return {
    pair: history.pair,
    hourReports: history.readHourReports(span),
    restatements: history.readRestatements(windows.month),
    refusals: history.readRefusals(),
    hours: history.readHourTotals(span),
    minutes,
    days: history.readDayReports({ from, to: floorDay(now) + DAY_MS }),
    coverage,
    unpriced: history.readUnpriced(span),
    otherCurrencies: history.readOtherCurrencies(span),
  };
}
