import type { ConfidenceWord, WindowLimit } from '../../../src-main/shared/limits.js';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../../../src-main/shared/units.js';
import { formatLikely, formatRoughUsd, formatUsd } from '../../components/usd.js';
import { countOf, joinWords } from './count-words.js';
import { familyOf, periodOf } from './name-window.js';

/** The badge of a card. */
export const CONFIDENCE_LABELS: Readonly<Record<ConfidenceWord, string>> = {
  unknown: 'Not known yet',
  rough: 'Rough',
  fair: 'Fair',
  good: 'Good',
  strong: 'Strong',
};

const TEACH = 'Enter the % from Claude’s usage page to teach Tidemark.';

/** What is known of the limit in dollars, as exactly as it is known. */
export function describeLimit({ window, word, limit, atLeast, state }: WindowLimit): string {
  const usd = limit?.usd;
  if (!usd || word === 'unknown') {
    if (atLeast?.usd !== undefined) {
      return `You have used at least ${formatUsd(atLeast.usd)} ${within(window)} without being stopped. ${TEACH}`;
    }
    if (state === 'reported') return 'How much that is in dollars is not known yet.';
    return `No use has been seen yet. ${TEACH}`;
  }
  const [median, likely] = [formatRoughUsd(usd.median), formatLikely(usd)];
  switch (word) {
    case 'rough':
      return `Rough guess: ${likely}`;
    case 'fair':
      return `About ${median} (likely ${likely})`;
    case 'good':
      return `${median}, likely ${likely}`;
    case 'strong':
      return `${median} (±${Math.max(1, Math.round(spreadOf(usd)))} %)`;
  }
}

/** Half the interval in percent of the median. */
const spreadOf = ({ median, low, high }: { median: number; low: number; high: number }) =>
  (Math.max(high - median, median - low) / median) * 100;

function within(window: WindowLimit['window']): string {
  if (window === 'five_hour') return 'in 5 hours';
  const family = familyOf(window);
  return family === null ? 'in a week' : `of ${family} in a week`;
}

/** "of about $35": how the limit stands beside the percentage. Null: too unsure for one number. */
export function ofLimit({ word, limit }: Pick<WindowLimit, 'word' | 'limit'>): string | null {
  const usd = limit?.usd;
  if (!usd || word === 'unknown' || word === 'rough') return null;
  return `of ${word === 'fair' ? 'about ' : ''}${formatRoughUsd(usd.median)}`;
}

/** "2 limit hits, 3 readings, last 4 days ago": why it is believed. */
export function describeWhy({ counts, window, lastEvidenceAt }: WindowLimit, now: Instant): string {
  const { hits, readings, quiet } = counts;
  const parts = [
    ...(hits > 0 ? [countOf(hits, 'limit hit')] : []),
    ...(readings > 0 ? [countOf(readings, 'reading')] : []),
    ...(quiet > 0 ? [countOf(quiet, `quiet ${periodOf(window)}`)] : []),
  ];
  if (parts.length === 0) return 'No evidence yet';
  const last = lastEvidenceAt === null ? [] : [`last ${agoOf(now - lastEvidenceAt)}`];
  return [...parts, ...last].join(', ');
}

/** "learned from 2 limit hits and 3 readings". */
export function describeLearning({ counts, window, unit }: WindowLimit): string {
  const { hits, readings, quiet } = counts;
  const from = joinWords([
    ...(hits > 0 ? [countOf(hits, 'limit hit')] : []),
    ...(readings > 0 ? [countOf(readings, 'reading')] : []),
    ...(quiet > 0 ? [countOf(quiet, `quiet ${periodOf(window)}`)] : []),
  ]);
  return `learned from ${from || 'nothing yet'}, counted in ${UNIT_WORDS[unit]}`;
}

const UNIT_WORDS: Readonly<Record<WindowLimit['unit'], string>> = {
  usd: 'dollars at list price',
  ieq: 'input equivalents, in which cache reads count nothing',
  tokens: 'tokens of all kinds',
  hours: 'hours with use',
};

/** Rounded, as people say it: "40 min ago", "5 h ago", "4 days ago". */
export function agoOf(ms: number): string {
  if (ms < HOUR_MS) return `${Math.max(1, Math.round(ms / MINUTE_MS))} min ago`;
  if (ms < DAY_MS) return `${Math.round(ms / HOUR_MS)} h ago`;
  return `${countOf(Math.round(ms / DAY_MS), 'day')} ago`;
}
