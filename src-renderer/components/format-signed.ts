import { DASH, formatMoney, formatPercent } from '../../src-main/shared/format.js';

const signOf = (value: number) => (value > 0 ? '+' : value < 0 ? '−' : '');

/** A difference, its size shown as such an amount is shown. Null is a dash. */
export const formatSigned = (value: number | null, show: (size: number) => string): string =>
  value === null ? DASH : `${signOf(value)}${show(Math.abs(value))}`;

/** "+$4.10", "−$2.36", "$0.00". Null is a dash. */
export const formatSignedMoney = (microcents: number | null): string =>
  formatSigned(microcents, formatMoney);

/** "+12 %", "−0.4 %", "0 %". Null is a dash. */
export const formatSignedPercent = (percent: number | null): string =>
  formatSigned(percent, formatPercent);
