import type { Outlook } from '../../shared/outlook.js';
import type { Pace } from '../../shared/snapshot.js';
import type { Instant, Span } from '../../shared/units.js';

/** Before this share of the window any rate is noise. */
const SPEAKS_FROM_PERCENT = 3;
/** Nearer than this to an even pace is on pace. */
const ON_PACE_POINTS = 1.5;

interface PaceFacts {
  readonly window: Span;
  /** When the percentage was so. */
  readonly at: Instant;
  /** Null: not known, or too rough to be compared. */
  readonly percent: number | null;
  /** `even-pace`: nothing is known of how the use will go on. */
  readonly outlook: Outlook | null | 'even-pace';
}

/** How the use so far compares with an even pace through the window, and whether it lasts. */
export function derivePace({ window, at, percent, outlook }: PaceFacts): Pace {
  const elapsed = Math.min(Math.max(at - window.from, 0), window.to - window.from);
  const expectedPercent = (elapsed / (window.to - window.from)) * 100;
  const unknown = { expectedPercent, words: null, outlook: null, runsOutAt: null };
  if (percent === null) return { ...unknown, pointsOver: null };
  const pointsOver = percent - expectedPercent;
  if (expectedPercent < SPEAKS_FROM_PERCENT) return { ...unknown, pointsOver };
  const ahead = outlook === 'even-pace' ? atEvenPace(window, elapsed, percent) : outlook;
  return {
    expectedPercent,
    pointsOver,
    words: paceWords(pointsOver),
    outlook: ahead?.words ?? null,
    runsOutAt: ahead && 'at' in ahead ? ahead.at : null,
  };
}

/** Null: it has run out already. */
function atEvenPace(window: Span, elapsed: number, percent: number): Outlook | null {
  if (percent >= 100) return null;
  const at = Math.round(window.from + (elapsed / percent) * 100);
  return percent > 0 && at < window.to ? { words: 'runs out', at } : { words: 'lasts' };
}

function paceWords(pointsOver: number): string {
  const points = Math.round(Math.abs(pointsOver));
  if (Math.abs(pointsOver) < ON_PACE_POINTS) return 'on pace';
  return pointsOver > 0 ? `${points} % over pace` : `${points} % in reserve`;
}
