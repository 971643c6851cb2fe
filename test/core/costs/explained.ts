import { expect } from 'vitest';
import { residualOf } from '../../../src-main/core/costs/compare-lines.js';
import { explainResidual } from '../../../src-main/core/costs/explain-residual.js';
import type { BillLine, PricedUse } from '../../../src-main/core/history-rows.js';
import type { DayStart } from '../../../src-main/shared/units.js';
import { billed, compared, dayOf, OPUS, SONNET, worth } from './compared.js';

export type Day = readonly [uses: readonly PricedUse[], bill: readonly BillLine[]];

/** Explains so many days, each made by the function; `asked`: only the last of them. */
export function explain(
  count: number,
  makeDay: (day: DayStart, index: number) => Day,
  { asked = count, endsNow = true } = {},
) {
  const all = Array.from({ length: count }, (_, index) => dayOf(index));
  const made = all.map(makeDay);
  const recent = compared(
    made.flatMap(([uses]) => uses),
    made.flatMap(([, bill]) => bill),
  );
  const days = all.slice(-asked);
  const lines = recent.filter(({ day }) => days.some((one) => one === day));
  const explanation = explainResidual(
    { lines, days },
    { readRecent: () => ({ lines: recent, days: all }), endsNow },
  );
  const residual = lines.reduce((sum, line) => sum + residualOf(line), 0);
  const explained = explanation.causes.reduce((sum, { microcents }) => sum + microcents, 0);
  if (explanation.causes.length > 0) expect(explained).toBe(residual);
  return { ...explanation, residual };
}
export const wordsOf = ({ causes }: ReturnType<typeof explain>) => causes.map(({ words }) => words);

/** Two models, billed at a share of what they are estimated at. */
export const atShare = (day: DayStart, share: number): Day => [
  [worth(day, OPUS, 60), worth(day, SONNET, 40)],
  [billed(day, OPUS, 60 * share), billed(day, SONNET, 40 * share)],
];
