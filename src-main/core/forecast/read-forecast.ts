import type { Forecast } from '../../shared/snapshot.js';
import {
  ceilHour,
  DAY_MS,
  floorDay,
  floorHour,
  HOUR_MS,
  type Instant,
} from '../../shared/units.js';
import type { Coverage } from '../coverage.js';
import type { UsageHistory } from '../ports.js';
import { ENDPOINTS } from '../usage/endpoints.js';
import { traceHours } from '../usage/held-buckets.js';
import { utcMonth } from '../usage/utc-month.js';
import { forecastMonth } from './forecast-month.js';
import { hourlyCosts } from './hourly-costs.js';
import { medianErrorPercent, pastForecasts } from './past-forecasts.js';
import { type PastHours, readPastHours } from './read-past-hours.js';

/** Twelve whole months to be judged by, and what the first of them is told from. */
const MOST_MONTHS = 13;

/** Costs that are known already; null: used, and nothing tells for how much. */
export type KnownHours = ReadonlyMap<number, { readonly microcents: number | null }>;

interface Kept {
  /** What the forecast was made of. */
  readonly mark: string;
  readonly forecast: Forecast | null;
  readonly months: ReadonlyMap<number, KeptMonth>;
}

interface KeptMonth {
  readonly mark: string;
  readonly hours: PastHours;
}

const kept = new WeakMap<UsageHistory, Kept>();

/**
 * The forecast of the UTC month of `now`; made anew each hour and when more of the past is known.
 * `known` must hold the hours of today, and is right about any other hour in it.
 */
export function readForecast(
  history: UsageHistory,
  now: Instant,
  known: KnownHours,
): Forecast | null {
  const coverage = history.readCoverage();
  const prices = history.readPriceMark() ?? '';
  const last = kept.get(history);
  const months = readMonths(history, coverage, now, prices, last?.months);
  // What is fetched of today again and again moves it by less than it can tell.
  const marks = [...months.values()].map((month) => month.mark);
  const mark = [floorHour(now), coverage.hours.size, ...marks].join();
  if (last?.mark === mark) return last.forecast;
  const costs = new Map<number, number | null>();
  for (const { hours } of months.values()) for (const [hour, cost] of hours) costs.set(hour, cost);
  for (const [hour, { microcents }] of known) costs.set(hour, microcents);
  const forecast = deriveForecast(history, coverage, costs, now);
  kept.set(history, { mark, forecast, months });
  return forecast;
}

function deriveForecast(
  history: UsageHistory,
  coverage: Coverage,
  held: ReadonlyMap<number, number | null>,
  now: Instant,
): Forecast | null {
  const hourly = hourlyCosts(held);
  const month = utcMonth(now);
  const forecast = forecastMonth(hourly, month, now);
  if (!forecast) return null;
  const past = pastForecasts(hourly, month, now);
  let from = now;
  for (const [hour, cost] of held) if (cost !== null) from = Math.min(from, hour);
  const to = ceilHour(now);
  return {
    ...forecast,
    past,
    pastErrorPercent: medianErrorPercent(past),
    provenance: {
      endpoint: ENDPOINTS[history.pair].money,
      pair: history.pair,
      from,
      to,
      ...traceHours({ from, to }, coverage, now),
      formula:
        'spent this UTC month + its other hours by the hour of week at the recent level; the range holds 8 of 10 of its past errors; past error: the median of how far off it was at this point of earlier months',
      basis: 'forecast',
    },
  };
}

/** Up to yesterday; a month is read anew only when something of it was fetched. */
function readMonths(
  history: UsageHistory,
  coverage: Coverage,
  now: Instant,
  prices: string,
  last: Kept['months'] | undefined,
): Kept['months'] {
  const until = floorDay(now);
  const months = new Map<number, KeptMonth>();
  for (let month = utcMonth(now); months.size <= MOST_MONTHS; month = utcMonth(month.from - 1)) {
    const days = { from: month.from, to: Math.max(month.from, Math.min(month.to, until)) };
    const within = (width: number, times: ReadonlyMap<number, Instant>) => {
      const fetched: Instant[] = [];
      for (let start = days.from; start < days.to; start += width) {
        const at = times.get(start);
        if (at !== undefined) fetched.push(at);
      }
      return fetched;
    };
    const marks = [within(HOUR_MS, coverage.hours), within(DAY_MS, coverage.days)].map(
      (fetched) => `${fetched.length} ${Math.max(0, ...fetched)}`,
    );
    const mark = [days.to, ...marks, prices].join();
    const known = last?.get(month.from);
    const hours = known?.mark === mark ? known.hours : readPastHours(history, coverage, days, now);
    months.set(month.from, { mark, hours });
  }
  return months;
}
