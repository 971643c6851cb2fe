import { formatCount, formatPercent } from '../../src-main/shared/format.js';
import { formatSigned } from '../../src-main/shared/format-signed.js';
import type { Grain } from '../../src-main/shared/history.js';
import { type Comparison, changeOf, holdsAny, wholeTotal } from './compare-stacks.js';
import type { Column, StackUnit } from './stack-history.js';
import { formatValue } from './summarize.js';

export const formatChange = (change: number | null, unit: StackUnit) =>
  formatSigned(change, (size) => formatValue(size, unit));

/** "+$4.10, 12 % more than the 30 days before, without the day still filling." */
export function describeComparison(
  comparison: Comparison,
  unit: StackUnit,
  grain: Grain,
  length: string,
): string {
  const { sums, left } = comparison;
  if (!sums) {
    return holdsAny(comparison)
      ? `Nothing to compare with the ${length} before yet.`
      : `Nothing to compare: the ${length} before are not held.`;
  }
  const without = leftWords(left, grain);
  return `${changeWords(sums, unit, length)}${without && `, without ${without}`}.`;
}

function changeWords(
  { now, before }: NonNullable<Comparison['sums']>,
  unit: StackUnit,
  length: string,
): string {
  const change = now - before;
  if (change === 0) return `As much as in the ${length} before`;
  const share = before > 0 ? `${formatPercent(Math.abs(change / before) * 100)} ` : '';
  return `${formatChange(change, unit)}, ${share}${change > 0 ? 'more' : 'less'} than the ${length} before`;
}

function leftWords({ filling, cut, unpriced }: Comparison['left'], grain: Grain): string {
  const some = (count: number) => `${formatCount(count)} ${grain}${count === 1 ? '' : 's'}`;
  return [
    filling ? `the ${grain} still filling` : '',
    cut > 0 ? `${some(cut)} not held whole` : '',
    unpriced > 0 ? `${some(unpriced)} without a known price` : '',
  ]
    .filter((words) => words !== '')
    .join(' and ');
}

/** "$3.20", "not held whole", "no known price": the fellow of a bucket in the time before. */
export function describeBefore(before: Column, unit: StackUnit): string {
  const total = wholeTotal(before);
  if (total !== null) return formatValue(total, unit);
  return before.state === 'closed' ? 'no known price' : 'not held whole';
}

/** "; Thu 22 Oct $3.20, +$0.90". */
export function speakBefore(
  now: Column,
  before: Column,
  nameOf: (column: Column) => string,
  unit: StackUnit,
): string {
  const change = changeOf(now, before);
  const words = change === null ? '' : `, ${formatChange(change, unit)}`;
  return `; ${nameOf(before)} ${describeBefore(before, unit)}${words}`;
}
