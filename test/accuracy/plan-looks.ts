import { createRandom, pickBetween } from '../../src-main/demo/random.js';
import { DAY_MS, type Instant, MINUTE_MS, type Span } from '../../src-main/shared/units.js';
import { utcMonthOf } from './utc-month.js';

export interface WatchPlan {
  readonly followedDays: number;
  readonly momentsADay: number;
  readonly leastHistoryDays: number;
  readonly mostHistoryDays: number;
}

/** When the app is looked at. `day-over`: its UTC day has just ended, and has no bill. */
export interface Look {
  readonly at: Instant;
  readonly what: 'day-over' | 'now' | 'now-and-month';
}

export interface Looks {
  /** From the first use to the end of the last month that is asked for. */
  readonly life: Span;
  readonly firstDay: Instant;
  readonly lastDay: Instant;
  /** In order, for bills that come so much after the end of their day. */
  looksWith(billLagMs: number): readonly Look[];
}

/** Prices change often in this time, and so do clocks. */
const FIRST_FOLLOWED = Date.UTC(2026, 8, 12);
const LAST_FOLLOWED = Date.UTC(2026, 11, 1);
const MOST_DAYS_APART = 7;
/** No bill is out earlier. */
const LEAST_LAG_MS = 5 * MINUTE_MS;

const wholeDay = (at: number) => Math.floor(at / DAY_MS) * DAY_MS;

export function planLooks(seed: number, plan: WatchPlan): Looks {
  const random = createRandom('looks', seed);
  const firstDay = wholeDay(pickBetween(random, FIRST_FOLLOWED, LAST_FOLLOWED));
  const days = [firstDay];
  let lastDay = firstDay;
  while (days.length < plan.followedDays) {
    lastDay += (1 + Math.floor(random() * MOST_DAYS_APART)) * DAY_MS;
    days.push(lastDay);
  }
  const historyDays = pickBetween(random, plan.leastHistoryDays, plan.mostHistoryDays);
  return {
    life: {
      from: wholeDay(firstDay - historyDays * DAY_MS),
      to: utcMonthOf(lastDay + 2 * DAY_MS).to,
    },
    firstDay,
    lastDay,
    looksWith: (billLagMs) =>
      days.flatMap((day): readonly Look[] => {
        const over = day + pickBetween(random, LEAST_LAG_MS, billLagMs);
        const moments = Array.from(
          { length: plan.momentsADay },
          () => day + random() * DAY_MS,
        ).sort((a, b) => a - b);
        const looks = moments.map(
          (at, index): Look => ({
            at: Math.floor(at),
            what: index === moments.length - 1 ? 'now-and-month' : 'now',
          }),
        );
        const dayOver: Look = { at: Math.floor(over), what: 'day-over' };
        return [...looks, dayOver].sort((a, b) => a.at - b.at);
      }),
  };
}
