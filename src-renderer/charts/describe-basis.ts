import { formatDay } from '../../src-main/shared/format.js';
import type { Grain, History } from '../../src-main/shared/history.js';
import { joinBases } from '../../src-main/shared/join-basis.js';
import type { CostBasis } from '../../src-main/shared/snapshot.js';
import { DAY_MS } from '../../src-main/shared/units.js';
import { isUnfinished } from './describe-state.js';
import type { Column } from './stack-history.js';

export const SHORT_BASIS_WORDS: Readonly<Record<CostBasis, string>> = {
  reported: 'reported',
  allocated: 'shared out',
  estimated: 'estimate',
  mixed: 'part reported',
};

/** The same where there is room to say what was shared out. */
export function explainBasis(basis: CostBasis, { from, to }: Pick<Column, 'from' | 'to'>): string {
  if (basis !== 'allocated') return SHORT_BASIS_WORDS[basis];
  return `the ${to - from > DAY_MS ? 'bill of its days' : 'day’s bill'}, shared out by our estimate`;
}

const isBilled = (basis: CostBasis | null) => basis === 'reported' || basis === 'allocated';

/** One basis for all columns that have one; null when none has. */
export const commonBasis = (columns: readonly Column[]) =>
  joinBases(columns.map(({ basis }) => basis));

/** Says in words which part of the money was billed and which is our estimate. */
export function describeBasis(columns: readonly Column[], grain: Grain): string {
  const basis = commonBasis(columns);
  if (basis === null) return '';
  if (basis === 'reported') return 'all reported';
  if (basis === 'allocated') return 'billed, shared out by estimate';
  if (basis === 'estimated') return 'estimated';
  const priced = columns.filter((column) => column.basis !== null);
  const turn = priced.findIndex((column) => !isBilled(column.basis));
  const billed = priced.slice(0, turn);
  const last = billed.at(-1);
  const isClean = priced.slice(turn).every((column) => !isBilled(column.basis));
  const word = billed.every((column) => column.basis === 'reported') ? 'reported' : 'billed';
  return last && isClean && grain !== 'hour'
    ? `${word} through ${formatDay(last.to - 1, 'UTC')}, then estimated`
    : `part ${word}, part estimated`;
}

/** Why there is no reported figure, where a person may expect one. */
export function explainEstimate(
  { query: { by, grain }, provenance }: Pick<History, 'query' | 'provenance'>,
  columns: readonly Column[],
): string | null {
  const why =
    grain === 'hour'
      ? ['Anthropic reports cost by whole UTC days', 'hours']
      : by === 'api_key'
        ? ['Anthropic reports no cost per key', 'keys']
        : null;
  // The analytics tell it by the hour and by key.
  if (!why || provenance.pair === 'analytics') return null;
  const isShared = columns.some(({ basis }) => basis === 'allocated' || basis === 'mixed');
  return isShared
    ? `${why[0]}; a day’s bill is shared out over ${why[1]} by our estimate.`
    : `${why[0]}; these are estimates.`;
}

/**
 * Hatching sets apart what is not settled: unfinished buckets, and estimates where they stand beside
 * billed ones. Where all is estimated the words say so and only unfinished buckets are hatched.
 */
export function createHatching(
  columns: readonly Pick<Column, 'basis'>[],
): (column: Pick<Column, 'state' | 'basis'>) => boolean {
  const hasBilled = columns.some(({ basis }) => isBilled(basis) || basis === 'mixed');
  return ({ state, basis }) =>
    isUnfinished({ state }) || (hasBilled && (basis === 'estimated' || basis === 'mixed'));
}
