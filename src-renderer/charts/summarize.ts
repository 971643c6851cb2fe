import { formatFineMoney, formatPart, formatTokens } from '../../src-main/shared/format.js';
import type { Grain } from '../../src-main/shared/history.js';
import { isolatedName } from '../components/isolated-name.js';
import { explainBasis, SHORT_BASIS_WORDS } from './describe-basis.js';
import { describeState } from './describe-state.js';
import type { Column, Series, Stack, StackUnit } from './stack-history.js';
import { nameBucket } from './time-axis.js';

export const formatValue = (value: number | null, unit: StackUnit) =>
  unit === 'cost' ? formatFineMoney(value) : formatTokens(value);

/** "no data", "still filling, estimate", "hours missing, reported": what a bucket's figure is worth. */
export const describeColumn = (column: Column) =>
  joinWords(column, column.basis && SHORT_BASIS_WORDS[column.basis]);

/** The same where there is room for more words. */
export const explainColumn = (column: Column) =>
  joinWords(column, column.basis && explainBasis(column.basis, column));

function joinWords(column: Column, basis: string | null): string {
  if (column.state === 'missing' && column.total === null) return 'no data';
  const words = [describeState(column), basis ?? (column.total === null ? 'no known price' : null)];
  return words.filter((word) => word !== null).join(', ');
}

const percentOf = (value: number | null, whole: number | null) =>
  value === null || !whole ? null : (value / whole) * 100;

export function speakColumn(
  column: Column,
  series: readonly Series[],
  unit: StackUnit,
  focused: number | null,
): string {
  const one = focused === null ? undefined : series[focused];
  if (one && focused !== null) {
    const value = column.values[focused] ?? null;
    const share = formatPart(percentOf(value, column.total));
    return `${isolatedName(one.label)}: ${formatValue(value, unit)}, ${share}`;
  }
  const words = describeColumn(column);
  return `${formatValue(column.total, unit)}${words ? `, ${words}` : ''}`;
}

/** One sentence that carries what the picture shows. */
export function summarizeStack(
  title: string,
  stack: Stack,
  unit: StackUnit,
  grain: Grain,
  timeZone: string,
): string {
  if (stack.total === null) return `${title}: no data.`;
  if (stack.total === 0) return `${title}: nothing used.`;
  const peak = stack.columns.reduce<Column | null>(
    (best, column) => ((column.total ?? -1) > (best?.total ?? -1) ? column : best),
    null,
  );
  const first = stack.groups[0];
  const highest = peak
    ? `; highest ${nameBucket(peak, grain, timeZone, stack.columns.at(-1))} with ${formatValue(peak.total, unit)}`
    : '';
  const largest =
    first && stack.groups.length > 1
      ? `; ${isolatedName(first.label)} ${formatPart(first.share)}`
      : '';
  return `${title}: ${formatValue(stack.total, unit)} in total${highest}${largest}.`;
}
