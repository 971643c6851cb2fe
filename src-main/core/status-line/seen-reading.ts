import { MINUTE_MS } from '../../shared/units.js';
import type { StatusReading } from '../limits/limit-ports.js';

/** A reading as Claude Code says it; when it was first seen is kept beside it. */
export type SeenReading = Omit<StatusReading, 'at'>;

const WINDOWS = ['five_hour', 'weekly'] as const;
const NAME = /^(five_hour|weekly)-(\d{1,11})-(\d{1,4}(?:\.\d)?)\.json$/;

/**
 * Tenths of a percent are as fine as evidence knows them, and resets wander by a second between two
 * answers: rounded, the same reading always has the same name.
 */
export function seeReading(
  window: SeenReading['window'],
  percent: number,
  resetsAtSeconds: number,
): SeenReading {
  const tenths = Math.round(percent * 10);
  return {
    window,
    pct: tenths / 10,
    isFine: tenths % 10 !== 0,
    resetsAt: Math.round((resetsAtSeconds * 1000) / MINUTE_MS) * MINUTE_MS,
  };
}

/** "weekly-1795046400-44.json": all that it says, but when it was first seen. */
export const nameReading = ({ window, resetsAt, pct }: SeenReading) =>
  `${window}-${resetsAt / 1000}-${pct}.json`;

/** Null for every file that is not a reading of ours. */
export function parseReadingName(name: string): SeenReading | null {
  const [, window, seconds, percent] = NAME.exec(name) ?? [];
  const known = WINDOWS.find((kind) => kind === window);
  if (!known) return null;
  const reading = seeReading(known, Number(percent), Number(seconds));
  return nameReading(reading) === name ? reading : null;
}
