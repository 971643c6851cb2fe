import type { DayReconciliation } from '../../src-main/shared/costs.js';

/** Billed days that have an estimate, together. Microcents. */
export interface ResidualSum {
  readonly days: number;
  readonly reported: number;
  readonly estimated: number;
  readonly residual: number;
  /** Of the estimate; null where that is zero. */
  readonly percent: number | null;
}

/** Null when no day has both a bill and an estimate. */
export function sumResidual(days: readonly DayReconciliation[]): ResidualSum | null {
  let [count, reported, estimated] = [0, 0, 0];
  for (const day of days) {
    if (day.residual === null || day.reported === null || day.estimated === null) continue;
    count += 1;
    reported += day.reported;
    estimated += day.estimated;
  }
  if (count === 0) return null;
  const residual = reported - estimated;
  const percent = estimated === 0 ? null : (residual / estimated) * 100;
  return { days: count, reported, estimated, residual, percent };
}
