import { nice, ticks } from 'd3-array';
import { formatMoneyShort, formatTokens } from '../../src-main/shared/format.js';
import { MICROCENTS_PER_DOLLAR } from '../../src-main/shared/units.js';
import type { StackUnit } from './stack-history.js';

export interface ValueAxis {
  readonly yOf: (value: number) => number;
  readonly ticks: readonly { readonly value: number; readonly label: string; readonly y: number }[];
}

/** A round scale from zero; its labels have as many digits as its steps need. */
export function layoutValueAxis(
  greatest: number,
  height: number,
  unit: StackUnit,
  count = 4,
): ValueAxis {
  const factor = unit === 'cost' ? MICROCENTS_PER_DOLLAR : 1;
  const [, top] = nice(0, greatest > 0 ? greatest / factor : 1, count);
  const yOf = (value: number) => height - (value / top) * height;
  const values = greatest > 0 ? ticks(0, top, count) : [0];
  const step = (values[1] ?? 1) - (values[0] ?? 0);
  const label = (value: number) =>
    unit === 'tokens' ? formatTokens(Math.round(value)) : labelDollars(value, step);
  return {
    yOf: (value) => yOf(value / factor),
    ticks: values.map((value) => ({
      value,
      label: label(value),
      y: Math.round(yOf(value)),
    })),
  };
}

function labelDollars(dollars: number, step: number): string {
  if (dollars === 0) return '$0';
  if (step >= 1) return formatMoneyShort(dollars * MICROCENTS_PER_DOLLAR);
  return `$${dollars.toFixed(Math.min(8, Math.max(2, Math.ceil(-Math.log10(step)))))}`;
}
