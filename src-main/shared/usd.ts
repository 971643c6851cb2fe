import { DASH, formatMoney } from './format.js';
import { formatRough } from './format-range.js';
import type { LikelyRange } from './limits.js';
import { MICROCENTS_PER_DOLLAR } from './units.js';

/** Limits are told in dollars, money is shown from microcents. */
export const microcentsOf = (usd: number) => Math.round(usd * MICROCENTS_PER_DOLLAR);

/** "$34.80". Null is a dash. */
export const formatUsd = (usd: number | null) =>
  usd === null ? DASH : formatMoney(microcentsOf(usd));

/** As exact as something learned deserves: "$35", and cents below $20. */
export const formatRoughUsd = (usd: number) => formatRough(microcentsOf(usd));

/** From here on cents are noise. */
const WHOLE_FROM = 20;
const formatWhole = (usd: number) => formatUsd(Math.round(usd)).replace(/\.00$/, '');

/** "$32 – $38": both ends as exact as the upper one; below a dollar cents are all there is. */
export function formatLikely({ low, high }: Pick<LikelyRange, 'low' | 'high'>): string {
  const format = high >= WHOLE_FROM && low >= 1 ? formatWhole : formatUsd;
  return `${format(low)} – ${format(high)}`;
}
