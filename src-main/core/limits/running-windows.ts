import type { Evidence, WindowKind } from '../../shared/evidence.js';
import type { Instant } from '../../shared/units.js';
import { isSaidIn } from './latest-reading.js';
import type { RunningWindow } from './learn/learned.js';
import { sumRunningUse, sumUseSince } from './use/sum-running-use.js';
import type { UseTimeline } from './use/use-timeline.js';
import { type LimitWindow, windowAt } from './windows/limit-window.js';

/** `anchor`: the reading that its use counts from, where its start was not seen. */
type AnchoredWindow = RunningWindow & { readonly anchor: string | null };

/** Those of now whose use is visible, or what was used since a reading in them. */
export function runningWindows(
  windows: ReadonlyMap<WindowKind, readonly LimitWindow[]>,
  timeline: UseTimeline | null,
  taught: readonly Evidence[],
  now: Instant,
): readonly AnchoredWindow[] {
  return [...windows].flatMap(([kind, ofKind]): readonly AnchoredWindow[] => {
    const running = windowAt(ofKind, now);
    if (!running || !timeline) return [];
    const place = { kind, start: running.from, end: running.to };
    const used = sumRunningUse(timeline, running, kind, now);
    if (used) return [{ ...place, used, anchor: null }];
    const ofKindTaught = taught.filter(({ window }) => window === kind);
    const anchor = ofKindTaught
      .filter((record) => isSaidIn(record, running, now))
      .sort((a, b) => b.at - a.at)[0];
    // Without anything learned, use is worth no percent.
    if (!anchor || anchor.used !== null || !ofKindTaught.some(isTelling)) return [];
    const since = sumUseSince(timeline, anchor.at, kind, now);
    return since ? [{ ...place, used: since, anchor: anchor.id }] : [];
  });
}

const isTelling = ({ kind, used, settled }: Evidence) =>
  (kind === 'hit' || kind === 'reading') && ((settled ?? used)?.tokens?.[1] ?? 0) > 0;
