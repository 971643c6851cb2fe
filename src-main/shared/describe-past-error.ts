import { formatPercent } from './format.js';
import type { Forecast } from './snapshot.js';

const COUNT_WORDS = [
  ...['', '', 'two', 'three', 'four', 'five', 'six'],
  ...['seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
];

/** "At this point of the last five months it was off by 6 %"; null without a past month. */
export function describePastError({ past, pastErrorPercent }: Forecast): string | null {
  if (pastErrorPercent === null || past.length === 0) return null;
  const months =
    past.length === 1 ? 'last month' : `the last ${COUNT_WORDS[past.length] ?? past.length} months`;
  return `At this point of ${months} it was off by ${formatPercent(pastErrorPercent)}`;
}
