import { agoOf } from './ago.js';
import { countOf } from './count-words.js';
import type { LikelyRange, WindowLimit } from './limits.js';
import type { Instant } from './units.js';
import { formatLikely, formatRoughUsd } from './usd.js';

/** The limit in dollars, as exactly as it is known: "About $35 (likely $32 – $38)". Null: not known. */
export function describeLearned({ word, limit }: Pick<WindowLimit, 'word' | 'limit'>) {
  const usd = limit?.usd;
  if (!usd || word === 'unknown') return null;
  const [median, likely] = [formatRoughUsd(usd.median), formatLikely(usd)];
  const sentences = {
    rough: `Rough guess: ${likely}`,
    fair: `About ${median} (likely ${likely})`,
    good: `${median}, likely ${likely}`,
    strong: `${median} (±${Math.max(1, Math.round(spreadOf(usd)))} %)`,
  };
  return sentences[word];
}

/** The further end of the interval, in percent of the median. */
const spreadOf = ({ median, low, high }: LikelyRange) =>
  (Math.max(high - median, median - low) / median) * 100;

/** "2 limit hits", "3 readings", "4 quiet weeks": kinds that there are. */
export const listCounts = ({ counts, window }: Pick<WindowLimit, 'counts' | 'window'>) => [
  ...(counts.hits > 0 ? [countOf(counts.hits, 'limit hit')] : []),
  ...(counts.readings > 0 ? [countOf(counts.readings, 'reading')] : []),
  ...(counts.quiet > 0 ? [countOf(counts.quiet, `quiet ${periodOf(window)}`)] : []),
];

/** One period of a limit: "week" or "window". */
export const periodOf = (window: WindowLimit['window']) =>
  window === 'five_hour' ? 'window' : 'week';

/** "2 limit hits, 3 readings, last 4 days ago": why it is believed. */
export function describeWhy(known: WindowLimit, now: Instant): string {
  const parts = listCounts(known);
  if (parts.length === 0) return 'No evidence yet';
  const { lastEvidenceAt } = known;
  const last = lastEvidenceAt === null ? [] : [`last ${agoOf(now - lastEvidenceAt)}`];
  return [...parts, ...last].join(', ');
}

/** Hours of work: halves below ten. */
export const roundHours = (hours: number) =>
  hours < 10 ? Math.round(hours * 2) / 2 : Math.round(hours);
