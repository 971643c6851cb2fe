import type { MoneyRange } from '../../shared/snapshot.js';
import { HOUR_MS, type Instant, type Span } from '../../shared/units.js';
import { expectHour, expectUntil, learnExpectation } from './expect-costs.js';
import { costAt, type HourlyCosts, hourIndex, sumHeld } from './hourly-costs.js';
import { learnErrors } from './learn-errors.js';

/** Ten days: less says nothing of a week. */
const LEAST_HELD_HOURS = 240;
/** Figures older than a week say little of the days since. */
const MOST_HOURS_BEHIND = 168;

/** Integer microcents; low <= microcents <= high. */
export interface MonthForecast extends MoneyRange {
  readonly microcents: number;
}

interface ExpectedMonth {
  /** Microcents of held hours, of hours that are not held or to come, and how many those are. */
  readonly spent: number;
  readonly unknown: number;
  readonly unknownHours: number;
  /** Indices of the first use and of the first hour that is not over or not held yet. */
  readonly first: number;
  readonly end: number;
}

/** What the month will have cost at its end, and between which figures 8 times in 10. */
export function forecastMonth(costs: HourlyCosts, month: Span, now: Instant): MonthForecast | null {
  const expected = expectMonth(costs, month, now);
  if (!expected) return null;
  const { spent, unknown, unknownHours, first, end } = expected;
  const toCome = Math.max(1, Math.ceil(unknownHours));
  const errors = learnErrors(costs, first, end, toCome);
  const floor = errors.floor * unknownHours;
  const microcents = Math.round(spent + unknown);
  const between = (factor: number) => spent + Math.max(0, (unknown + floor) * factor - floor);
  return {
    microcents,
    low: Math.min(microcents, Math.floor(between(errors.low))),
    high: Math.max(microcents, Math.ceil(between(errors.high))),
  };
}

/** The same without how sure it is. */
export function expectMonthCost(costs: HourlyCosts, month: Span, now: Instant): number | null {
  const expected = expectMonth(costs, month, now);
  return expected && Math.round(expected.spent + expected.unknown);
}

/** Looks at no hour after `now`. Null: too little is held. */
function expectMonth(costs: HourlyCosts, month: Span, now: Instant): ExpectedMonth | null {
  const open = hourIndex(costs, now);
  const end = Math.min(open, lastHeld(costs, open) + 1);
  const first = firstUse(costs, end);
  if (sumHeld(costs, first, end).heldHours < LEAST_HELD_HOURS) return null;
  if (open - end > MOST_HOURS_BEHIND) return null;

  const [from, to] = [hourIndex(costs, month.from), hourIndex(costs, month.to)];
  const expectation = learnExpectation(costs, end);
  const held = sumHeld(costs, from, Math.min(end, to));
  let spent = held.microcents;
  let unknownHours = to - from - held.heldHours;
  // After a long pause the newest held hour may be one of the month before.
  const [before = 0, through = 0] = expectUntil(expectation, [Math.max(end, from), to]);
  let unknown = through - before;
  for (let index = from; index < Math.min(end, to); index += 1) {
    if (Number.isNaN(costAt(costs, index))) unknown += expectHour(expectation, index);
  }
  // Of the running hour a part is spent; the rest is expected like any other.
  const running = costAt(costs, open);
  const passed = (now - costs.from) / HOUR_MS - open;
  if (passed > 0 && open >= from && open < to && !Number.isNaN(running)) {
    spent += running;
    unknown -= passed * expectHour(expectation, open);
    unknownHours -= passed;
  }
  return { spent, unknown: Math.max(0, unknown), unknownHours, first, end };
}

function lastHeld(costs: HourlyCosts, before: number): number {
  let index = Math.min(before, costs.values.length) - 1;
  while (index >= 0 && Number.isNaN(costAt(costs, index))) index -= 1;
  return index;
}

/** Held hours before the very first use are of no organization yet; without any use all count. */
function firstUse(costs: HourlyCosts, end: number): number {
  for (let index = 0; index < end; index += 1) {
    if (costAt(costs, index) > 0) return index;
  }
  return 0;
}
