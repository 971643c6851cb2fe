import type { ClosedDay } from '../../shared/snapshot.js';
import { DAY_MS, type Instant } from '../../shared/units.js';
import { expectDay, sumReported } from '../money/learn-scale.js';
import { readScale } from '../money/read-scale.js';
import type { UsageHistory } from '../ports.js';
import { ENDPOINTS } from './endpoints.js';

/** How the estimate of the UTC day billed last turned out. */
export function readLastClosed(history: UsageHistory, now: Instant): ClosedDay | null {
  const { days } = readScale(history, now);
  const last = days.at(-1);
  if (!last) return null;
  const span = { from: last.day, to: last.day + DAY_MS };
  const fetchedAt = history.readDayReports(span)[0]?.fetchedAt ?? null;
  let estimated: number | null = null;
  for (const { measure, isPriced } of last.figures.values()) {
    if (isPriced) estimated = (estimated ?? 0) + measure;
  }
  return {
    day: last.day,
    reported: sumReported(last),
    estimated,
    expected: expectDay(days.slice(0, -1), last),
    provenance: {
      ...span,
      endpoint: ENDPOINTS[history.pair].money,
      pair: history.pair,
      fetchedAt,
      isComplete: true,
      formula: 'the bill of the UTC day; shown before: its estimate x what earlier bills taught',
      basis: 'reported',
    },
  };
}
