import type { Forecast } from '../../shared/snapshot.js';
import { floorHour, type Instant, type Span } from '../../shared/units.js';
import { medianOf } from '../median.js';
import { utcMonth } from '../usage/utc-month.js';
import { expectMonthCost } from './forecast-month.js';
import { type HourlyCosts, hourIndex, sumHeld } from './hourly-costs.js';

const MOST_MONTHS = 12;

/** What it would have said when the same share of earlier months had passed; newest first. */
export function pastForecasts(costs: HourlyCosts, month: Span, now: Instant): Forecast['past'] {
  const passed = (now - month.from) / (month.to - month.from);
  const past: Forecast['past'][number][] = [];
  let earlier = utcMonth(month.from - 1);
  for (
    ;
    earlier.to > costs.from && past.length < MOST_MONTHS;
    earlier = utcMonth(earlier.from - 1)
  ) {
    const { from, to } = earlier;
    const actual = sumHeld(costs, hourIndex(costs, from), hourIndex(costs, to));
    if (actual.heldHours < hourIndex(costs, to) - hourIndex(costs, from)) continue;
    // Whole hours: what was known within one is not known any more.
    const forecast = expectMonthCost(costs, earlier, floorHour(from + passed * (to - from)));
    if (forecast === null) continue;
    past.push({ month: from, forecast, actual: Math.round(actual.microcents) });
  }
  return past;
}

/** Median of how far off they were, in percent; a month that cost nothing has no such share. */
export function medianErrorPercent(past: Forecast['past']): number | null {
  return medianOf(
    past
      .filter(({ actual }) => actual > 0)
      .map(({ forecast, actual }) => (Math.abs(forecast - actual) / actual) * 100),
  );
}
