import type { CostsQuery } from '../../src-main/shared/costs.js';
import { formatMonth } from '../../src-main/shared/format.js';
import { lastDays } from '../../src-main/shared/last-days.js';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { ceilDay, ceilHour, DAY_MS, type Instant } from '../../src-main/shared/units.js';
import type { CostsRange } from '../store.js';

export const COSTS_RANGES: readonly { readonly value: CostsRange; readonly label: string }[] = [
  { value: 'week', label: 'This week' },
  { value: '7d', label: '7 days' },
  { value: '30d', label: '30 days' },
  { value: 'month', label: 'This month' },
  { value: 'last-month', label: 'Last month' },
];

type Week = Pick<Snapshot['week'], 'window' | 'previous'>;

/** Compared is what had passed by the same hour: a part of a week is less than a whole one. */
export function costsQueryOf(range: CostsRange, week: Week, now: Instant): CostsQuery {
  const until = ceilHour(now + 1);
  switch (range) {
    case 'week': {
      const { from, to } = week.window;
      const end = Math.min(until, to);
      const last = week.previous.window;
      return {
        from,
        to: end,
        before: { from: last.from, to: Math.min(last.from + (end - from), last.to) },
      };
    }
    case '7d':
      return queryDays(7, now);
    case '30d':
      return queryDays(30, now);
    case 'month': {
      const from = monthStart(now, 0);
      const last = monthStart(now, -1);
      return {
        from,
        to: ceilDay(until),
        before: { from: last, to: Math.min(last + (until - from), from) },
      };
    }
    case 'last-month': {
      const [from, to] = [monthStart(now, -1), monthStart(now, 0)];
      return { from, to, before: { from: monthStart(now, -2), to: from } };
    }
  }
}

/** Whole UTC days up to and with the one still filling. */
function queryDays(days: number, now: Instant): CostsQuery {
  const { from, to } = lastDays(days, now);
  const earlier = (at: Instant) => at - days * DAY_MS;
  return { from, to, before: { from: earlier(from), to: earlier(ceilHour(now + 1)) } };
}

function monthStart(at: Instant, offset: number): Instant {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset);
}

/** What the figures are compared with: "the 7 days before", "October to the same hour". */
export function nameBefore(range: CostsRange, query: CostsQuery): string {
  switch (range) {
    case 'week':
      return 'last week to the same hour';
    case '7d':
      return 'the 7 days before';
    case '30d':
      return 'the 30 days before';
    case 'month':
      return `${formatMonth(query.before?.from ?? query.from, 'UTC')} to the same hour`;
    case 'last-month':
      return formatMonth(query.before?.from ?? query.from, 'UTC');
  }
}
