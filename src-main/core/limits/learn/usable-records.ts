import type { Evidence, LimitUnit, Use, UseRange } from '../../../shared/evidence.js';
import { isDenial, LIMIT_UNITS } from '../../../shared/evidence.js';
import { byTime } from './by-time.js';
import { type Grid, gridOf } from './grid.js';

/** So many records are looked at without a pause. */
const STEP_RECORDS = 1000;

/** Records that may teach, each once and in order, whatever order they came in. */
export function* usableRecords(evidence: readonly Evidence[]): Generator<void, Evidence[]> {
  const seen = new Set<string>();
  const usable: Evidence[] = [];
  const inOrder = evidence.filter(({ at }) => Number.isFinite(at)).sort(byTime);
  for (const [index, record] of inOrder.entries()) {
    if (index % STEP_RECORDS === 0) yield;
    // A change that was denied is to be known.
    if ((record.isIgnored && !isDenial(record)) || seen.has(record.id)) continue;
    seen.add(record.id);
    usable.push(withSoundUse(record));
  }
  return usable;
}

function withSoundUse(record: Evidence): Evidence {
  const { used, settled, pct, half, start, end } = record;
  // That may be anything from nothing to all of it.
  const isOpen = half !== null && half >= 50;
  const isPercent = pct !== null && Number.isFinite(pct) && pct >= 0 && !isOpen;
  return {
    ...record,
    used: soundUse(used),
    settled: soundUse(settled),
    pct: isPercent ? pct : null,
    half: half !== null && Number.isFinite(half) && half > 0 ? Math.min(half, 100) : null,
    start: start !== null && Number.isFinite(start) ? start : null,
    end: end !== null && Number.isFinite(end) ? end : null,
  };
}

/** Of an amount beyond every limit that is thought possible nothing can be said. */
const isThinkable = (amount: number, { start, step, size }: Grid): boolean =>
  amount === 0 || (Math.log(amount) >= start && Math.log(amount) <= start + step * (size - 1));

function soundUse(use: Use | null): Use | null {
  if (use === null) return null;
  const sound: Partial<Record<LimitUnit, UseRange>> = {};
  for (const unit of LIMIT_UNITS) {
    const range = use[unit];
    if (!range?.every((value) => Number.isFinite(value) && value >= 0)) continue;
    const [one, other] = range;
    if (!isThinkable(Math.max(one, other), gridOf(unit))) continue;
    sound[unit] = one <= other ? range : [other, one];
  }
  return sound;
}
