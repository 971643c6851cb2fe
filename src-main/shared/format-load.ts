import { isWorkedOut } from './claude-said.js';
import { DASH, formatPercent } from './format.js';
import { formatBetween } from './format-between.js';
import type { LikelyRange, WindowLimit } from './limits.js';

/** A percentage of a limit, and what is known of how it came about. */
export interface Load {
  readonly percent: LikelyRange;
  readonly reading: { readonly pct: number } | null;
  /** The limit is not known well enough for one number. */
  readonly isRough: boolean;
}

/** Null: nothing is said or learned of it yet. */
export function loadOf({ now, state, word }: WindowLimit): Load | null {
  if (!now || (now.reading === null && (state === 'none' || state === 'bound'))) return null;
  return { percent: now.percent, reading: now.reading, isRough: word === 'rough' };
}

/** "44 %" as Claude said it, "~44 %" where some of it is learned, "35 – 52 %" where it is a guess. */
export function formatLoad(load: Load | null): string {
  if (!load) return DASH;
  const { percent, reading, isRough } = load;
  if (!isWorkedOut(percent.median, reading)) return formatPercent(percent.median);
  if (percent.low > 100) return '>100 %';
  return isRough ? formatBetween(percent) : `~${formatPercent(Math.min(100, percent.median))}`;
}

/** "likely 40 – 49 %": how sure it is. Null: nothing in it is learned, or the number says it itself. */
export function describeSpread(load: Load | null): string | null {
  if (!load || load.isRough || !isWorkedOut(load.percent.median, load.reading)) return null;
  const { low, high } = load.percent;
  return low > 100 || low === high ? null : `likely ${formatBetween({ low, high })}`;
}
