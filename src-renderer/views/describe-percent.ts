import { formatMoney, formatPercent } from '../../src-main/shared/format.js';
import { formatRough } from '../../src-main/shared/format-range.js';
import {
  isPartLearned,
  type PercentSource,
  type Snapshot,
} from '../../src-main/shared/snapshot.js';
import type { Instant } from '../../src-main/shared/units.js';
import { describeReading } from './limits/describe-load.js';
import { formatBetween } from './limits/format-between.js';

type Week = Pick<
  Snapshot['week'],
  'percent' | 'percentSource' | 'percentRange' | 'reading' | 'limit' | 'meter'
>;

const SOURCE_WORDS: Readonly<Record<Exclude<PercentSource, 'reading'>, string>> = {
  typed: 'typed by you',
  learned: 'learned',
  spend_limit: 'spend limit of the API',
};

/** A learned percentage without a limit that could be told: only its range is worth a word. */
const isRough = ({ percentSource, limit, percentRange }: Week) =>
  percentSource === 'learned' && limit === null && percentRange !== null;

/** "~82 %": "~" marks what is learned, also of the use since Claude said something. */
export function formatWeekPercent(week: Week): string {
  const { percent, percentRange } = week;
  if (percent === null || !isPartLearned(week)) return formatPercent(percent);
  if (percentRange && percentRange.low > 100) return '>100 %';
  return percentRange && isRough(week) ? formatBetween(percentRange) : `~${formatPercent(percent)}`;
}

/** "of about $35". Null: only a percentage is known, or Claude said it, who says no dollars. */
export function ofWeekLimit({ limit, percentSource }: Week): string | null {
  if (!limit || percentSource === 'reading') return null;
  return limit.source === 'learned'
    ? `of about ${formatRough(limit.microcents)}`
    : `of ${formatMoney(limit.microcents)}`;
}

/** What it rests on: "as Claude said 40 min ago", "typed by you", "learned". */
export function describePercent(week: Week, now: Instant): string | null {
  const { percentSource, reading, limit } = week;
  if (percentSource === 'reading') {
    const words = describeReading(reading ?? { at: now }, now);
    return reading && isPartLearned(week) ? `${formatPercent(reading.pct)} ${words}` : words;
  }
  if (isRough(week)) return 'used, a rough guess';
  const source = percentSource ?? limit?.source ?? null;
  return source && SOURCE_WORDS[source];
}

/** So little is only the rounding of what was said. */
const ROUNDING = 2;

/** "likely 76 – 88 %". Null: nothing in it is learned, or the number says it itself. */
export function describePercentRange(week: Week): string | null {
  const { percentRange, percent, percentSource } = week;
  if (!percentRange || percent === null || isRough(week)) return null;
  const { low, high } = percentRange;
  if (percentSource === 'reading' && high - low <= ROUNDING) return null;
  return `likely ${formatBetween(percentRange)}`;
}
