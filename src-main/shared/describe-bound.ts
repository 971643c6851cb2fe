import type { WindowLimit } from './limits.js';
import { nameFamily } from './name-window.js';
import { formatUsd } from './usd.js';

/** "You have used at least $28.20 in a week, at list price, without being stopped". Null: no such use was seen. */
export function describeBound({
  atLeast,
  window,
}: Pick<WindowLimit, 'atLeast' | 'window'>): string | null {
  if (atLeast?.usd === undefined) return null;
  return `You have used at least ${formatUsd(atLeast.usd)} ${within(window)}, at list price, without being stopped`;
}

function within(window: WindowLimit['window']): string {
  if (window === 'five_hour') return 'in 5 hours';
  const family = nameFamily(window);
  return family === null ? 'in a week' : `of ${family} in a week`;
}
