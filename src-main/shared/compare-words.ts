import { formatPercent } from './format.js';
import type { CostFigure } from './snapshot.js';

/** "12 % more", "6 % less", "as much"; null unless both are wholly held and there is a percentage. */
export function compareWords(
  { microcents: now, provenance }: CostFigure,
  { microcents: before, provenance: earlier }: CostFigure,
): string | null {
  if (now === null || before === null || before <= 0) return null;
  if (!provenance.isComplete || !earlier.isComplete) return null;
  const change = (now / before - 1) * 100;
  if (Math.abs(change) < 0.5) return 'as much';
  return `${formatPercent(Math.round(Math.abs(change)))} ${change > 0 ? 'more' : 'less'}`;
}
