import { DASH, formatMoney } from './format.js';
import type { MoneyRange } from './snapshot.js';
import { MICROCENTS_PER_DOLLAR } from './units.js';

const CENTS_BELOW = 20;

/** As exact as a forecast deserves: "$168", and cents below $20. */
export function formatRough(microcents: number | null): string {
  if (microcents === null) return DASH;
  const dollars = microcents / MICROCENTS_PER_DOLLAR;
  if (Math.abs(dollars) < CENTS_BELOW) return formatMoney(microcents);
  return formatMoney(Math.round(dollars) * MICROCENTS_PER_DOLLAR).replace(/\.00$/, '');
}

/** "$6.41 – 6.72"; null where both ends read the same. */
export function formatRange({ low, high }: MoneyRange, format = formatMoney): string | null {
  const [from, to] = [format(low), format(high)];
  return from === to ? null : `${from} – ${to.replace('$', '')}`;
}
