import {
  formatDay,
  formatMonth,
  formatTime,
  formatWeekdayDay,
} from '../../src-main/shared/format.js';
import type { Grain } from '../../src-main/shared/history.js';
import type { Instant } from '../../src-main/shared/units.js';
import type { Column } from './stack-history.js';

export interface TimeTick {
  readonly index: number;
  readonly label: string;
}

/** Room for one label and some air, in pixels. */
const LABEL_PX = 62;

/** Whole days, weeks and months are the API's UTC ones; hours are told by the viewer's clock. */
export const zoneOfGrain = (grain: Grain, timeZone: string) =>
  grain === 'hour' ? timeZone : 'UTC';

export function pickTimeTicks(
  columns: readonly Pick<Column, 'from'>[],
  grain: Grain,
  timeZone: string,
  plotWidth: number,
): readonly TimeTick[] {
  const step = plotWidth / Math.max(1, columns.length);
  if (grain === 'hour') return pickHours(columns, timeZone, step);
  const every = [1, 2, 3, 7, 14, 28, 56, 91].find((count) => count * step >= LABEL_PX) ?? 182;
  const newest = columns.length - 1;
  return columns.flatMap((column, index) =>
    (newest - index) % every === 0 ? [{ index, label: labelBucket(column.from, grain) }] : [],
  );
}

function labelBucket(at: Instant, grain: Grain): string {
  return grain === 'month' ? formatMonth(at, 'UTC').slice(0, 3) : formatDay(at, 'UTC');
}

function pickHours(
  columns: readonly Pick<Column, 'from'>[],
  timeZone: string,
  step: number,
): readonly TimeTick[] {
  const hours = columns.map(({ from }) => formatTime(from, timeZone));
  const every = [1, 2, 3, 4, 6, 12].find((count) => count * step >= LABEL_PX);
  const days = [1, 2, 7, 14].find((count) => count * 24 * step >= LABEL_PX) ?? 28;
  let midnights = 0;
  return columns.flatMap(({ from }, index) => {
    const hour = Number(hours[index]?.slice(0, 2));
    if (hour === 0) midnights += 1;
    if (every === undefined) {
      const isShown = hour === 0 && (midnights - 1) % days === 0;
      return isShown ? [{ index, label: formatDay(from, timeZone) }] : [];
    }
    if (hour % every !== 0) return [];
    return [{ index, label: hour === 0 ? shortDay(from, timeZone) : (hours[index] ?? '') }];
  });
}

const shortDay = (at: Instant, timeZone: string) =>
  formatWeekdayDay(at, timeZone).split(' ').slice(0, 2).join(' ');

/** "23 Oct – 21 Nov", of one day "22 Nov"; with years where the span crosses one. */
export function nameSpan(from: Instant, last: Instant, timeZone: string): string {
  const years = [from, last].map((at) => new Date(at).getUTCFullYear());
  const [first, second] = years[0] === years[1] ? ['', ''] : years.map((year) => ` ${year}`);
  const [start, end] = [formatDay(from, timeZone), formatDay(last, timeZone)];
  return start === end && first === second ? start : `${start}${first} – ${end}${second}`;
}

/**
 * "Sat 21 Nov, 14:00–15:00", "Sat 21 Nov", "16 Nov – 22 Nov", "November 2026"; with the year where
 * it is not that of the newest bucket.
 */
export function nameBucket(
  bucket: Pick<Column, 'from' | 'to'>,
  grain: Grain,
  timeZone: string,
  newest: Pick<Column, 'from'> = bucket,
): string {
  const { from, to } = bucket;
  if (grain === 'hour') {
    const day = formatWeekdayDay(from, timeZone);
    return `${day}, ${formatTime(from, timeZone)}–${formatTime(to, timeZone)}`;
  }
  const year = ` ${new Date(from).getUTCFullYear()}`;
  if (grain === 'month') return `${formatMonth(from, 'UTC')}${year}`;
  const isOtherYear = new Date(newest.from).getUTCFullYear() !== new Date(from).getUTCFullYear();
  const suffix = isOtherYear ? year : '';
  if (grain === 'day') return `${formatWeekdayDay(from, 'UTC')}${suffix}`;
  return `${formatDay(from, 'UTC')} – ${formatDay(to - 1, 'UTC')}${suffix}`;
}
