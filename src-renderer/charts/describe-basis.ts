import { formatDay } from '../../src-main/shared/format.js';
import type { Grain, Grouping } from '../../src-main/shared/history.js';
import type { CostBasis } from '../../src-main/shared/snapshot.js';
import type { Column } from './stack-history.js';

export const BASIS_WORDS: Readonly<Record<CostBasis, string>> = {
  reported: 'reported',
  estimated: 'estimate',
  mixed: 'part reported',
};

/** One basis for all columns that have one; null when none has. */
export function commonBasis(columns: readonly Column[]): CostBasis | null {
  const found = new Set(columns.flatMap(({ basis }) => basis ?? []));
  if (found.size === 0) return null;
  const [only] = found;
  return found.size === 1 && only ? only : 'mixed';
}

/** Says in words which part of the money was billed and which is our estimate. */
export function describeBasis(columns: readonly Column[], grain: Grain): string {
  const basis = commonBasis(columns);
  if (basis === null) return '';
  if (basis === 'reported') return 'all reported';
  if (basis === 'estimated') return 'estimated';
  const priced = columns.filter((column) => column.basis !== null);
  const turn = priced.findIndex((column) => column.basis !== 'reported');
  const last = priced[turn - 1];
  const isClean = priced.slice(turn).every((column) => column.basis !== 'reported');
  return last && isClean && grain !== 'hour'
    ? `reported through ${formatDay(last.to - 1, 'UTC')}, then estimated`
    : 'part reported, part estimated';
}

/** Why there is no reported figure, where a person may expect one. */
export function explainEstimate(by: Grouping, grain: Grain): string | null {
  if (grain === 'hour') return 'Anthropic reports cost by whole UTC days; hours are estimates.';
  if (by === 'api_key') return 'Anthropic reports no cost per key; these are estimates.';
  return null;
}

/**
 * Hatching sets apart what is not settled: the bucket still filling, and estimates where they stand
 * beside reported figures. Where all is estimated the words say so and only the open bucket is hatched.
 */
export function createHatching(columns: readonly Column[]): (column: Column) => boolean {
  const hasReported = columns.some(({ basis }) => basis === 'reported' || basis === 'mixed');
  return ({ state, basis }) =>
    state === 'open' || (hasReported && (basis === 'estimated' || basis === 'mixed'));
}
