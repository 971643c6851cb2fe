import type { Pace } from '../../shared/snapshot.js';
import type { Instant, Span } from '../../shared/units.js';

/** Before this share of the window any rate is noise. */
const SPEAKS_FROM_PERCENT = 3;
/** Nearer than this to an even pace is on pace. */
const ON_PACE_POINTS = 1.5;

/** How the use so far compares with an even pace through the window. */
export function derivePace(window: Span, now: Instant, percent: number | null): Pace {
  const elapsed = Math.min(Math.max(now - window.from, 0), window.to - window.from);
  const expectedPercent = (elapsed / (window.to - window.from)) * 100;
  if (percent === null) {
    return { expectedPercent, pointsOver: null, words: null, runsOutAt: null };
  }
  const pointsOver = percent - expectedPercent;
  if (expectedPercent < SPEAKS_FROM_PERCENT) {
    return { expectedPercent, pointsOver, words: null, runsOutAt: null };
  }
  const runsOutAt = Math.round(window.from + (elapsed / percent) * 100);
  const isWithin = percent > 0 && percent < 100 && runsOutAt < window.to;
  return {
    expectedPercent,
    pointsOver,
    words: paceWords(pointsOver),
    runsOutAt: isWithin ? runsOutAt : null,
  };
}

function paceWords(pointsOver: number): string {
  const points = Math.round(Math.abs(pointsOver));
  if (Math.abs(pointsOver) < ON_PACE_POINTS) return 'on pace';
  return pointsOver > 0 ? `${points} % over pace` : `${points} % in reserve`;
}
