import type { CauseKind } from '../../shared/costs.js';
import type { Instant } from '../../shared/units.js';
import { type ComparedLine, residualOf } from './compare-lines.js';
import { type Discount, isInProportion } from './find-discount.js';
import { isHundredfold } from './is-hundredfold.js';

/** A piece of the difference of one day's bill and estimate, and what likely lies behind it. */
export interface CausedPart {
  readonly day: Instant;
  readonly model: string;
  readonly serviceTier: string;
  readonly billedBy: string;
  readonly kind: CauseKind;
  readonly microcents: number;
}

/** Every line's difference, cut into pieces that add up to it. */
export function assignCauses(
  lines: readonly ComparedLine[],
  discount: Discount | null,
): readonly CausedPart[] {
  const bills = new Map<Instant, number>();
  for (const { day, reported } of lines) bills.set(day, (bills.get(day) ?? 0) + reported);
  return lines.flatMap((line) => {
    const ratio = discount?.days.get(line.day) ?? null;
    const { day, model, serviceTier, kind: billedBy } = line;
    return causesOf(line, ratio, bills.get(day) ?? 0)
      .filter(({ kind, microcents }) => microcents !== 0 || kind === 'priority')
      .map((part) => ({ day, model, serviceTier, billedBy, ...part }));
  });
}

type Piece = Pick<CausedPart, 'kind' | 'microcents'>;

function causesOf(line: ComparedLine, ratio: number | null, dayBill: number): readonly Piece[] {
  const microcents = residualOf(line);
  const whole = (kind: CauseKind): Piece[] => [{ kind, microcents }];
  if (line.state === 'untold') return whole('code-execution');
  if (line.state === 'committed') return whole('priority');
  if (line.state === 'unpriced') return whole('unpriced');
  const { estimated, estimatedHigh, reported } = line;
  if (estimated === null || estimated <= 0) return whole('unknown');
  if (isHundredfold(reported / estimated)) return whole('hundredfold');
  if (ratio !== null && isInProportion(line, ratio, dayBill)) return whole('discount');
  const cheap = Math.round(estimated * (ratio ?? 1));
  const dear = Math.round((estimatedHigh ?? estimated) * (ratio ?? 1));
  if (dear > cheap && reported > cheap && reported <= dear) {
    return [
      { kind: 'discount', microcents: cheap - estimated },
      { kind: 'bands', microcents: reported - cheap },
    ];
  }
  return whole('unknown');
}
