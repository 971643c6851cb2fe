import { DASH, formatMoney } from './format.js';
import { formatRough, formatRoughRange } from './format-range.js';
import type { LikelyRange } from './limits.js';
import { MICROCENTS_PER_DOLLAR } from './units.js';

/** Limits are told in dollars, money is shown from microcents. */
export const microcentsOf = (usd: number) => Math.round(usd * MICROCENTS_PER_DOLLAR);

/** "$34.80". Null is a dash. */
export const formatUsd = (usd: number | null) =>
  usd === null ? DASH : formatMoney(microcentsOf(usd));

/** As exact as something learned deserves: "$35", and cents below $20. */
export const formatRoughUsd = (usd: number) => formatRough(microcentsOf(usd));

/** "$32 – $38": both ends as exact as each other; one where they read the same. */
export const formatLikely = ({ low, high }: Pick<LikelyRange, 'low' | 'high'>): string =>
  formatRoughRange({ low: microcentsOf(low), high: microcentsOf(high) }) ?? formatRoughUsd(high);
