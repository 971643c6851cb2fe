import { isPartLearned, type Provenance } from '../../shared/snapshot.js';
import type { Instant } from '../../shared/units.js';
import type { WeekDecision } from './decide-week-percent.js';

/** Where the weekly percentage comes from: Claude itself, a plan's transcripts, or the API's use. */
export function percentProvenance(
  { figures, formula }: WeekDecision,
  spent: Provenance,
  now: Instant,
): Provenance {
  const { meter, percentSource, percentWindow, reading } = figures;
  const window = { from: percentWindow.from, to: Math.min(percentWindow.to, now) };
  if (percentSource === null) return { ...spent, formula, basis: null, fetchedAt: null };
  if (reading) {
    return {
      ...spent,
      ...window,
      endpoint: 'what Claude says of its limit',
      pair: 'legacy',
      // The oldest of what went into it.
      fetchedAt: reading.at,
      isComplete: true,
      formula,
      basis: isPartLearned(figures) ? 'mixed' : 'reported',
    };
  }
  const isLearned = percentSource === 'learned';
  const basis = isLearned ? 'estimated' : spent.basis;
  if (meter === 'api') {
    return { ...spent, formula: isLearned ? formula : `${formula}; ${spent.formula}`, basis };
  }
  return {
    ...spent,
    ...window,
    endpoint: 'Claude Code’s transcripts',
    pair: 'legacy',
    fetchedAt: now,
    isComplete: true,
    formula,
    basis: 'estimated',
  };
}
