import { DASH, formatDay, formatTime, formatWeekdayDay } from '../../src-main/shared/format.js';
import type { WindowLimit } from '../../src-main/shared/limits.js';
import { DAY_MS } from '../../src-main/shared/units.js';
import { formatLikely, formatRoughUsd, formatUsd } from '../../src-main/shared/usd.js';
import type { LearnedColumn } from './learned-columns.js';

/** "14 Sep – 21 Sep"; a window of hours by its times. */
export function nameLearned({ from, to }: LearnedColumn, timeZone: string): string {
  return to - from < DAY_MS
    ? `${formatWeekdayDay(from, timeZone)}, ${formatTime(from, timeZone)}–${formatTime(to, timeZone)}`
    : `${formatDay(from, timeZone)} – ${formatDay(to, timeZone)}`;
}

interface LearnedFact {
  readonly label: string;
  readonly value: string;
}

/** What one window tells, each figure for itself. */
export function factsOfLearned(column: LearnedColumn): readonly LearnedFact[] {
  const { limit, usd, state } = column;
  return [
    { label: state === 'open' ? 'Used so far' : 'Used', value: formatUsd(usd) },
    { label: 'Limit learned', value: describeMedian(limit) },
    { label: 'Likely', value: limit ? formatLikely(limit) : DASH },
    { label: 'Seen', value: describeSeen(column) },
  ];
}

/** An interval wider than this says "within 20 %" less than half of the time: a rough guess. */
const ROUGH_RATIO = 2;

const describeMedian = (limit: LearnedColumn['limit']) =>
  limit === null
    ? DASH
    : limit.high / limit.low > ROUGH_RATIO
      ? 'a rough guess'
      : `about ${formatRoughUsd(limit.median)}`;

/** "limit hit, 2 readings", "quiet", "still running". */
function describeSeen({ sights, isHit, state }: LearnedColumn): string {
  const hits = sights.filter(({ kind }) => kind === 'hit').length;
  const readings = sights.length - hits;
  const seen = [
    ...(hits > 0 || isHit ? ['limit hit'] : []),
    ...(readings > 0 ? [readings === 1 ? '1 reading' : `${readings} readings`] : []),
  ];
  if (seen.length > 0) return seen.join(', ');
  if (state === 'missing') return 'not held';
  if (state === 'open') return 'still running';
  return state === 'partial' ? 'quiet, seen in part' : 'quiet';
}

export function speakLearned(column: LearnedColumn, series: number | null): string {
  const facts = factsOfLearned(column);
  const told = series === null ? facts : facts.slice(series, series + 1);
  return told
    .map(({ label, value }) => `${label} ${value === DASH ? 'not known' : value}`)
    .join('; ');
}

/** "30 % higher since 14 Sep"; null: it did not change, or a person said so. */
export function describeChanged(
  { changed }: Pick<WindowLimit, 'changed'>,
  timeZone: string,
): string | null {
  if (!changed || changed.isDenied) return null;
  const percent = Math.round((changed.to / changed.from - 1) * 100);
  const by = `${Math.abs(percent)} % ${percent >= 0 ? 'higher' : 'lower'}`;
  return `${by} since ${formatDay(changed.since, timeZone)}`;
}

/** One sentence that carries what the picture shows. `known` is the limit in words. */
export function summarizeLearned(
  title: string,
  known: string,
  columns: readonly LearnedColumn[],
  change: string | null,
  period: string,
): string {
  const held = columns.filter(({ state }) => state !== 'missing').length;
  const hits = columns.filter(
    ({ isHit, sights }) => isHit || sights.some(({ kind, isFaint }) => kind === 'hit' && !isFaint),
  ).length;
  const words = [
    `${title}: ${known.replace(/\.$/, '')}`,
    `${held} ${period}${held === 1 ? '' : 's'} seen, ${hits === 0 ? 'none' : hits} with a limit hit`,
    change && `the limit looks ${change}`,
  ];
  return `${words.filter((word) => word).join('; ')}.`;
}
