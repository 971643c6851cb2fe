import { type Evidence, halfOf, type LimitUnit, type UseRange } from '../../../shared/evidence.js';
import type { Grid } from './grid.js';
import type { EvidenceWindow } from './group-windows.js';
import {
  hitLikelihood,
  quietLikelihood,
  type RecordLikelihood,
  readingLikelihood,
  weighMistake,
} from './likelihood.js';

/** A hit or a reading, and what it says. */
export interface WeighedRecord {
  readonly id: string;
  readonly likelihood: RecordLikelihood;
}

/** Everything that one window says of its own limit in one unit. */
export interface WindowLikelihood {
  readonly records: readonly WeighedRecord[];
  readonly quiet: Float64Array | null;
  /** Log of how far the ends of the best known use are apart; null: a quiet window. */
  readonly edge: number | null;
}

/** Null: nothing was visible in this unit. */
export function likelihoodOfWindow(
  { hit, readings, quiet }: EvidenceWindow,
  unit: LimitUnit,
  grid: Grid,
  soundSd?: number,
): WindowLikelihood | null {
  const records = [...(hit ? [hit] : []), ...readings].flatMap((record) => {
    const likelihood = likelihoodOfRecord(record, unit, grid, soundSd);
    return likelihood ? [{ id: record.id, likelihood }] : [];
  });
  const bound = quiet && (quiet.settled ?? quiet.used)?.[unit]?.[0];
  const ofQuiet = quiet && bound ? quietLikelihood(bound, quiet.isPartlySeen, grid) : null;
  if (records.length === 0 && ofQuiet === null) return null;
  const edges = [hit?.settled ?? hit?.used, ...readings.map(({ used }) => used)].flatMap((use) => {
    const range = use?.[unit];
    return range && range[1] > 0 ? [Math.min(1, Math.log(range[1] / range[0]))] : [];
  });
  return { records, quiet: ofQuiet, edge: edges.length > 0 ? Math.min(...edges) : null };
}

/** One array for the whole window; `without` leaves out one record. */
export function multiplyLikelihoods(
  { records, quiet }: Pick<WindowLikelihood, 'records' | 'quiet'>,
  { size }: Pick<Grid, 'size'>,
): Float64Array {
  const product = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    let value = quiet?.[i] ?? 1;
    for (const { likelihood } of records) {
      value *= (likelihood.sound[i] ?? 0) + (likelihood.mistaken[i] ?? 0);
    }
    product[i] = value;
  }
  return product;
}

function likelihoodOfRecord(
  record: Evidence,
  unit: LimitUnit,
  grid: Grid,
  soundSd?: number,
): RecordLikelihood | null {
  const { source, pct } = record;
  if (record.kind === 'hit') {
    const range = rangesOfHit(record, unit);
    return range && weighMistake(source, grid, (sd) => hitLikelihood(range, grid, sd), soundSd);
  }
  const used = record.used?.[unit];
  if (!used || !(used[1] > 0) || pct === null) return null;
  const half = record.half ?? halfOf(pct, record.since !== null);
  return weighMistake(
    source,
    grid,
    (sd) => readingLikelihood({ used, pct, half }, grid, sd),
    soundSd,
  );
}

function rangesOfHit({ used, settled, isExact, window }: Evidence, unit: LimitUnit) {
  const around = used?.[unit] ?? settled?.[unit];
  if (!around) return null;
  // Not settled yet: use stops at the limit, so the end of the bucket is nearer than its start.
  const [, end] = around;
  const through: UseRange = settled?.[unit] ?? (isExact ? around : [end, end]);
  if (!(through[1] > 0)) return null;
  return {
    used: around[1] > 0 ? around : through,
    settled: through,
    isExact,
    beganWithUse: window === 'five_hour',
  };
}
