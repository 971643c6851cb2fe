import { DASH, formatMoney, formatPercent } from './format.js';

/** A difference, its size shown as such an amount is; one too small to tell has no direction. */
export function formatSigned(value: number | null, show: (size: number) => string): string {
  if (value === null) return DASH;
  const size = show(Math.abs(value));
  if (value === 0 || size.startsWith('<')) return size;
  return `${value > 0 ? '+' : '−'}${size}`;
}

/** "+$4.10", "−$2.36", "$0.00", "<$0.01". Null is a dash. */
export const formatSignedMoney = (microcents: number | null): string =>
  formatSigned(microcents, formatMoney);

/** "+12 %", "−0.4 %", "0 %", "<0.1 %". Null is a dash. */
export const formatSignedPercent = (percent: number | null): string =>
  formatSigned(percent, formatPercent);
