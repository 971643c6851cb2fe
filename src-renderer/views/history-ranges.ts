import type { Grain, History } from '../../src-main/shared/history.js';
import { lastDays } from '../../src-main/shared/last-days.js';
import type { SyncStatus } from '../../src-main/shared/snapshot.js';
import { DAY_MS, HOUR_MS, type Instant, type Span } from '../../src-main/shared/units.js';
import type { DatedMark } from '../charts/ChartMarks.js';
import type { HistoryRange } from '../store.js';

interface RangeRule {
  readonly label: string;
  readonly words: string;
  readonly days: number;
  /** The first suits the range; the others stay readable. */
  readonly grains: readonly [Grain, ...Grain[]];
}

export const RANGES: Readonly<Record<HistoryRange, RangeRule>> = {
  '24h': { label: '24 h', words: '24 hours', days: 1, grains: ['hour'] },
  '7d': { label: '7 d', words: '7 days', days: 7, grains: ['hour', 'day'] },
  '30d': { label: '30 d', words: '30 days', days: 30, grains: ['day', 'hour'] },
  '90d': { label: '90 d', words: '90 days', days: 90, grains: ['day', 'week'] },
  '13mo': { label: '13 mo', words: '13 months', days: 396, grains: ['week', 'day', 'month'] },
};

const WEEK_MS = 7 * DAY_MS;

const ALL: readonly HistoryRange[] = ['24h', '7d', '30d', '90d', '13mo'];
const ALWAYS: ReadonlySet<HistoryRange> = new Set(['24h', '7d', '30d']);

/** Longer ranges are offered once there is more held than the next shorter one shows. */
export function offerRanges(coverage: SyncStatus['coverage'], now: Instant) {
  const heldDays = coverage.from === null ? 0 : (now - coverage.from) / DAY_MS;
  return ALL.filter((range) => ALWAYS.has(range) || heldDays > (range === '90d' ? 31 : 92));
}

export const pickGrain = (range: HistoryRange, wanted: Grain | null): Grain => {
  const { grains } = RANGES[range];
  return wanted !== null && grains.includes(wanted) ? wanted : grains[0];
};

/** Whole UTC buckets up to and with the one still filling. */
export function spanOf(range: HistoryRange, grain: Grain, now: Instant): Span {
  const { days } = RANGES[range];
  if (grain === 'hour') {
    const to = Math.floor(now / HOUR_MS) * HOUR_MS + HOUR_MS;
    return { from: to - days * DAY_MS, to };
  }
  if (grain === 'day') return lastDays(days, now);
  if (grain === 'month') {
    const date = new Date(now);
    const month = (offset: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset);
    return { from: month(-12), to: month(1) };
  }
  // 1970 began on a Thursday; the Monday before it lies three days earlier.
  const monday = Math.floor((now + 3 * DAY_MS) / WEEK_MS) * WEEK_MS - 3 * DAY_MS;
  return { from: monday - (Math.ceil(days / 7) - 1) * WEEK_MS, to: monday + WEEK_MS };
}

/** As many whole buckets right before. */
export function spanBefore({ from, to, grain }: Span & { readonly grain: Grain }): Span {
  if (grain !== 'month') return { from: from - (to - from), to: from };
  const [first, end] = [new Date(from), new Date(to)];
  const months =
    (end.getUTCFullYear() - first.getUTCFullYear()) * 12 + end.getUTCMonth() - first.getUTCMonth();
  return { from: Date.UTC(first.getUTCFullYear(), first.getUTCMonth() - months), to: from };
}

/** "30 days", "13 weeks": how long the time shown is, as it is compared. */
export const nameLength = (range: HistoryRange, grain: Grain, buckets: number) =>
  grain === 'week' || grain === 'month' ? `${buckets} ${grain}s` : RANGES[range].words;

/** Weekly resets to mark; among longer bars they only clutter. */
export function resetMarks({ query, resets }: History): readonly DatedMark[] {
  const { grain, from, to } = query;
  if (grain === 'week' || grain === 'month' || to - from > 92 * DAY_MS) return [];
  return resets.map((at) => ({ at, label: 'reset' }));
}
