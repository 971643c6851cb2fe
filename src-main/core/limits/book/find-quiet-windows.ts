import type { Evidence, Meter, WindowKind } from '../../../shared/evidence.js';
import { HOUR_MS, type Instant } from '../../../shared/units.js';
import type { UseTimeline } from '../use/use-timeline.js';
import { familyOf, type LimitWindow, SAME_END_MS } from '../windows/limit-window.js';

/** By then the last use of a window has been told. */
const SETTLES_MS = HOUR_MS;

interface QuietSearch {
  readonly meter: Meter;
  readonly kind: WindowKind;
  readonly windows: readonly LimitWindow[];
  readonly timeline: UseTimeline;
  /** A hit in one of these windows. */
  readonly hits: readonly Instant[];
  /** Ends of those that are noted already. */
  readonly noted: readonly Instant[];
  /** From when on a hit would have been noticed without anybody's help; null: never. */
  readonly seenFrom: Instant | null;
  readonly now: Instant;
}

/** Between two steps. */
const STEP_WINDOWS = 8;

/** Windows that ended with use and without a hit: their limit is at least that. */
export function* findQuietWindows(search: QuietSearch): Generator<void, readonly Evidence[]> {
  const quiet: Evidence[] = [];
  for (const [index, window] of search.windows.entries()) {
    if (index % STEP_WINDOWS === STEP_WINDOWS - 1) yield;
    const record = quietOf(window, search);
    if (record) quiet.push(record);
  }
  return quiet;
}

function quietOf(
  { from, to, isCut, hasUnseenStart }: LimitWindow,
  { meter, kind, timeline, hits, noted, seenFrom, now }: QuietSearch,
): Evidence | null {
  if (isCut || hasUnseenStart || to + SETTLES_MS > now) return null;
  if (hits.some((at) => at >= from && at < to)) return null;
  if (noted.some((end) => Math.abs(end - to) <= SAME_END_MS)) return null;
  const used = timeline.between({ from, to }, familyOf(kind));
  if (!used || (used.tokens?.[1] ?? 0) === 0) return null;
  return {
    id: `quiet:${meter}:${kind}:${to}`,
    meter,
    kind: 'quiet',
    window: kind,
    at: to,
    start: from,
    end: to,
    used,
    settled: used,
    pct: null,
    half: null,
    since: null,
    source: 'window',
    isExact: timeline.isToTheMinute,
    isPartlySeen: seenFrom === null || seenFrom > from,
    note: null,
    isIgnored: false,
  };
}
