import { joinWords } from '../../../src-main/shared/count-words.js';
import { describeBound } from '../../../src-main/shared/describe-bound.js';
import { describeLearned, listCounts } from '../../../src-main/shared/describe-learned.js';
import type { ConfidenceWord, WindowLimit } from '../../../src-main/shared/limits.js';
import { formatRoughUsd } from '../../../src-main/shared/usd.js';

/** The badge of a card. */
export const CONFIDENCE_LABELS: Readonly<Record<ConfidenceWord, string>> = {
  unknown: 'Not known yet',
  rough: 'Rough',
  fair: 'Fair',
  good: 'Good',
  strong: 'Strong',
};

const TEACH = 'Enter the % from Claude’s usage page to teach Tidemark.';

/** What is known of the limit in dollars, as exactly as it is known. */
export function describeLimit(known: WindowLimit): string {
  const learned = describeLearned(known);
  if (learned !== null) return learned;
  const bound = describeBound(known);
  if (bound !== null) return `${bound}. ${TEACH}`;
  if (known.state === 'reported') return 'How much that is in dollars is not known yet.';
  return `No use has been seen yet. ${TEACH}`;
}

/** "of about $35": how the limit stands beside the percentage. Null: too unsure for one number. */
export function ofLimit({ word, limit }: Pick<WindowLimit, 'word' | 'limit'>): string | null {
  const usd = limit?.usd;
  if (!usd || word === 'unknown' || word === 'rough') return null;
  return `of ${word === 'fair' ? 'about ' : ''}${formatRoughUsd(usd.median)}`;
}

/** "learned from 2 limit hits and 3 readings". */
export const describeLearning = (known: WindowLimit): string =>
  `learned from ${joinWords(listCounts(known)) || 'nothing yet'}, counted in ${UNIT_WORDS[known.unit]}`;

const UNIT_WORDS: Readonly<Record<WindowLimit['unit'], string>> = {
  usd: 'dollars at list price',
  ieq: 'input equivalents, in which cache reads count nothing',
  tokens: 'tokens of all kinds',
  hours: 'hours with use',
};
