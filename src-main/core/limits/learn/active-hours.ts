import type { LimitUnit } from '../../../shared/evidence.js';
import { medianOf } from '../../median.js';
import type { UseHour } from './learned.js';

/** Less than this share of the median hour is no work. */
const ACTIVE_SHARE = 0.02;
/** The pace of work is that of so many hours. */
const RECENT = 80;
/** Fewer say too little of hours to come. */
export const LEAST_ACTIVE_HOURS = 10;

/** Use of the last active hours, oldest first. */
export function recentActiveHours(hours: readonly UseHour[], unit: LimitUnit): number[] {
  const uses = hours.map((hour) => hourUse(hour, unit)).filter((use) => use > 0);
  const least = ACTIVE_SHARE * (medianOf(uses) ?? 0);
  return uses.filter((use) => use > least).slice(-RECENT);
}

export const hourUse = (hour: UseHour, unit: LimitUnit) =>
  unit === 'hours' ? Number(hour.usd > 0 || hour.tokens > 0) : hour[unit];

/** Median and 80 % interval of equally likely values. */
export function intervalOfDraws(values: readonly number[]) {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return { median: medianOf(sorted) ?? 0, low: at(0.1), high: at(0.9) };
}
