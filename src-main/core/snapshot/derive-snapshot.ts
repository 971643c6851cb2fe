import type { Settings } from '../../shared/settings.js';
import type {
  CostFigure,
  GlanceState,
  KeyState,
  Provenance,
  Restatement,
  Snapshot,
  SyncStatus,
  WeekLimit,
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
import { weekWindow } from '../limits/week-window.js';
import type {
  DayReport,
  HourReport,
  Refusal,
  SyncRecord,
  UnpricedUse,
  UsageTotal,
} from '../ports.js';
import { nameUnpriced } from '../pricing/name-unpriced.js';
import { oldestAnalytics } from '../sync/analytics-provider.js';
import { findGaps } from '../sync/find-gaps.js';
import type { Coverage, FetchTimes } from '../sync/plan-sync.js';
import { type HeldUsage, sumUsageBetween, type UsageSumOf } from '../usage/cut-hours.js';
import { cacheEfficiency, isUnused, tokenFigures } from '../usage/token-sums.js';
import { localDay, utcMonth } from '../usage/zoned-time.js';
import { costOfSpan } from './cost-of-span.js';
import { deriveBackfill } from './derive-backfill.js';
import { derivePace } from './derive-pace.js';
import { ENDPOINTS, HOURLY_FORMULA } from './endpoints.js';

/** What the store holds of the spans a snapshot speaks of. */
export interface HeldFigures {
  readonly pair: ReportPair;
  /** What was billed by the hour, where the pair tells it. */
  readonly hourReports: readonly HourReport[];
  readonly restatements: readonly Restatement[];
  readonly refusals: readonly Refusal[];
  readonly hours: readonly UsageTotal[];
  readonly minutes: ReadonlyMap<number, readonly UsageTotal[]>;
  readonly days: readonly DayReport[];
  readonly coverage: Coverage;
  readonly unpriced: readonly UnpricedUse[];
  readonly otherCurrencies: readonly { readonly currency: string; readonly microunits: number }[];
}

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
  /** Oldest instant the history should reach. */
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

/** The windows every snapshot speaks of. */
export function snapshotWindows(now: Instant, timeZone: string, settings: Settings) {
  return {
    week: weekWindow(now, settings),
    today: localDay(now, timeZone),
    month: utcMonth(now),
    lastDay: { from: floorHour(now) - 23 * HOUR_MS, to: floorHour(now) + HOUR_MS },
  };
}

/** The only producer of shown numbers: tray, window, command line and alerts all read this. */
export function deriveSnapshot(input: SnapshotInput): Snapshot {
  const { now, settings, held, sync } = input;
  const windows = snapshotWindows(now, input.timeZone, settings);
  const usage: HeldUsage = {
    hours: new Map(held.hours.map((hour) => [hour.start, hour])),
    minutes: held.minutes,
    fetchedHours: held.coverage.hours,
    billedHours:
      held.pair === 'analytics'
        ? new Map(held.hourReports.map(({ start, reported }) => [start, reported]))
        : null,
  };
  const endpoints = ENDPOINTS[held.pair];
  const reports = new Map(held.days.map((day) => [day.start as number, day]));

  const costFigure = (span: Span, formula: string): CostFigure => {
    const upToNow = { from: span.from, to: Math.min(span.to, ceilHour(now + 1)) };
    const trace = provenance(
      upToNow,
      held,
      usage,
      held.pair === 'analytics' ? HOURLY_FORMULA : formula,
    );
    if (trace.fetchedAt === null) return { microcents: null, basis: null, provenance: trace };
    const cost = costOfSpan(upToNow, usage, reports, now);
    // Hours are held and nothing was used: that is a known zero.
    const isKnownZero =
      cost.microcents === null &&
      trace.isComplete &&
      isUnused(sumUsageBetween(usage, upToNow.from, upToNow.to).tokens);
    return isKnownZero
      ? { microcents: 0, basis: 'estimated', provenance: trace }
      : { ...cost, provenance: trace };
  };

  const weekCost = costFigure(
    windows.week,
    'reported closed days + estimated hours since the reset',
  );
  const weekUse = sumUsageBetween(usage, windows.week.from, windows.week.to);
  const hasWeekData = weekCost.provenance.fetchedAt !== null;
  const limit: WeekLimit | null =
    settings.weeklyLimitMicrocents === null
      ? null
      : {
          microcents: settings.weeklyLimitMicrocents,
          source: 'typed',
          low: null,
          high: null,
          confidence: null,
        };
  const isWeekUsable = hasWeekData && !hasInnerGap(windows.week, held.coverage, now);
  const percent =
    limit && isWeekUsable && weekCost.microcents !== null
      ? (weekCost.microcents / limit.microcents) * 100
      : null;

  const utcDay = floorDay(now);
  const utcDayUse = sumUsageBetween(usage, utcDay, utcDay + DAY_MS);
  // A first sync that never ended has no success, but what it held grows old all the same.
  const freshAt = sync.record.lastSuccessAt ?? newestOf(held.coverage.hours);
  const isStale = isSyncStale(freshAt, now, settings.refreshMinutes);
  const since =
    held.pair === 'analytics' ? Math.max(input.since, oldestAnalytics(now)) : input.since;
  const gaps = findGaps(held.coverage.hours, since, now);

  return {
    generatedAt: now,
    mode: input.mode,
    glance: glanceState({
      hasFigures: hasWeekData,
      hasLimit: limit !== null,
      percent,
      mustAct: sync.record.failure?.mustAct ?? false,
      isStale,
    }),
    connection: input.connection,
    timeZone: input.timeZone,
    week: {
      window: windows.week,
      spent: weekCost,
      limit,
      percent,
      // A percentage that stands still is compared with the pace of its own time.
      pace: derivePace(windows.week, isStale && freshAt !== null ? freshAt : now, percent),
      tokens: hasWeekData ? tokenFigures(weekUse.tokens) : null,
      tokensProvenance: {
        ...weekCost.provenance,
        endpoint: endpoints.usage,
        formula: 'tokens of the hours since the reset; cache efficiency = cache read / all input',
      },
      cacheEfficiency: hasWeekData ? cacheEfficiency(weekUse.tokens) : null,
    },
    today: {
      window: windows.today,
      cost: costFigure(
        windows.today,
        'hours of the local day: estimated, or their share of a closed UTC day',
      ),
      utcDay: {
        start: utcDay,
        reportedMicrocents: reports.get(utcDay)?.reported ?? null,
        estimatedMicrocents: held.coverage.hours.has(utcDay) ? knownEstimate(utcDayUse) : null,
      },
      lastHourMicrocents: hourEstimate(usage, held.coverage, floorHour(now)),
    },
    month: {
      window: windows.month,
      cost: costFigure(windows.month, 'reported closed days + estimated hours of the UTC month'),
      reportedThrough: lastReportedDay(held.days, windows.month, now),
    },
    last24Hours: hoursOf(windows.lastDay).map((start) => ({
      start,
      estimatedMicrocents: hourEstimate(usage, held.coverage, start),
      isOpen: start + HOUR_MS > now,
    })),
    unpriced: nameUnpriced(held.unpriced),
    otherCurrencies: held.otherCurrencies,
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
  readonly mustAct: boolean;
  readonly isStale: boolean;
}

function glanceState({
  hasFigures,
  hasLimit,
  percent,
  mustAct,
  isStale,
}: GlanceFacts): GlanceState {
  if (mustAct) return 'failing';
  if (!hasFigures || (hasLimit && percent === null)) return 'unknown';
  if (isStale) return 'stale';
  if (percent === null) return 'fine';
  if (percent >= 100) return 'over';
  return percent >= NEAR_PERCENT ? 'near' : 'fine';
}

const hoursOf = (span: Span) =>
  Array.from(
    { length: (span.to - span.from) / HOUR_MS },
    (_, index) => span.from + index * HOUR_MS,
  );

/** Without its minutes an hour with use is split by time: near, but not exact. */
const isCutExact = (at: Instant, coverage: Coverage, usage: HeldUsage) =>
  at % HOUR_MS === 0 || coverage.minuteHours.has(floorHour(at)) || !usage.hours.has(floorHour(at));

function provenance(
  span: Span,
  { coverage, pair }: HeldFigures,
  usage: HeldUsage,
  formula: string,
): Provenance {
  let fetchedAt: Instant | null = null;
  let isComplete = isCutExact(span.from, coverage, usage);
  for (const start of hoursOf({ from: floorHour(span.from), to: ceilHour(span.to) })) {
    const at = coverage.hours.get(start);
    if (at === undefined) isComplete = false;
    else fetchedAt = fetchedAt === null ? at : Math.min(fetchedAt, at);
  }
  const { money: endpoint } = ENDPOINTS[pair];
  return { endpoint, pair, from: span.from, to: span.to, fetchedAt, isComplete, formula };
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

const hourEstimate = (usage: HeldUsage, coverage: Coverage, start: Instant): number | null => {
  const hour = usage.hours.get(start);
  if (hour) return hour.estimated;
  return coverage.hours.has(start) ? 0 : null;
};

function lastReportedDay(days: readonly DayReport[], month: Span, now: Instant): Instant | null {
  const reported = days.filter(
    (day) =>
      day.reported !== null &&
      day.start >= month.from &&
      day.start < month.to &&
      day.start + DAY_MS <= now &&
      day.fetchedAt >= day.start + DAY_MS,
  );
  return reported.at(-1)?.start ?? null;
}
