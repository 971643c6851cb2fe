import { lastDays } from '../../shared/last-days.js';
import type { WindowLimit } from '../../shared/limits.js';
import type { Settings } from '../../shared/settings.js';
import type {
  GlanceState,
  HourCost,
  KeyState,
  PreviousPeriod,
  Snapshot,
  SyncStatus,
} from '../../shared/snapshot.js';
import {
  ceilHour,
  DAY_MS,
  floorDay,
  floorHour,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  type Span,
} from '../../shared/units.js';
import type { ReportPair } from '../../shared/usage.js';
import { isOverLimit, isRoughWeek } from '../../shared/week-percent.js';
import type { Coverage, FetchTimes } from '../coverage.js';
import type { DayReport, SyncRecord } from '../history-rows.js';
import { nameUnpriced } from '../pricing/name-unpriced.js';
import { oldestAnalytics } from '../sync/analytics-provider.js';
import { findGaps } from '../sync/find-gaps.js';
import { wantedSince } from '../sync/wanted-since.js';
import { sumUsageBetween, type UsageSumOf } from '../usage/cut-hours.js';
import { ENDPOINTS } from '../usage/endpoints.js';
import { cacheEfficiency, isUnused, tokenFigures } from '../usage/token-sums.js';
import { reportedOfDay } from './cost-of-span.js';
import { createFigures } from './create-figures.js';
import { decideWeekPercent } from './decide-week-percent.js';
import { deriveBackfill } from './derive-backfill.js';
import { derivePace } from './derive-pace.js';
import { hoursOf } from './hours-of.js';
import { percentProvenance } from './percent-provenance.js';
import { type HeldFigures, UNPRICED_DAYS } from './read-held-figures.js';
import { type Period, shownDays, snapshotWindows } from './snapshot-windows.js';

export interface SnapshotInput {
  readonly now: Instant;
  readonly mode: Snapshot['mode'];
  readonly timeZone: string;
  readonly settings: Settings;
  readonly connection: {
    readonly state: KeyState;
    readonly lastFour: string | null;
    readonly organization: { readonly id: string; readonly name: string } | null;
  };
  readonly held: HeldFigures;
  /** What was learned last of every limit. */
  readonly learned: readonly WindowLimit[];
  readonly limitsVersion: number;
  /** Oldest instant that the person wants. */
  readonly since: Instant;
  readonly sync: {
    readonly state: SyncStatus['state'];
    readonly nextAt: Instant | null;
    readonly progress: SyncStatus['progress'];
    readonly record: SyncRecord;
    readonly clockOffsetMs: number;
  };
}

const NEAR_PERCENT = 80;
const RUNNING_BILL: Readonly<Record<ReportPair, string>> = {
  legacy: 'the cost report of the running day',
  analytics: 'the bill of the hours of the running day so far',
};

/** The only producer of shown numbers: tray, window, command line and alerts all read this. */
export function deriveSnapshot(input: SnapshotInput): Snapshot {
  const { now, settings, held, sync } = input;
  const windows = snapshotWindows(now, input.timeZone, settings);
  const endpoints = ENDPOINTS[held.pair];
  const { figureOf, traceOf, usage } = createFigures(held, now);
  const previousOf = ({ before, beforeByNow }: Period, words: string): PreviousPeriod => ({
    window: before,
    spent: figureOf(before, words),
    spentByNow: figureOf(beforeByNow, `${words}, up to the same time`),
  });

  const week = windows.week.window;
  const weekCost = figureOf(week, 'cost since the weekly reset');
  const weekUse = sumUsageBetween(usage, week.from, week.to);
  const hasWeekData = weekCost.provenance.fetchedAt !== null;
  // None in the hours that are held: of the others nothing is known.
  const hasWeekTokens =
    hasWeekData && (weekCost.provenance.isComplete || !isUnused(weekUse.tokens));
  const isWeekUsable = hasWeekData && !hasInnerGap(week, held.coverage, now);
  const decision = decideWeekPercent({
    meter: settings.weekMeter,
    week,
    spent: isWeekUsable ? weekCost.microcents : null,
    typedMicrocents: settings.weeklyLimitMicrocents,
    spendLimitMicrocents: held.weeklySpendLimit,
    learned: input.learned,
    now,
  });
  const { limit, percent } = decision.figures;

  const utcDay = floorDay(now);
  const wholeDay = { from: utcDay, to: utcDay + DAY_MS };
  const reportedToday = held.days.find((day) => day.start === utcDay)?.reported ?? null;
  // A first sync that never ended has no success, but what it held grows old all the same.
  const freshAt = sync.record.lastSuccessAt ?? newestOf(held.coverage.hours);
  const isStale = isSyncStale(freshAt, now, settings.refreshMinutes);
  const wanted = wantedSince(input.since, held.coverage, now);
  const since = held.pair === 'analytics' ? Math.max(wanted, oldestAnalytics(now)) : wanted;
  const gaps = findGaps(held.coverage.hours, since, now);

  const month = windows.month.window;
  const reportedThrough = lastReportedDay(held, month, now);
  const billed =
    reportedThrough === null
      ? null
      : figureOf({ from: month.from, to: reportedThrough + DAY_MS }, 'bills of the UTC month');

  return {
    generatedAt: now,
    mode: input.mode,
    glance: glanceState({
      hasFigures: hasWeekData || percent !== null,
      hasLimit: limit !== null,
      percent,
      isOver: isOverLimit(decision.figures),
      mustAct: sync.record.failure?.mustAct ?? false,
      isStale,
    }),
    connection: input.connection,
    timeZone: input.timeZone,
    week: {
      window: week,
      spent: weekCost,
      ...decision.figures,
      percentProvenance: percentProvenance(decision, weekCost.provenance, now),
      pace: derivePace({
        window: decision.figures.percentWindow,
        // A percentage that stands still is compared with the pace of its own time.
        at: decision.standsSince ?? (isStale && freshAt !== null ? freshAt : now),
        percent: isRoughWeek(decision.figures) ? null : percent,
        outlook: decision.outlook,
      }),
      previous: previousOf(windows.week, 'cost of the week before'),
      tokens: hasWeekTokens ? tokenFigures(weekUse.tokens) : null,
      tokensProvenance: {
        ...weekCost.provenance,
        endpoint: endpoints.usage,
        formula: 'tokens of the hours since the reset; cache efficiency = cache read / all input',
        basis: hasWeekTokens ? 'counted' : null,
      },
      cacheEfficiency: hasWeekTokens ? cacheEfficiency(weekUse.tokens) : null,
    },
    today: {
      window: windows.today.window,
      cost: figureOf(windows.today.window, 'cost of the hours of your day'),
      previous: previousOf(windows.today, 'cost of the day before'),
      utcDay: {
        start: utcDay,
        reportedMicrocents: reportedToday,
        estimatedMicrocents: held.coverage.hours.has(utcDay)
          ? knownEstimate(sumUsageBetween(usage, wholeDay.from, wholeDay.to))
          : null,
        provenance: traceOf(
          wholeDay,
          `${RUNNING_BILL[held.pair]}; beside it tokens x price table`,
          'mixed',
        ),
      },
      lastHour: figureOf(
        { from: floorHour(now), to: floorHour(now) + HOUR_MS },
        'cost of the hour',
      ),
    },
    month: {
      window: month,
      cost: figureOf(month, 'cost of the UTC month'),
      previous: previousOf(windows.month, 'cost of the month before'),
      reportedThrough,
      reportedMicrocents: billed?.microcents ?? null,
      forecast: held.forecast,
    },
    bills: { scale: held.scale, lastClosed: held.lastClosed },
    last24Hours: hoursOf(windows.lastDay).map((start) => costOfHour(held, start, now)),
    last24HoursProvenance: figureOf(windows.lastDay, 'cost of each of the last 24 hours')
      .provenance,
    unpriced: nameUnpriced(held.unpriced),
    unpricedProvenance: traceOf(
      { from: lastDays(UNPRICED_DAYS, now).from, to: ceilHour(now + 1) },
      `tokens of ${UNPRICED_DAYS} days without a price in the table`,
      'counted',
    ),
    otherCurrencies: held.otherCurrencies,
    otherCurrenciesProvenance: traceOf(
      shownDays(windows),
      'billed in other currencies in these UTC days, never added up',
      'reported',
    ),
    limitResets: input.learned.flatMap(({ running }) => running?.to ?? []),
    limitsVersion: input.limitsVersion,
    sync: {
      state: sync.state,
      lastSuccessAt: sync.record.lastSuccessAt,
      nextAt: sync.nextAt,
      isStale,
      failure: sync.record.failure,
      progress: sync.progress,
      pair: { wanted: settings.reportPair, used: held.pair },
      refreshedAt: held.pair === 'analytics' ? newestOf(held.coverage.hours) : null,
      backfill: deriveBackfill(gaps.gaps, since, now, held.coverage, settings.isBackfillPaused),
      refusals: held.refusals,
      clockOffsetMs: sync.clockOffsetMs,
      restatements: held.restatements,
      coverage: gaps,
    },
  };
}

const costOfHour = (
  { hourCosts, coverage }: HeldFigures,
  start: Instant,
  now: Instant,
): HourCost => {
  const cost = coverage.hours.has(start) ? hourCosts.get(start) : undefined;
  return {
    start,
    microcents: cost?.microcents ?? null,
    basis: cost?.basis ?? null,
    isOpen: start + HOUR_MS > now,
  };
};

const newestOf = (fetchTimes: FetchTimes): Instant | null => {
  let newest: Instant | null = null;
  for (const at of fetchTimes.values()) newest = Math.max(newest ?? at, at);
  return newest;
};

/** No use is a known zero; use without a price is not. */
const knownEstimate = ({ tokens, estimated }: UsageSumOf) => (isUnused(tokens) ? 0 : estimated);

/** Two missed cycles and a minute: the figures are old enough to say so. */
export const isSyncStale = (lastSuccessAt: Instant | null, now: Instant, refreshMinutes: number) =>
  lastSuccessAt !== null && now - lastSuccessAt > (2 * refreshMinutes + 1) * MINUTE_MS;

interface GlanceFacts {
  readonly hasFigures: boolean;
  readonly hasLimit: boolean;
  readonly percent: number | null;
  readonly isOver: boolean;
  readonly mustAct: boolean;
  readonly isStale: boolean;
}

function glanceState({
  hasFigures,
  hasLimit,
  percent,
  isOver,
  mustAct,
  isStale,
}: GlanceFacts): GlanceState {
  if (mustAct) return 'failing';
  if (!hasFigures || (hasLimit && percent === null)) return 'unknown';
  if (isStale) return 'stale';
  if (percent === null) return 'fine';
  if (isOver) return 'over';
  return percent >= NEAR_PERCENT ? 'near' : 'fine';
}

/** A gap before the newest held hour makes the sum too low; missing newest hours make it old. */
function hasInnerGap(span: Span, coverage: Coverage, now: Instant): boolean {
  const starts = hoursOf({
    from: floorHour(span.from),
    to: Math.min(ceilHour(span.to), floorHour(now) + HOUR_MS),
  });
  const newestHeld = starts.findLastIndex((start) => coverage.hours.has(start));
  return starts.slice(0, Math.max(newestHeld, 0)).some((start) => !coverage.hours.has(start));
}

/** What was used before the last bill and has none yet ends what is reported through. */
function lastReportedDay(
  { days, hourCosts }: HeldFigures,
  month: Span,
  now: Instant,
): Instant | null {
  const reports = new Map<number, DayReport>(days.map((day) => [day.start, day]));
  const isUsed = (start: Instant) => hourCosts.has(start) && hourCosts.get(start)?.microcents !== 0;
  let last: Instant | null = null;
  for (let day = month.from; day < month.to && day + DAY_MS <= now; day += DAY_MS) {
    if (reportedOfDay(day, reports, now) !== null) last = day;
    else if (hoursOf({ from: day, to: day + DAY_MS }).some(isUsed)) break;
  }
  return last;
}
