import type { Instant } from '../shared/units.js';
import { planWeekOf } from './plan-limits.js';
import { createPlanWeek, type PlanWeek } from './plan-week.js';

/** Some months: enough for a rise of the limit to be seen in them. */
export const PLAN_WEEKS = 18;

/** The weeks of the invented person up to one moment; each is invented once. */
export interface PlanPast {
  /** Numbers of the last weeks, oldest first; the last one is running. */
  weeks(now: Instant): readonly number[];
  /** What has happened of a week by then. */
  weekUntil(week: number, now: Instant): PlanWeek;
}

export function createPlanPast(seed: number): PlanPast {
  const known = new Map<number, PlanWeek>();
  return {
    weeks(now) {
      const running = planWeekOf(now);
      return Array.from({ length: PLAN_WEEKS }, (_, back) => running - PLAN_WEEKS + 1 + back);
    },
    weekUntil(week, now) {
      const whole = known.get(week) ?? createPlanWeek(seed, week);
      known.set(week, whole);
      const happened = ({ at }: { readonly at: Instant }) => at <= now;
      return {
        messages: whole.messages.filter(happened),
        hits: whole.hits.filter(happened),
        readings: whole.readings.filter(happened),
      };
    },
  };
}
