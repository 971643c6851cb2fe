import { DASH, formatMoney } from './format.js';
import type { MoneyRange } from './snapshot.js';
import { MICROCENTS_PER_DOLLAR } from './units.js';

/** From here on cents are noise in what is forecast or learned. */
const WHOLE_FROM = 20;

/** As exact as a forecast deserves: "$168", and cents below $20. */
export function formatRough(microcents: number | null): string {
  if (microcents === null) return DASH;
  return sizeOf(microcents) < WHOLE_FROM - 0.005
    ? formatMoney(microcents)
    : formatWhole(microcents);
}

const sizeOf = (microcents: number) => Math.abs(microcents) / MICROCENTS_PER_DOLLAR;

function formatWhole(microcents: number): string {
  const dollars = Math.round(microcents / MICROCENTS_PER_DOLLAR);
  return formatMoney(dollars * MICROCENTS_PER_DOLLAR).replace(/\.00$/, '');
}

/** Below half a cent a credit is none: "<$0.01" would read as more than nothing. */
const clearCredit = (end: number) => (end < 0 && sizeOf(end) < 0.005 ? 0 : end);

/** "$6.41 – $6.72"; null where both ends read the same. */
export function formatRange(
  { low, high }: MoneyRange,
  format: (microcents: number) => string = formatMoney,
): string | null {
  const [from, to] = [format(clearCredit(low)), format(clearCredit(high))];
  return from === to ? null : `${from} – ${to}`;
}

/** The same as exact as a forecast deserves: "$18 – $22". A part of a dollar is not rounded away. */
export function formatRoughRange({ low, high }: MoneyRange): string | null {
  const sizes = [low, high].map(sizeOf);
  const isWhole = Math.max(...sizes) >= WHOLE_FROM && sizes.every((end) => end === 0 || end >= 1);
  return formatRange({ low, high }, isWhole ? formatWhole : formatMoney);
}
