import { medianOf } from '../median.js';
import { type BilledDay, sumFigures } from './billed-day.js';

/** What is likely billed besides tokens: so much a day, or a share of what tokens come to. */
export interface ExpectedExtra {
  /** Microcents; 0 where it follows the tokens. */
  readonly perDay: number;
  /** 0 where it comes every day alike. */
  readonly share: number;
}

/** Free hours of a month run out and sessions end: a week tells what is usual now. */
const RECENT_DAYS = 7;

/**
 * By kind, from the newest bills: the median, so that a single charge is not expected again. Some
 * kinds come day by day, others with the use: what has varied less is what they go by.
 */
export function expectExtras(days: readonly BilledDay[]): ReadonlyMap<string, ExpectedExtra> {
  const recent = days.slice(-RECENT_DAYS);
  const extras = new Map<string, ExpectedExtra>();
  for (const kind of new Set(recent.flatMap((day) => [...day.extras.keys()]))) {
    const amounts = recent.map((day) => day.extras.get(kind) ?? 0);
    const shares = recent.flatMap((day, index) => {
      const byTokens = sumFigures(day);
      return byTokens > 0 ? [(amounts[index] ?? 0) / byTokens] : [];
    });
    const [perDay, share] = [medianOf(amounts) ?? 0, medianOf(shares) ?? 0];
    const followsUse = share > 0 && spreadOf(shares, share) < spreadOf(amounts, perDay);
    if (followsUse) extras.set(kind, { perDay: 0, share });
    else if (perDay > 0) extras.set(kind, { perDay, share: 0 });
  }
  return extras;
}

/** Mean distance from the middle, as a part of it. */
const spreadOf = (values: readonly number[], middle: number): number =>
  middle > 0
    ? values.reduce((sum, value) => sum + Math.abs(value - middle), 0) / values.length / middle
    : Number.POSITIVE_INFINITY;
