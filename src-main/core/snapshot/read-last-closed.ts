import type { ClosedDay } from '../../shared/snapshot.js';
import { DAY_MS, type Instant } from '../../shared/units.js';
import { sumReported } from '../money/billed-day.js';
import { expectDay } from '../money/learn-scale.js';
import { readScale } from '../money/read-scale.js';
import type { UsageHistory } from '../ports.js';
import { ENDPOINTS } from '../usage/endpoints.js';

/** How the estimate of the UTC day billed last turned out. */
export function readLastClosed(history: UsageHistory, now: Instant): ClosedDay | null {
  const { days } = readScale(history, now);
  const last = days.at(-1);
  if (!last) return null;
  const span = { from: last.day, to: last.day + DAY_MS };
  const [report] = history.readDayReports(span);
  let estimated: number | null = null;
  for (const { measure, isPriced } of last.figures.values()) {
    if (isPriced) estimated = (estimated ?? 0) + measure;
  }
  return {
    day: last.day,
    reported: report?.reported ?? sumReported(last),
    estimated,
    expected: expectDay(
      days.slice(0, -1).filter(({ isSettled }) => isSettled),
      last,
    ),
    provenance: {
      ...span,
      endpoint: ENDPOINTS[history.pair].money,
      pair: history.pair,
      fetchedAt: report?.fetchedAt ?? null,
      // A young bill may still be filling.
      isComplete: last.isSettled,
      formula: 'the bill of the UTC day; expected: its tokens as earlier bills were charged',
      basis: 'reported',
    },
  };
}
