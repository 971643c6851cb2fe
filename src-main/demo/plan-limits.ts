import { DAY_MS, HOUR_MS, type Instant, type Span } from '../shared/units.js';
import { createRandom, pickBetween } from './random.js';

const WEEK_MS = 7 * DAY_MS;
/** Five-hour windows are as long as their name says. */
export const SESSION_MS = 5 * HOUR_MS;
/** The plan's week resets on Tuesdays at 03:00 UTC, when nobody is at work in Oslo. */
const WEEKS_FROM = Date.UTC(1970, 0, 6, 3);
/** The week that began on 13 October 2026. */
const RAISED_IN = 2_962;
/** Half a year later the raise is taken back, and so on. */
const LEVEL_WEEKS = 26;
const RAISE = 1.3;

/** What the person's plan allows, in dollars at list price. Nobody tells it to anybody. */
const WEEKLY_LIMIT = 62;
const SESSION_LIMIT = 8.2;
/** Two windows of the same limit are not quite the same. */
const SCATTER = 0.03;

export const planWeekOf = (at: Instant) => Math.floor((at - WEEKS_FROM) / WEEK_MS);

export const planWeekSpan = (week: number): Span => ({
  from: WEEKS_FROM + week * WEEK_MS,
  to: WEEKS_FROM + (week + 1) * WEEK_MS,
});

/** The hidden truth of one week: it rose by 30 % in October 2026. */
export function weeklyPlanLimit(week: number): number {
  const isRaised = Math.floor((week - RAISED_IN) / LEVEL_WEEKS) % 2 === 0;
  return WEEKLY_LIMIT * (isRaised ? RAISE : 1);
}

export const sessionPlanLimit = SESSION_LIMIT;

/** How one window's limit differs from the plan's. */
export const scatterOf = (seed: number, windowStart: Instant) =>
  1 + pickBetween(createRandom('plan window', seed, windowStart / HOUR_MS), -SCATTER, SCATTER);
