import { joinBasis } from '../../shared/join-basis.js';
import type { CostBasis } from '../../shared/snapshot.js';
import {
  DAY_MS,
  floorDay,
  floorHour,
  HOUR_MS,
  type Instant,
  type Span,
} from '../../shared/units.js';
import type { DayReport } from '../history-rows.js';
import { isBilled } from '../money/is-billed.js';
import type { CostOfHour } from '../money/read-hour-costs.js';
import { shareBefore } from '../money/share-before.js';
import { isPartUnused } from '../usage/is-part-unused.js';
import { type HeldCuts, partBefore } from '../usage/part-before.js';

export interface CostOfSpan {
  /** Microcents; null when nothing is known of the span. */
  readonly microcents: number | null;
  readonly basis: CostBasis | null;
  /** How much of it is estimated, and what the price table alone says of that. */
  readonly estimated: number;
  readonly plain: number;
}

/** What is held of the money of some UTC days. */
export interface HeldMoney extends HeldCuts {
  readonly reports: ReadonlyMap<number, DayReport>;
  /** Hours of the days that a span cuts, or that have no bill. */
  readonly hours: ReadonlyMap<number, CostOfHour>;
}

/** What was billed for a closed UTC day; null: nothing yet, or a report without a line. */
export function reportedOfDay(
  day: Instant,
  reports: ReadonlyMap<number, DayReport>,
  now: Instant,
): number | null {
  const report = reports.get(day);
  return report && isBilled(report, now) ? report.reported : null;
}

/** UTC days of a span whose cost must be read by the hour. */
export function daysByHour(
  span: Span,
  reports: ReadonlyMap<number, DayReport>,
  now: Instant,
): readonly Instant[] {
  const days: Instant[] = [];
  for (let day: number = floorDay(span.from); day < Math.min(span.to, now); day += DAY_MS) {
    const isWhole = day >= span.from && day + DAY_MS <= span.to;
    if (!isWhole || reportedOfDay(day, reports, now) === null) days.push(day);
  }
  return days;
}

/**
 * The cost of a span that need not follow UTC days: the bill of whole closed days, the hours of all
 * others, and of a cut hour its part. Adjoining spans add up. Hours of unknown cost are left out;
 * where nothing else was used, nothing is known.
 */
export function costOfSpan(span: Span, held: HeldMoney): CostOfSpan {
  const sum = createSum();
  for (let day: number = floorDay(span.from); day < span.to; day += DAY_MS) {
    const from = Math.max(day, span.from);
    const to = Math.min(day + DAY_MS, span.to);
    const reported = reportedOfDay(day, held.reports, held.now);
    if (reported !== null && to - from === DAY_MS) {
      sum.add(reported, 'reported');
      continue;
    }
    for (let start: number = floorHour(from); start < to; start += HOUR_MS) {
      const hour = held.hours.get(start);
      if (!hour) continue;
      const total = hour.microcents ?? 0;
      const isWhole = from <= start && to >= start + HOUR_MS;
      const upTo = partBefore(start, to, held, hour.plain);
      const skipped = partBefore(start, from, held, hour.plain);
      const partOf = (all: number) =>
        shareBefore(all, upTo.part, upTo.whole) - shareBefore(all, skipped.part, skipped.whole);
      const part = partOf(total);
      const isKnown = hour.microcents !== null && (isWhole || part !== 0 || total === 0);
      if (!isKnown && !isPartUnused(start, { from, to }, held)) {
        sum.leaveOut();
        continue;
      }
      const isShared = hour.basis === 'reported' && !isWhole && total !== 0;
      const basis = isShared ? 'allocated' : (hour.basis ?? 'estimated');
      sum.add(part, basis, partOf(hour.plain ?? 0));
    }
  }
  return sum.end();
}

function createSum() {
  let [total, estimated, plain] = [0, 0, 0];
  let basis: CostBasis | null = null;
  /** Of hours without use: what they are said by does not matter beside others. */
  let zeroBasis: CostBasis | null = null;
  let isAllKnown = true;
  return {
    add(microcents: number, of: CostBasis | null, listed = 0): void {
      total += microcents;
      if (microcents === 0) zeroBasis = joinBasis(zeroBasis, of);
      else basis = joinBasis(basis, of);
      if (of !== 'estimated') return;
      estimated += microcents;
      plain += listed;
    },
    leaveOut(): void {
      isAllKnown = false;
    },
    end(): CostOfSpan {
      const isKnown = basis !== null || (zeroBasis !== null && isAllKnown);
      if (!isKnown) return { microcents: null, basis: null, estimated: 0, plain: 0 };
      // Nothing at all was reported only where every part of it was.
      const nothing = zeroBasis === 'mixed' ? 'estimated' : zeroBasis;
      return { microcents: total, basis: basis ?? nothing, estimated, plain };
    },
  };
}
