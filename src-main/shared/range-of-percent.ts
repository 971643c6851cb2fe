import type { Evidence } from './evidence.js';
import { formatPercent } from './format.js';

/** More than roundings: "you have used 80 %" is said of anything from there to all of it. */
const ROUNDING = 1;

type Said = Pick<Evidence, 'pct' | 'half' | 'since' | 'source'>;

/** What was said leaves so much open; null: it was one percentage. */
export function rangeOfPercent({
  pct,
  half,
  since,
  source,
}: Said): readonly [number, number] | null {
  if (pct === null || half === null || half <= 0 || since !== null) return null;
  // Of Claude Code's own warnings all are such, also the last that round to nothing.
  const isBound = half > ROUNDING || source === 'record' || source === 'text';
  return isBound ? [Math.max(0, pct - half), pct + half] : null;
}

/** A percentage as it was said: "82 %", "more than 80 %", "48 – 52 %". */
export function formatSaid(said: Said): string {
  const range = rangeOfPercent(said);
  if (!range) return formatPercent(said.pct);
  const [low, high] = range.map(shown);
  if (range[1] >= 100) return `more than ${low}`;
  return range[0] > 0 ? `${low} to ${high}` : `up to ${high}`;
}

/** Not rounded up: "more than 83 %" was not said of 82.5. */
const shown = (percent: number) => `${Number(percent.toFixed(1))} %`;
