import type { Instant } from '../../../shared/units.js';
import { SAME_END_MS } from './limit-window.js';

/** Sorted; of ends that are nearly the same the latest. */
export function distinctEnds(ends: readonly Instant[]): readonly Instant[] {
  const sorted = [...ends].sort((a, b) => a - b);
  return sorted.filter((end, index) => {
    const next = sorted[index + 1];
    return next === undefined || next - end > SAME_END_MS;
  });
}
