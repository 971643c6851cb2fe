import { formatPercent } from './format.js';
import { describeSpread, formatLoad, type Load } from './format-load.js';
import { isPartLearned, type Snapshot } from './snapshot.js';

type Week = Pick<
  Snapshot['week'],
  'percent' | 'percentSource' | 'percentRange' | 'reading' | 'limit'
>;

/** A learned percentage without a limit that could be told: only its range is worth a word. */
export const isRoughWeek = ({ percentSource, limit }: Pick<Week, 'percentSource' | 'limit'>) =>
  percentSource === 'learned' && limit === null;

/** "~82 %": "~" marks what is learned, also of the use since Claude said something. */
export const formatWeekPercent = (week: Week): string =>
  isPartLearned(week) ? formatLoad(loadOfWeek(week)) : formatPercent(week.percent);

/** "likely 76 – 88 %". Null: nothing in it is learned, or the number says it itself. */
export const describeWeekSpread = (week: Week): string | null =>
  isPartLearned(week) ? describeSpread(loadOfWeek(week)) : null;

/** What is learned is over its limit when even the low end of it is. */
export function isOverLimit(week: Week): boolean {
  const { percent, percentRange } = week;
  const least = isPartLearned(week) ? (percentRange?.low ?? percent) : percent;
  return least !== null && least >= 100;
}

function loadOfWeek(week: Week): Load | null {
  const { percent, percentRange, reading } = week;
  if (percent === null) return null;
  const { low, high } = percentRange ?? { low: percent, high: percent };
  return { percent: { median: percent, low, high }, reading, isRough: isRoughWeek(week) };
}
