import { ceilHour, HOUR_MS, type Instant } from '../../../shared/units.js';
import { medianOf } from '../../median.js';
import { PACE_SD } from './hours-left.js';
import type { Rhythm } from './learn-rhythm-of-week.js';
import { createDraws } from './seeded-draws.js';

/** Below this chance it is said to last until the reset. */
const WORTH_SAYING = 0.2;

export interface RunOut {
  readonly runsOutAt: Instant | null;
  readonly runOutChance: number;
}

/** When what remains is spent, if work goes on in the rhythm of the past weeks. */
export function forecastRunOut(
  remaining: readonly number[],
  rhythm: Rhythm,
  now: Instant,
  reset: Instant,
): RunOut {
  const pieces: { readonly to: Instant; readonly ms: number; readonly use: number }[] = [];
  for (let from = now; from < reset; ) {
    const to = Math.min(reset, Math.max(ceilHour(from), ceilHour(from + 1)));
    pieces.push({ to, ms: to - from, use: (rhythm(from) * (to - from)) / HOUR_MS });
    from = to;
  }
  const draws = createDraws(remaining.length);
  const ends = remaining.flatMap((amount) => {
    let left = amount / Math.exp(PACE_SD * draws.normal());
    if (left <= 0) return [now];
    for (const { to, ms, use } of pieces) {
      if (use >= left) return [to - ms + (ms * left) / use];
      left -= use;
    }
    return [];
  });
  const runOutChance = remaining.length > 0 ? ends.length / remaining.length : 0;
  return {
    runsOutAt: runOutChance < WORTH_SAYING ? null : Math.round(medianOf(ends) ?? 0),
    runOutChance,
  };
}
