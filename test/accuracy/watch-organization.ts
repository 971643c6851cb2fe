import type { Tidemark } from '../../src-main/core/tidemark.js';
import { createRandom, pickBetween } from '../../src-main/demo/random.js';
import type { MoneyRange } from '../../src-main/shared/snapshot.js';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../../src-main/shared/units.js';
import { type ClosedDayCheck, checkClosedDays } from './check-closed-days.js';
import { openApp } from './open-app.js';
import { createOrganization } from './organization.js';
import { createOrganizationApi } from './organization-api.js';
import { planLooks, type WatchPlan } from './plan-looks.js';
import { createBill } from './true-bill.js';
import { createUse } from './use-entries.js';
import { utcMonthOf } from './utc-month.js';
import { lastShown } from './wall-clock.js';
import { createWorkLevel } from './work-level.js';

/** A figure that was shown, and what it turned out to be. Microcents. */
export interface ShownFigure {
  readonly seed: number;
  readonly at: Instant;
  readonly shown: number | null;
  readonly range: MoneyRange | null;
  readonly truth: number;
  /** The part of the truth that no report told yet. */
  readonly untold: number;
}

export interface Watched {
  readonly today: readonly ShownFigure[];
  /** UTC days that were over and had no bill. */
  readonly unbilled: readonly ShownFigure[];
  /** Percent, not microcents. */
  readonly week: readonly ShownFigure[];
  readonly month: readonly ShownFigure[];
  readonly closed: readonly ClosedDayCheck[];
}

/** Nothing is said about a day of which hardly anything has passed, or been spent. */
const FIRST_HOUR = 6;
const CENT = 1_000_000;
const CHECKED_DAYS_BEFORE = 10;

/** Looks at one organization through the app on some days, and compares with what it was billed. */
export async function watchOrganization(seed: number, plan: WatchPlan): Promise<Watched> {
  const { life, firstDay, lastDay, looksWith } = planLooks(seed, plan);
  const organization = createOrganization(seed, life);
  const { reset, zone, usualDay, billLagMs } = organization;
  const levelOf = createWorkLevel(organization);
  const { entriesOf } = createUse(organization, levelOf);
  const bill = createBill(organization, entriesOf, levelOf);
  const limit = Math.round(usualDay * pickBetween(createRandom('limit', seed), 3, 9));
  let now = firstDay;
  const api = createOrganizationApi({ organization, entriesOf, bill, now: () => now });
  const { app, close } = await openApp(api, () => now, {
    zone,
    since: life.from,
    patch: {
      weeklyResetWeekday: reset.weekday,
      weeklyResetTime: reset.time,
      weeklyResetZone: reset.zone,
      weeklyLimitMicrocents: limit,
    },
  });

  async function syncAt(at: Instant): Promise<void> {
    now = at;
    const synced = await app.syncNow();
    if (!synced.ok) throw new Error(`organization ${seed}: ${synced.failure.kind}`);
  }

  function lookAtDayBefore(at: Instant): ShownFigure {
    const day = Math.floor(at / DAY_MS) * DAY_MS - DAY_MS;
    const truth = bill.billedBetween(day, day + DAY_MS);
    const untold = bill.untoldBetween(day, day + DAY_MS, at);
    return { seed, at, shown: shownDay(app, day), range: null, truth, untold };
  }

  function lookAtToday(at: Instant): ShownFigure | null {
    const dayStart = lastShown(at, zone, '00:00', null);
    if (at < dayStart + FIRST_HOUR * HOUR_MS) return null;
    const { microcents: shown, range } = app.readSnapshot().today.cost;
    const truth = bill.billedBetween(dayStart, at);
    return { seed, at, shown, range, truth, untold: bill.untoldBetween(dayStart, at, at) };
  }

  function lookAtWeek(at: Instant): ShownFigure {
    const { percent: shown } = app.readSnapshot().week;
    const resetAt = lastShown(at, reset.zone, reset.time, reset.weekday);
    const truth = (bill.billedBetween(resetAt, at) / limit) * 100;
    const untold = (bill.untoldBetween(resetAt, at, at) / limit) * 100;
    return { seed, at, shown, range: null, truth, untold };
  }

  function lookAtMonth(at: Instant): ShownFigure {
    const { forecast } = app.readSnapshot().month;
    const month = utcMonthOf(at);
    const truth = bill.billedBetween(month.from, month.to);
    return { seed, at, shown: forecast?.microcents ?? null, range: forecast, truth, untold: 0 };
  }

  const today: ShownFigure[] = [];
  const unbilled: ShownFigure[] = [];
  const week: ShownFigure[] = [];
  const month: ShownFigure[] = [];
  const keep = (figures: ShownFigure[], figure: ShownFigure | null) => {
    if (figure && figure.truth >= CENT) figures.push(figure);
  };
  try {
    for (const { at, what } of looksWith(billLagMs)) {
      await syncAt(at);
      if (what === 'day-over') {
        keep(unbilled, lookAtDayBefore(at));
        continue;
      }
      keep(today, lookAtToday(at));
      week.push(lookAtWeek(at));
      if (what === 'now-and-month') keep(month, lookAtMonth(at));
    }
    await syncAt(lastDay + DAY_MS + billLagMs + MINUTE_MS);
    const from = firstDay - CHECKED_DAYS_BEFORE * DAY_MS;
    const closed = checkClosedDays(app, seed, bill, { from, to: lastDay + DAY_MS });
    return { today, unbilled, week, month, closed };
  } finally {
    await close();
  }
}

function shownDay(app: Tidemark, day: Instant): number | null {
  const told = app.readHistory({ from: day, to: day + DAY_MS, grain: 'day', by: 'none' });
  if (!told.ok) throw new Error(told.failure.kind);
  return told.value.rows[0]?.costMicrocents ?? null;
}
