import type { Costs, DayReconciliation } from '../../src-main/shared/costs.js';
import { formatDay, formatMoney } from '../../src-main/shared/format.js';
import { formatSignedMoney } from '../../src-main/shared/format-signed.js';
import { nameDay } from '../charts/name-day.js';
import { sumResidual } from './sum-residual.js';

/** Which part of the total was billed, in words. */
export function describeCosts({ total, days }: Pick<Costs, 'total' | 'days'>): string {
  switch (total.basis) {
    case null:
      return 'source';
    case 'reported':
      return 'all reported';
    case 'allocated':
      return 'shares of reported days';
    case 'estimated':
      return 'estimated';
    case 'mixed':
      return describeTurn(days) ?? 'part reported, part estimated';
  }
}

/** Null unless all days up to one are billed and none after it. */
function describeTurn(days: readonly DayReconciliation[]): string | null {
  const held = days.filter(({ state }) => state !== 'missing');
  const turn = held.findIndex(({ state }) => state !== 'billed');
  const last = held[turn - 1];
  const isClean = held.slice(turn).every(({ state }) => state !== 'billed');
  return last && isClean ? `reported through ${formatDay(last.day, 'UTC')}, then estimated` : null;
}

/** One sentence that carries what the chart shows. */
export function summarizeDays(title: string, days: readonly DayReconciliation[]): string {
  const sum = sumResidual(days);
  const highest = days.reduce<DayReconciliation | null>(
    (best, day) => ((day.cost ?? -1) > (best?.cost ?? -1) ? day : best),
    null,
  );
  const peak =
    highest && highest.cost !== null
      ? `; highest ${nameDay(highest)} with ${formatMoney(highest.cost)}`
      : '';
  if (!sum) return `${title}: no billed day yet${peak}.`;
  const billed = `${sum.days} billed day${sum.days === 1 ? '' : 's'}`;
  return (
    `${title}: ${billed}, ${formatMoney(sum.reported)}; our estimate of them ` +
    `${formatMoney(sum.estimated)}, residual ${formatSignedMoney(sum.residual)}${peak}.`
  );
}
