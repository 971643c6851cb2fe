import { formatPercent } from './format.js';
import type { Forecast } from './snapshot.js';

const COUNT_WORDS = [
  ...['', '', 'two', 'three', 'four', 'five', 'six'],
  ...['seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
];

/**
 * The median error in words: "usually off by 6 % at this point of five earlier months"; null
 * without a past month.
 */
export function describePastError({ past, pastErrorPercent }: Forecast): string | null {
  // A month that cost nothing has no such error.
  const months = past.filter(({ actual }) => actual > 0).length;
  if (pastErrorPercent === null || months === 0) return null;
  const off = `off by ${formatPercent(pastErrorPercent)} at this point of`;
  return months === 1
    ? `${off} one earlier month`
    : `usually ${off} ${COUNT_WORDS[months] ?? months} earlier months`;
}
