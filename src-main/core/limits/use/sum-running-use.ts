import type { Use, WindowKind } from '../../../shared/evidence.js';
import type { Instant } from '../../../shared/units.js';
import { familyOf, type LimitWindow } from '../windows/limit-window.js';
import type { UseTimeline } from './use-timeline.js';

/** Use of a running window as far as it was told; null: not visible, or nothing was told of it yet. */
export const sumRunningUse = (
  timeline: UseTimeline,
  { from, hasUnseenStart }: LimitWindow,
  kind: WindowKind,
  now: Instant,
): Use | null => (hasUnseenStart ? null : sumUseSince(timeline, from, kind, now));

export function sumUseSince(
  timeline: UseTimeline,
  from: Instant,
  kind: WindowKind,
  now: Instant,
): Use | null {
  const to = Math.min(now, timeline.toldTo);
  return to > from ? timeline.between({ from, to }, familyOf(kind)) : null;
}
