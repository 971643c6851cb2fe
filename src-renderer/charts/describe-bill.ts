import type { DayReconciliation } from '../../src-main/shared/costs.js';
import { formatMoney } from '../../src-main/shared/format.js';
import { formatRange } from '../../src-main/shared/format-range.js';
import { formatSignedMoney, formatSignedPercent } from '../../src-main/shared/format-signed.js';

const STATE_WORDS: Readonly<Record<DayReconciliation['state'], string>> = {
  billed: 'reported',
  open: 'still filling, estimate',
  unbilled: 'over, not reported yet',
  missing: 'no data',
};

/** "reported", "still filling, estimate": what a day's figure is worth. */
export const describeDay = ({ state }: DayReconciliation) => STATE_WORDS[state];

/** "$5.10", or "$5.10 – $7.30" where the price band is not known. */
export const formatEstimate = (estimated: number | null, high: number | null) =>
  estimated !== null && high !== null && high > estimated
    ? (formatRange({ low: estimated, high }) ?? formatMoney(estimated))
    : formatMoney(estimated);

/** How far a bill lies from its estimate, as a share of the estimate. */
export const residualPercent = (residual: number | null, estimated: number | null) =>
  residual === null || !estimated ? null : (residual / estimated) * 100;

export interface BillFact {
  readonly name: string;
  readonly value: string;
  readonly share: string | null;
}

/** What is known of one day, in the order in which the keys step through it. */
export function factsOfDay(day: DayReconciliation): readonly BillFact[] {
  const { reported, estimated, estimatedHigh, residual, state, cost } = day;
  const estimate = {
    name: 'Estimated',
    value: formatEstimate(estimated, estimatedHigh),
    share: null,
  };
  if (state !== 'billed') {
    return [{ name: 'Expected', value: formatMoney(cost), share: null }, estimate];
  }
  return [
    { name: 'Reported', value: formatMoney(reported), share: null },
    estimate,
    {
      name: 'Residual',
      value: formatSignedMoney(residual),
      share: formatSignedPercent(residualPercent(residual, estimated)),
    },
  ];
}

/** The whole day, or the one fact of it that the keys are on. */
export function speakDay(day: DayReconciliation, focused: number | null): string {
  const facts = factsOfDay(day);
  const tell = ({ name, value, share }: BillFact) =>
    `${name} ${value}${share === null ? '' : `, ${share}`}`;
  const one = focused === null ? undefined : facts[focused];
  if (one) return tell(one);
  return day.state === 'missing'
    ? describeDay(day)
    : `${facts.map(tell).join('; ')}; ${describeDay(day)}`;
}
