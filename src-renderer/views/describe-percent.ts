import { describeReading } from '../../src-main/shared/claude-said.js';
import { formatMoney, formatPercent } from '../../src-main/shared/format.js';
import { formatRough } from '../../src-main/shared/format-range.js';
import {
  isPartLearned,
  type PercentSource,
  type Snapshot,
} from '../../src-main/shared/snapshot.js';
import type { Instant } from '../../src-main/shared/units.js';
import { isRoughWeek } from '../../src-main/shared/week-percent.js';

type Week = Pick<
  Snapshot['week'],
  'percent' | 'percentSource' | 'percentRange' | 'reading' | 'limit' | 'meter'
>;

const SOURCE_WORDS: Readonly<Record<Exclude<PercentSource, 'reading'>, string>> = {
  typed: 'typed by you',
  learned: 'learned',
  spend_limit: 'spend limit of the API',
};

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
  if (isRoughWeek(week)) return 'used, a rough guess';
  const source = percentSource ?? limit?.source ?? null;
  return source && SOURCE_WORDS[source];
}
