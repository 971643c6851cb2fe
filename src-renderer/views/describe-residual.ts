import type { CauseKind, ResidualCause } from '../../src-main/shared/costs.js';
import { formatPercent } from '../../src-main/shared/format.js';
import type { ResidualSum } from './sum-residual.js';

/** Closer than this, in percent, rounding and late tokens are reason enough. */
const AGREES_WITHIN = 0.5;

export const CAUSE_WORDS: Readonly<Record<CauseKind, string>> = {
  unpriced: 'no known price',
  discount: 'discount',
  'code-execution': 'code execution',
  priority: 'priority tier',
  bands: 'price bands',
  hundredfold: 'cents or dollars',
  unknown: 'not known',
};

/** "12 % below our estimates". */
export function describeSide({ residual, percent }: ResidualSum): string {
  if (residual === 0) return 'as estimated';
  const share = percent === null ? '' : `${formatPercent(Math.abs(percent))} `;
  return `${share}${residual < 0 ? 'below' : 'above'} our estimates`;
}

/** What is said where nothing is known that explains the difference. */
export function describeUncaused({ percent }: ResidualSum): string {
  const off = percent === null ? null : Math.abs(percent);
  if (off === null || off > AGREES_WITHIN) return 'No cause stands out.';
  const tenths = Math.max(1, Math.ceil(off * 10 - 1e-9)) / 10;
  return `Nothing to explain: bills and estimates agree within ${tenths} %.`;
}

/** Lasting causes first, then the greatest. */
export const orderCauses = (causes: readonly ResidualCause[]) =>
  [...causes].sort(
    (a, b) =>
      Number(b.isPersistent) - Number(a.isPersistent) ||
      Math.abs(b.microcents) - Math.abs(a.microcents),
  );

/** "lasting: 18 of 18 billed days", "3 of 18 billed days". */
export function describeDays({ days, isPersistent }: ResidualCause, billed: number): string {
  const words = `${days} of ${billed} billed day${billed === 1 ? '' : 's'}`;
  return isPersistent ? `lasting, ${words}` : words;
}
