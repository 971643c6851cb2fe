import { type Evidence, LIMIT_UNITS, type Use } from '../../../shared/evidence.js';
import { ceilHour, floorHour, type Instant } from '../../../shared/units.js';
import { USE_SETTLES_MS } from '../use/use-settles.js';
import type { UseTimeline } from '../use/use-timeline.js';
import { familyOf, type LimitWindow, SAME_END_MS, windowAt } from '../windows/limit-window.js';

interface Surroundings {
  /** Null: use is not visible here. */
  readonly timeline: UseTimeline | null;
  /** Of the record's kind. */
  readonly windows: readonly LimitWindow[];
  /** How far the timeline reaches back. */
  readonly reachesBack: Instant;
  /** When a limit of its kind was reached beyond doubt. */
  readonly hits: readonly Instant[];
}

/**
 * The record with the use it stands for, as it is known and priced now. What was weighed before
 * stays where the timeline does not reach or has too many gaps by now; a record of such a window
 * that never was weighed has no visible use.
 */
export function weighEvidence(record: Evidence, around: Surroundings): Evidence {
  if (record.kind === 'change') return record;
  const { timeline, windows, reachesBack } = around;
  if (record.since !== null) return weighDelta(record, around);
  const placed = placeInWindow(record, windows);
  const { start } = placed;
  if (!timeline || start === null || start < reachesBack) return placed;
  // Use before the percentage fell is of another window: what was weighed so is given up.
  if (hasUnseenStart(placed, windows)) return { ...placed, used: null, settled: null };
  const upTo = (to: Instant) => timeline.between({ from: start, to }, familyOf(record.window));
  if (record.kind === 'reading') {
    return { ...placed, used: upTo(endOfUse(placed, around.hits)) ?? record.used };
  }
  if (record.kind === 'quiet') {
    const used = upTo(placed.end ?? record.at) ?? record.used;
    return { ...placed, used, settled: used };
  }
  return weighHit(placed, timeline, upTo);
}

function weighHit(
  hit: Evidence,
  timeline: UseTimeline,
  upTo: (to: Instant) => Use | null,
): Evidence {
  const { at, end } = hit;
  if (timeline.isToTheMinute) {
    const used = upTo(at);
    return used ? { ...hit, used, settled: used, isExact: true } : hit;
  }
  // What was used up to the hit may still be untold: it would seem to be less.
  if (timeline.toldTo < at + USE_SETTLES_MS) return hit;
  const before = upTo(floorHour(at));
  const hourEnd = ceilHour(at + 1);
  // What its hour holds behind the reset is of the next window.
  const through = upTo(Math.min(hourEnd, end ?? Number.POSITIVE_INFINITY));
  if (!before || !through) return hit;
  const isSettled = timeline.toldTo >= hourEnd + USE_SETTLES_MS;
  return { ...hit, used: spanOf(before, through), settled: isSettled ? through : null };
}

/** Of a window that was told, its own ends count, unless it ended before its time. */
function placeInWindow(record: Evidence, windows: readonly LimitWindow[]): Evidence {
  const found = windowAt(windows, record.kind === 'quiet' ? record.at - 1 : record.at);
  if (!found) return record;
  if (record.isPlaced || (record.start === null && record.end === null)) {
    return { ...record, start: found.from, end: found.to, isPlaced: true };
  }
  const isPart = found.hasUnseenStart || (found.isCut && isEarlier(found.to, record.end));
  return isPart
    ? { ...record, start: found.from, end: found.to }
    : { ...record, start: record.start ?? found.from, end: record.end ?? found.to };
}

const isEarlier = (end: Instant, told: Instant | null) => told !== null && end < told - SAME_END_MS;

const hasUnseenStart = ({ at, kind }: Evidence, windows: readonly LimitWindow[]): boolean =>
  windowAt(windows, kind === 'quiet' ? at - 1 : at)?.hasUnseenStart === true;

/** Behind the limit use is paid by credits: it is not of the window. */
function endOfUse({ start, at, pct }: Evidence, hits: readonly Instant[]): Instant {
  if ((pct ?? 0) < FULL) return at;
  const hit = hits.find((when) => when >= (start ?? at) && when < at);
  return hit ?? at;
}

/** A difference that came without its use, such as one that was imported. */
function weighDelta(record: Evidence, { timeline, reachesBack }: Surroundings): Evidence {
  const { since, at, used } = record;
  if (used !== null || since === null || !timeline || since < reachesBack) return record;
  return { ...record, used: timeline.between({ from: since, to: at }, familyOf(record.window)) };
}

/** A limit that was reached is told as 100 percent or a rounding below. */
const FULL = 99.5;

/** From the least of the one to the most of the other. */
const spanOf = (low: Use, high: Use): Use =>
  Object.fromEntries(
    LIMIT_UNITS.flatMap((unit) => {
      const [from, to] = [low[unit]?.[0], high[unit]?.[1]];
      return from === undefined || to === undefined ? [] : [[unit, [from, to] as const]];
    }),
  );
