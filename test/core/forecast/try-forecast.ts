import { forecastMonth } from '../../../src-main/core/forecast/forecast-month.js';
import { hourlyCosts } from '../../../src-main/core/forecast/hourly-costs.js';
import { utcMonth } from '../../../src-main/core/usage/utc-month.js';
import { DAY_MS, floorDay, HOUR_MS } from '../../../src-main/shared/units.js';
import { createRandom, KINDS, type Kind, simulateHours } from './simulate-hours.js';

export interface Outcome {
  readonly kind: Kind;
  /** Days held. */
  readonly days: number;
  /** Share of the month that has passed. */
  readonly passed: number;
  readonly isHit: boolean;
  /** |forecast - actual| / actual, and the same of the pace so far. */
  readonly error: number;
  readonly naiveError: number;
  /** Of the range, in forecasts. */
  readonly width: number;
}

/** A random moment of a random month of an invented organization. */
export function tryForecast(kind: Kind, seed: number): Outcome {
  const random = createRandom(seed * 31 + KINDS.indexOf(kind));
  const start = Date.UTC(2026, Math.floor(random.next() * 12), 1);
  const month = utcMonth(start);
  const now = Math.floor(month.from + random.next() * (month.to - month.from));
  // A quarter of them is new.
  const isNew = random.next() < 0.25;
  const heldDays = isNew ? random.between(12, 38) : random.between(38, 400);
  const heldFrom = floorDay(now - heldDays * DAY_MS);
  const span = { from: Math.min(heldFrom, month.from), to: month.to };
  const held = new Map<number, number>();
  let actual = 0;
  let spent = 0;
  for (const [hour, cost] of simulateHours(kind, span, seed)) {
    const part = cost * Math.min(Math.max((now - hour) / HOUR_MS, 0), 1);
    if (hour < now && hour >= heldFrom) held.set(hour, Math.round(part));
    if (hour < month.from) continue;
    actual += cost;
    if (hour >= heldFrom) spent += part;
  }
  const forecast = forecastMonth(hourlyCosts(held), month, now);
  if (!forecast) throw new Error(`no forecast for ${kind}, seed ${seed}`);
  const naive = (spent * (month.to - month.from)) / (now - Math.max(heldFrom, month.from));
  return {
    kind,
    days: heldDays,
    passed: (now - month.from) / (month.to - month.from),
    isHit: forecast.low <= actual && actual <= forecast.high,
    error: Math.abs(forecast.microcents - actual) / actual,
    naiveError: Math.abs(naive - actual) / actual,
    width: (forecast.high - forecast.low) / forecast.microcents,
  };
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Shares; the errors and the width are medians. */
export const summarize = (outcomes: readonly Outcome[]) => ({
  cases: outcomes.length,
  held: outcomes.filter(({ isHit }) => isHit).length / outcomes.length,
  error: median(outcomes.map(({ error }) => error)),
  naiveError: median(outcomes.map(({ naiveError }) => naiveError)),
  width: median(outcomes.map(({ width }) => width)),
});
