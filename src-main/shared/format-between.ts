import { formatPercent } from './format.js';

/** "76 – 88 %". Beyond the limit, by how much is not known. */
export function formatBetween({ low, high }: { readonly low: number; readonly high: number }) {
  if (low > 100) return 'above 100 %';
  const [from, to] = [formatPercent(low), formatPercent(Math.min(100, high))];
  return from === to ? to : `${from.replace(/ %$/, '')} – ${to}`;
}
