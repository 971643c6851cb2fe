import { lastDays } from '../../shared/last-days.js';
import type { Settings } from '../../shared/settings.js';
import type { ClosedDay, Forecast, Restatement, TracedScale } from '../../shared/snapshot.js';
import { DAY_MS, floorDay, floorHour, HOUR_MS, type Instant } from '../../shared/units.js';
import type { ReportPair } from '../../shared/usage.js';
import type { Coverage } from '../coverage.js';
import { readForecast } from '../forecast/read-forecast.js';
import type { DayReport, Refusal, UnpricedUse, UsageTotal } from '../history-rows.js';
import { weeklySpendLimit } from '../limits/published/weekly-spend-limit.js';
import { type CostOfHour, readHourCosts } from '../money/read-hour-costs.js';
import { readScale } from '../money/read-scale.js';
import type { UsageHistory } from '../ports.js';
import type { PriceTable } from '../pricing/price-table.js';
import { readCuts } from '../usage/read-cuts.js';
import { daysByHour } from './cost-of-span.js';
import { readLastClosed } from './read-last-closed.js';
import { shownDays, snapshotWindows } from './snapshot-windows.js';

/** What the store holds of the spans a snapshot speaks of. */
export interface HeldFigures {
  readonly pair: ReportPair;
  readonly restatements: readonly Restatement[];
  readonly refusals: readonly Refusal[];
  /** Of this week and the last two days. */
  readonly hours: readonly UsageTotal[];
  readonly minutes: ReadonlyMap<number, readonly UsageTotal[]>;
  readonly days: readonly DayReport[];
  /** Of the hours of the days that some window cuts, and of days without a bill. */
  readonly hourCosts: ReadonlyMap<number, CostOfHour>;
  readonly coverage: Coverage;
  readonly unpriced: readonly UnpricedUse[];
  readonly otherCurrencies: readonly { readonly currency: string; readonly microunits: number }[];
  readonly scale: TracedScale | null;
  readonly lastClosed: ClosedDay | null;
  readonly forecast: Forecast | null;
  /** Microcents; null: there is none by the week. */
  readonly weeklySpendLimit: number | null;
}

/** Unpriced models are named for as long as they weigh on the shown months. */
export const UNPRICED_DAYS = 30;

export const NOTHING_HELD: HeldFigures = {
  hours: [],
  minutes: new Map(),
  days: [],
  hourCosts: new Map(),
  pair: 'legacy',
  coverage: {
    hours: new Map(),
    days: new Map(),
    minuteHours: new Map(),
    claudeCodeDays: new Map(),
  },
  restatements: [],
  refusals: [],
  unpriced: [],
  otherCurrencies: [],
  scale: null,
  lastClosed: null,
  forecast: null,
  weeklySpendLimit: null,
};

/** Everything the snapshot's windows need from the store, and nothing older. */
export function readHeldFigures(
  history: UsageHistory,
  prices: PriceTable,
  now: Instant,
  timeZone: string,
  settings: Settings,
): HeldFigures {
  const windows = snapshotWindows(now, timeZone, settings);
  const { week, today, month, lastDay } = windows;
  const to = floorHour(now) + HOUR_MS;
  const periods = [week, today, month].flatMap(({ window, before, beforeByNow }) => [
    { from: window.from, to: Math.min(window.to, to) },
    before,
    beforeByNow,
  ]);
  const oldest = floorDay(Math.min(...periods.map(({ from }) => from)));
  const days = history.readDayReports({ from: oldest, to: floorDay(now) + DAY_MS });
  const reports = new Map<number, DayReport>(days.map((day) => [day.start, day]));
  const coverage = history.readCoverage();
  const byHour = [...periods, { from: floorDay(lastDay.from), to }]
    .flatMap((span) => daysByHour(span, reports, now))
    // Of a day that was never fetched nothing is known.
    .filter((day) => reports.has(day) || isTouched(day, coverage));
  byHour.push(...daysOf(lastDay.from, now));
  const hourCosts = readHourCosts(history, prices, [...new Set(byHour)], now);
  const ends = periods.flatMap((span) => [span.from, span.to]);
  const { minutes } = readCuts(history, ends, now);
  const recent = floorDay(Math.min(week.window.from, lastDay.from, today.window.from));
  return {
    pair: history.pair,
    restatements: history.readRestatements(month.window),
    refusals: history.readRefusals(),
    hours: history.readHourTotals({ from: recent, to }),
    minutes,
    days,
    hourCosts,
    coverage,
    unpriced: history.readUnpriced({ from: lastDays(UNPRICED_DAYS, now).from, to }),
    otherCurrencies: history.readOtherCurrencies(shownDays(windows)),
    scale: readScale(history, now).overall,
    lastClosed: readLastClosed(history, now),
    forecast: readForecast(history, now, hourCosts),
    weeklySpendLimit: weeklySpendLimit(history.readPublishedLimits(), now),
  };
}

function daysOf(from: Instant, now: Instant): Instant[] {
  const days: Instant[] = [];
  for (let day: number = floorDay(from); day <= now; day += DAY_MS) days.push(day);
  return days;
}

function isTouched(day: Instant, { hours }: Coverage): boolean {
  for (let hour = day; hour < day + DAY_MS; hour += HOUR_MS) if (hours.has(hour)) return true;
  return false;
}
