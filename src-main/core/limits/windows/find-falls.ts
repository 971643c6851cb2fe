import type { Instant } from '../../../shared/units.js';

interface Told {
  readonly at: Instant;
  readonly pct: number;
}

/** Roundings and slow pages make smaller steps back. */
export const LEAST_FALL = 3;

/**
 * When it was first seen that a percentage had fallen: inside a window that only happens when the
 * limit was reset early. Readings of one window, in order.
 */
export function findFalls(readings: readonly Told[]): readonly Instant[] {
  const falls: Instant[] = [];
  let highest = Number.NEGATIVE_INFINITY;
  for (const { at, pct } of readings) {
    const hasFallen = pct <= highest - LEAST_FALL;
    if (hasFallen) falls.push(at);
    highest = hasFallen ? pct : Math.max(highest, pct);
  }
  return falls;
}
