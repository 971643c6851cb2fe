import {
  ceilDay,
  ceilHour,
  DAY_MS,
  floorDay,
  floorHour,
  HOUR_MS,
  type HourStart,
  type Instant,
  MINUTE_MS,
  type Span,
} from '../../shared/units.js';

/** When each bucket was last fetched: start -> instant. */
export type FetchTimes = ReadonlyMap<number, Instant>;

export interface Coverage {
  readonly hours: FetchTimes;
  readonly days: FetchTimes;
  /** Hours that are also held by the minute. */
  readonly minuteHours: FetchTimes;
}

export type SyncStep =
  | { readonly kind: 'hours'; readonly span: Span }
  | { readonly kind: 'days'; readonly span: Span }
  | { readonly kind: 'minutes'; readonly hour: HourStart };

/** Usage is "usually within 5 minutes, sometimes longer" complete: young hours are read again. */
const UNSETTLED_MS = 6 * HOUR_MS;
/** Nothing promises that a closed day is final: its last three are re-read once a day. */
const REREAD_DAYS = 3;
const REREAD_AFTER_MS = DAY_MS;
/** One page each: 168 hours, 31 days. */
const HOURS_A_STEP = 168;
const DAYS_A_STEP = 31;
const MINUTES_SETTLE_MS = 30 * MINUTE_MS;

export interface PlanRequest {
  readonly now: Instant;
  /** Oldest instant wanted. */
  readonly since: Instant;
  readonly coverage: Coverage;
  /** Instants that cut an hour: its minutes are needed to split it. */
  readonly edges: readonly Instant[];
}

/**
 * What to fetch now, as UTC-aligned spans: what may still change first, then the missing, newest
 * first, so that the window is useful after the first page. A plan made again after a failure
 * holds only what is still missing.
 */
export function planSync({ now, since, coverage, edges }: PlanRequest): readonly SyncStep[] {
  const openFrom = Math.min(floorDay(now), floorHour(now - UNSETTLED_MS));
  const rereadFrom = floorDay(now) - REREAD_DAYS * DAY_MS;
  /** `fetchedAt` is the oldest fetch of the bucket's UTC day: a closed day is re-read whole. */
  const isStale = (start: Instant, fetchedAt: Instant) =>
    fetchedAt < now - REREAD_AFTER_MS &&
    (start >= rereadFrom || fetchedAt < floorDay(start) + DAY_MS + REREAD_AFTER_MS);
  /** A fetch dated in the future was made by a clock that ran ahead: it proves nothing. */
  const isHeld = (fetches: FetchTimes, start: Instant) =>
    (fetches.get(start) ?? Number.POSITIVE_INFINITY) <= now;
  const oldestOfDay = oldestByDay(coverage.hours);
  const isHourDue = (start: Instant) =>
    start >= openFrom ||
    !isHeld(coverage.hours, start) ||
    isStale(start, oldestOfDay.get(floorDay(start)) ?? 0);
  const isDayDue = (start: Instant) =>
    start >= floorDay(now) - DAY_MS ||
    !isHeld(coverage.days, start) ||
    isStale(start, coverage.days.get(start) ?? 0);

  const oldest = Math.min(floorDay(since), floorDay(now));
  const upToHour = { from: oldest, to: ceilHour(now + 1) };
  const upToDay = { from: oldest, to: ceilDay(now + 1) };
  const hours = dueSpans(upToHour, HOUR_MS, HOURS_A_STEP, isHourDue);
  const days = dueSpans(upToDay, DAY_MS, DAYS_A_STEP, isDayDue);
  const cutHours = edges.filter((edge) => edge % HOUR_MS !== 0 && edge <= now).map(floorHour);
  const minutes = [...new Set(cutHours)]
    .filter((hour) => (coverage.minuteHours.get(hour) ?? 0) < hour + HOUR_MS + MINUTES_SETTLE_MS)
    .map((hour): SyncStep => ({ kind: 'minutes', hour }));

  const hourSteps = hours.map((span): SyncStep => ({ kind: 'hours', span }));
  const daySteps = days.map((span): SyncStep => ({ kind: 'days', span }));
  return [
    ...hourSteps.slice(0, 2),
    ...daySteps.slice(0, 1),
    ...minutes,
    ...interleave(hourSteps.slice(2), daySteps.slice(1)),
  ];
}

function oldestByDay(hours: FetchTimes): Map<number, Instant> {
  const oldest = new Map<number, Instant>();
  for (const [start, fetchedAt] of hours) {
    const day = floorDay(start);
    oldest.set(day, Math.min(oldest.get(day) ?? fetchedAt, fetchedAt));
  }
  return oldest;
}

/** Newest first: a month of cost follows the hours that reach it. */
function interleave(hours: readonly SyncStep[], days: readonly SyncStep[]): SyncStep[] {
  const startOf = (step: SyncStep) => (step.kind === 'minutes' ? step.hour : step.span.from);
  return [...hours, ...days].sort((a, b) => startOf(b) - startOf(a));
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
