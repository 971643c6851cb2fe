import { MICROCENTS_PER_DOLLAR } from '../../src-main/shared/units.js';

/**
 * What a person types for an amount: "34.80", "$1,200", "34,80". Null for nothing typed, undefined
 * for what is no amount. Whether the amount is allowed is for the main process to say.
 */
export function parseDollars(text: string): number | null | undefined {
  const typed = text.replace(/[\s$]/gu, '');
  if (typed === '') return null;
  const plain =
    /,\d{1,2}$/.test(typed) && !typed.includes('.')
      ? typed.replace(',', '.')
      : typed.replace(/,(?=\d{3}(\D|$))/g, '');
  if (!/^\d+(\.\d*)?$|^\.\d+$/.test(plain)) return undefined;
  return Math.round(Number(plain) * MICROCENTS_PER_DOLLAR);
}

/** The amount as it would be typed again: "35", "34.80". */
export function typeDollars(microcents: number | null): string {
  if (microcents === null) return '';
  const dollars = microcents / MICROCENTS_PER_DOLLAR;
  return Number.isInteger(dollars) ? String(dollars) : dollars.toFixed(2);
}
