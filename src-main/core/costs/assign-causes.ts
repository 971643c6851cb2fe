import type { CauseKind } from '../../shared/costs.js';
import type { Instant } from '../../shared/units.js';
import { type ComparedLine, residualOf } from './compare-lines.js';
import type { DayMarks } from './find-day-marks.js';
import { type Discount, isInProportion } from './find-discount.js';
import { isHundredfold } from './is-hundredfold.js';

/** `free`: bills of next to nothing, told as a discount in words of its own. */
export type CauseReason = CauseKind | 'free';
export const kindOf = (reason: CauseReason): CauseKind => (reason === 'free' ? 'discount' : reason);

/** A piece of the difference of one day's bill and estimate, and what likely lies behind it. */
export interface CausedPart {
  readonly day: Instant;
  readonly model: string;
  readonly serviceTier: string;
  readonly billedBy: string;
  readonly reason: CauseReason;
  readonly microcents: number;
}

/** Every line's difference, cut into pieces that add up to it. */
export function assignCauses(
  lines: readonly ComparedLine[],
  discount: Discount | null,
  marks: DayMarks,
): readonly CausedPart[] {
  const bills = new Map<Instant, number>();
  for (const { day, reported } of lines) bills.set(day, (bills.get(day) ?? 0) + reported);
  return lines.flatMap((line) => {
    const isOfIt = discount?.ofModels?.includes(line.model) ?? true;
    const ratio = (isOfIt ? discount?.days.get(line.day) : null) ?? null;
    const { day, model, serviceTier, kind: billedBy } = line;
    return causesOf(line, { ratio, marks, dayBill: bills.get(day) ?? 0 })
      .filter(({ reason, microcents }) => microcents !== 0 || reason === 'priority')
      .map((part) => ({ day, model, serviceTier, billedBy, ...part }));
  });
}

type Piece = Pick<CausedPart, 'reason' | 'microcents'>;

interface LineFacts {
  /** What a discount says of it. */
  readonly ratio: number | null;
  readonly marks: DayMarks;
  readonly dayBill: number;
}

function causesOf(line: ComparedLine, { ratio, marks, dayBill }: LineFacts): readonly Piece[] {
  const microcents = residualOf(line);
  const whole = (reason: CauseReason): Piece[] => [{ reason, microcents }];
  if (line.state === 'untold') return whole('code-execution');
  if (line.state === 'committed') return whole('priority');
  if (line.state === 'unpriced') return whole('unpriced');
  const { estimated, estimatedHigh, reported } = line;
  if (estimated === null || estimated <= 0) return whole('unknown');
  if (marks.hundredfold.has(line.day) && isHundredfold(reported / estimated)) {
    return whole('hundredfold');
  }
  if (marks.free.has(line.day)) return whole('free');
  if (ratio !== null && isInProportion(line, ratio, dayBill)) return whole('discount');
  const cheap = Math.round(estimated * (ratio ?? 1));
  const dear = Math.round((estimatedHigh ?? estimated) * (ratio ?? 1));
  if (dear > cheap && reported > cheap && reported <= dear) {
    return [
      { reason: 'discount', microcents: cheap - estimated },
      { reason: 'bands', microcents: reported - cheap },
    ];
  }
  return whole('unknown');
}
