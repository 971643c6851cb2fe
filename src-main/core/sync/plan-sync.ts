import {
  ceilDay,
  ceilHour,
  DAY_MS,
  floorDay,
  floorHour,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  type Span,
} from '../../shared/units.js';
import type { Coverage, FetchTimes } from '../coverage.js';

export interface SyncStep {
  /** Usage by the hour, bills by the day, an hour by the minute, a day of Claude Code. */
  readonly kind: 'hours' | 'days' | 'minutes' | 'claude-code';
  readonly span: Span;
  /** Ends before anything that tray and overview speak of: it may be put off. */
  readonly isBackfill: boolean;
}

/** Usage is "usually within 5 minutes, sometimes longer" complete: young hours are read again. */
const UNSETTLED_MS = 6 * HOUR_MS;
/** Nothing promises that a closed day is final: its last three are re-read once a day. */
const REREAD_DAYS = 3;
const REREAD_AFTER_MS = DAY_MS;
/** One page each: 168 hours, 31 days. */
const HOURS_A_STEP = 168;
const DAYS_A_STEP = 31;
const MINUTES_SETTLE_MS = 30 * MINUTE_MS;
/** "This week" and "this day" never reach further back. */
export const CURRENT_MS = 8 * DAY_MS;
/** Claude Code tells a day up to an hour late, and only what is older than an hour. */
const CLAUDE_CODE_SETTLES_MS = 2 * HOUR_MS;
const CLAUDE_CODE_CURRENT_DAYS = 3;
/** It takes one request a day: a long history is read a month a run. */
const CLAUDE_CODE_DAYS_A_RUN = 31;

export interface PlanRequest {
  readonly now: Instant;
  /** Oldest instant wanted, and to be had. */
  readonly since: Instant;
  readonly coverage: Coverage;
  /** UTC days to ask for the bill of once more. */
  readonly lateBills: ReadonlySet<number>;
  /** Instants that cut an hour: its minutes are needed to split it. */
  readonly edges: readonly Instant[];
}

/**
 * What to fetch now, as UTC-aligned spans: what may still change first, then the missing, newest
 * first, so that the window is useful after the first page. A plan made again after a failure
 * holds only what is still missing.
 */
export function planSync(request: PlanRequest): readonly SyncStep[] {
  const { now, since, coverage, lateBills, edges } = request;
  const openFrom = Math.min(floorDay(now), floorHour(now - UNSETTLED_MS));
  const rereadFrom = floorDay(now) - REREAD_DAYS * DAY_MS;
  /** `fetchedAt` is the oldest fetch of the bucket's UTC day: a closed day is re-read whole. */
  const isStale = (start: Instant, fetchedAt: Instant) =>
    fetchedAt < now - REREAD_AFTER_MS &&
    (start >= rereadFrom || fetchedAt < floorDay(start) + DAY_MS + REREAD_AFTER_MS);
  /** A fetch dated in the future was made by a clock that ran ahead: it proves nothing. */
  const isHeld = (fetches: FetchTimes, start: Instant) =>
    (fetches.get(start) ?? Number.POSITIVE_INFINITY) <= now;
  const isReadAfter = (fetches: FetchTimes, start: Instant, at: Instant) =>
    isHeld(fetches, start) && (fetches.get(start) ?? 0) >= at;
  const oldestOfDay = oldestByDay(coverage.hours);
  const isHourDue = (start: Instant) =>
    start >= openFrom ||
    !isReadAfter(coverage.hours, start, start + HOUR_MS + UNSETTLED_MS) ||
    isStale(start, oldestOfDay.get(floorDay(start)) ?? 0);
  const isDayDue = (start: Instant) =>
    start >= floorDay(now) - DAY_MS ||
    !isHeld(coverage.days, start) ||
    lateBills.has(start) ||
    isStale(start, coverage.days.get(start) ?? 0);

  const oldest = Math.min(floorDay(since), floorDay(now));
  const upToHour = { from: oldest, to: ceilHour(now + 1) };
  const upToDay = { from: oldest, to: ceilDay(now + 1) };
  const hours = dueSpans(upToHour, HOUR_MS, HOURS_A_STEP, isHourDue);
  const days = dueSpans(upToDay, DAY_MS, DAYS_A_STEP, isDayDue);
  const cutHours = edges.filter((edge) => edge % HOUR_MS !== 0 && edge <= now).map(floorHour);
  const minutes = [...new Set(cutHours)]
    .filter((hour) => !isReadAfter(coverage.minuteHours, hour, hour + HOUR_MS + MINUTES_SETTLE_MS))
    .map((hour): SyncStep => {
      const span = { from: hour, to: hour + HOUR_MS };
      return { kind: 'minutes', span, isBackfill: false };
    });

  const toStep =
    (kind: 'hours' | 'days') =>
    (span: Span): SyncStep => ({ kind, span, isBackfill: span.to < now - CURRENT_MS });
  const hourSteps = hours.map(toStep('hours'));
  const daySteps = days.map(toStep('days'));
  const firstSteps = [...hourSteps.slice(0, 2), ...daySteps.slice(0, 1), ...minutes];
  const laterSteps = [...hourSteps.slice(2), ...daySteps.slice(1)].sort(
    (a, b) => b.span.from - a.span.from,
  );
  const inOrder = [...firstSteps, ...laterSteps, ...planClaudeCode(oldest, request)];
  return [
    ...inOrder.filter(({ isBackfill }) => !isBackfill),
    ...inOrder.filter(({ isBackfill }) => isBackfill),
  ];
}

/** Closed days that were never asked for once they had settled, newest first. */
function planClaudeCode(oldest: Instant, { now, coverage }: PlanRequest): SyncStep[] {
  const steps: SyncStep[] = [];
  for (let day = floorDay(now) - DAY_MS; day >= oldest; day -= DAY_MS) {
    const settledAt = day + DAY_MS + CLAUDE_CODE_SETTLES_MS;
    const readAt = coverage.claudeCodeDays.get(day) ?? 0;
    if (settledAt > now || (readAt >= settledAt && readAt <= now)) continue;
    const isBackfill = day < floorDay(now) - CLAUDE_CODE_CURRENT_DAYS * DAY_MS;
    steps.push({ kind: 'claude-code', span: { from: day, to: day + DAY_MS }, isBackfill });
    if (steps.length === CLAUDE_CODE_DAYS_A_RUN) break;
  }
  return steps;
}

function oldestByDay(hours: FetchTimes): Map<number, Instant> {
  const oldest = new Map<number, Instant>();
  for (const [start, fetchedAt] of hours) {
    const day = floorDay(start);
    oldest.set(day, Math.min(oldest.get(day) ?? fetchedAt, fetchedAt));
  }
  return oldest;
}

/** Runs of due buckets, cut into pages, newest first. */
function dueSpans(
  range: Span,
  widthMs: number,
  bucketsAStep: number,
  isDue: (start: Instant) => boolean,
): Span[] {
  const spans: Span[] = [];
  let to: Instant | null = null;
  let from = range.to;
  for (let start = range.to - widthMs; start >= range.from; start -= widthMs) {
    if (isDue(start)) {
      to ??= start + widthMs;
      from = start;
      if (to - from >= bucketsAStep * widthMs) {
        spans.push({ from, to });
        to = null;
      }
    } else if (to !== null) {
      spans.push({ from, to });
      to = null;
    }
  }
  if (to !== null) spans.push({ from, to });
  return spans;
}
