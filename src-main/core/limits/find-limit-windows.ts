import type { Evidence, Meter, WindowKind } from '../../shared/evidence.js';
import type { Settings } from '../../shared/settings.js';
import type { Instant, Span } from '../../shared/units.js';
import { weekWindow } from './week-window.js';
import { closeAtFalls, type ToldPercent } from './windows/close-at-falls.js';
import type { LimitWindow } from './windows/limit-window.js';
import { sessionWindows } from './windows/session-windows.js';
import { weekWindows } from './windows/week-windows.js';

interface WindowSearch {
  readonly meter: Meter;
  /** Of this meter. */
  readonly evidence: readonly Evidence[];
  readonly span: Span;
  readonly settings: Settings;
  /** When a plan was used, to the minute; in any order. */
  readonly uses: readonly Instant[];
  readonly hasUse: boolean;
}

/** The windows of every limit that is known of or seen, oldest first. */
export function findLimitWindows(
  search: WindowSearch,
): ReadonlyMap<WindowKind, readonly LimitWindow[]> {
  const { meter, evidence, span, settings, uses, hasUse } = search;
  const weekAt = (at: Instant) => weekWindow(at, settings);
  const kinds = new Set(evidence.filter(isReported).map(({ window }) => window));
  if (hasUse) kinds.add('weekly');
  const windows = new Map<WindowKind, readonly LimitWindow[]>();
  for (const kind of kinds) {
    // API use has one week, the one that was set.
    const ends = meter === 'api' ? [] : endsOf(evidence, kind);
    const whole =
      kind === 'five_hour'
        ? sessionWindows(uses, ends).filter(({ to }) => to > span.from)
        : weekWindows(span, ends, weekAt);
    windows.set(kind, closeAtFalls(whole, saidPercents(evidence, kind)));
  }
  return windows;
}

/** A kind that nobody told of is hidden, whatever was noted or ignored of it. */
const isReported = ({ kind, isIgnored }: Evidence) =>
  (kind === 'reading' || kind === 'hit') && !isIgnored;

/** The week of one family of models ends with that of all, unless it was told otherwise. */
function endsOf(evidence: readonly Evidence[], kind: WindowKind): readonly Instant[] {
  const own = toldEnds(evidence, kind);
  return own.length > 0 || kind === 'five_hour' ? own : toldEnds(evidence, 'weekly');
}

/** What was said as it was shown; a difference or "more than 80 %" cannot fall. */
const saidPercents = (evidence: readonly Evidence[], of: WindowKind): readonly ToldPercent[] =>
  evidence.flatMap(({ kind, window, at, pct, since, source, said, isIgnored }) => {
    const isShown = source === 'statusline' || source === 'entry';
    const isSaid = kind === 'reading' && window === of && isShown && since === null && !isIgnored;
    // What a person corrected is their word.
    return isSaid && pct !== null ? [{ at, pct, teller: said ? 'entry' : source }] : [];
  });

/** Ends that somebody stated, not those that were worked out. */
export const toldEnds = (evidence: readonly Evidence[], kind: WindowKind): readonly Instant[] =>
  evidence.flatMap(({ window, end, source, isIgnored, isPlaced }) =>
    window === kind && end !== null && source !== 'window' && !isPlaced && !isIgnored ? [end] : [],
  );
