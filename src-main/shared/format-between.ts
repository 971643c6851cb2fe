import { formatPercent } from './format.js';

/** "76 – 88 %", "8.4 – 9.1 %". Beyond the limit, by how much is not known. */
export function formatBetween({ low, high }: { readonly low: number; readonly high: number }) {
  if (low > 100) return 'above 100 %';
  const most = Math.min(100, high);
  const ends = (digits: 0 | 1) => ({ from: cutEnd(low, digits), to: cutEnd(most, digits) });
  const whole = ends(0);
  const { from, to } = most < 10 || whole.from === whole.to ? ends(1) : whole;
  return from === to ? formatPercent(most) : `${from} – ${to} %`;
}

/** Rounded, but never up to 100 or down to nothing. */
function cutEnd(percent: number, digits: 0 | 1): string {
  const step = digits === 0 ? 1 : 0.1;
  if (percent > 0 && percent < step) return `<${step}`;
  const isLifted = percent < 100 && percent > 100 - step;
  return (isLifted ? 100 - step : percent).toFixed(digits);
}
