import { countOf } from './count-words.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './units.js';

/** Rounded, as people say it: "40 min ago", "5 h ago", "4 days ago". */
export function agoOf(ms: number): string {
  if (ms < HOUR_MS) return `${Math.max(1, Math.round(ms / MINUTE_MS))} min ago`;
  if (ms < DAY_MS) return `${Math.round(ms / HOUR_MS)} h ago`;
  return `${countOf(Math.round(ms / DAY_MS), 'day')} ago`;
}
