import { DASH, formatMoney } from '../../src-main/shared/format.js';
import { formatRough } from '../../src-main/shared/format-range.js';
import type { LikelyRange } from '../../src-main/shared/limits.js';

/** Limits are told in dollars, money is shown from microcents. */
export const microcentsOf = (usd: number) => Math.round(usd * 100_000_000);

/** "$34.80". Null is a dash. */
export const formatUsd = (usd: number | null) =>
  usd === null ? DASH : formatMoney(microcentsOf(usd));

/** As exact as something learned deserves: "$35", and cents below $20. */
export const formatRoughUsd = (usd: number) => formatRough(microcentsOf(usd));

/** "$32 – $38". */
export const formatLikely = ({ low, high }: Pick<LikelyRange, 'low' | 'high'>) =>
  `${formatRoughUsd(low)} – ${formatRoughUsd(high)}`;
