import { formatPercent } from './format.js';
import type { CostFigure, PreviousPeriod } from './snapshot.js';

/**
 * "12 % more", "6 % less", "as much" as the period before up to the same time. Null unless both are
 * wholly held (the last hour of that time may be shared out) and there is a percentage.
 */
export function compareWords(
  { microcents: now, provenance }: CostFigure,
  { spent, spentByNow: { microcents: before } }: PreviousPeriod,
): string | null {
  if (now === null || before === null || before <= 0) return null;
  if (!provenance.isComplete || !spent.provenance.isComplete) return null;
  const change = (now / before - 1) * 100;
  if (Math.abs(change) < 0.5) return 'as much';
  return `${formatPercent(Math.round(Math.abs(change)))} ${change > 0 ? 'more' : 'less'}`;
}
