import type { Evidence, LimitUnit } from '../../../shared/evidence.js';
import { hasUse } from './group-windows.js';

/** A unit that is shown is given up only for one that leads by this much, in nats, twice running. */
const LEAD = 2;
const WINDOWS_OF_LEAD = 2;
/** Before any is chosen, dollars are what people think in: so much of a lead chooses. */
const EARLY_LEAD = 0.5;

/** Units that evidence is learned in: both kinds of money, or what there is of the others. */
export function unitsOf(records: readonly Evidence[]): LimitUnit[] {
  const has = (unit: LimitUnit) => records.some((record) => hasUse(record, unit));
  const money = (['usd', 'ieq'] as const).filter(has);
  if (money.length > 0) return money;
  return (['tokens', 'hours'] as const).filter(has).slice(0, 1);
}

/** Log evidence of each unit, in the order of the units, after each window that speaks in all. */
export type EvidenceCourse = readonly (readonly number[])[];

/** Which unit is shown: the first to lead at all clearly stays until another does for two windows. */
export function chooseUnit(units: readonly LimitUnit[], course: EvidenceCourse): LimitUnit {
  let chosen: number | null = null;
  let leading = 0;
  let leader = 0;
  for (const evidence of course) {
    const [first = 0, second = first] = [...evidence].sort((one, other) => other - one);
    const best = evidence.indexOf(first);
    const lead = first - second;
    leading = lead < LEAD ? 0 : best === leader ? leading + 1 : 1;
    leader = best;
    if (leading >= WINDOWS_OF_LEAD || (chosen === null && lead >= EARLY_LEAD)) chosen = best;
  }
  return units[chosen ?? 0] ?? 'usd';
}

/** Softmax of the log evidence. */
export function unitWeights(
  units: readonly LimitUnit[],
  course: EvidenceCourse,
): Partial<Record<LimitUnit, number>> {
  const last = course.at(-1) ?? units.map(() => 0);
  const most = Math.max(...last);
  const shares = units.map((_, index) => Math.exp((last[index] ?? 0) - most));
  const sum = shares.reduce((total, share) => total + share, 0);
  return Object.fromEntries(units.map((unit, index) => [unit, (shares[index] ?? 0) / sum]));
}
