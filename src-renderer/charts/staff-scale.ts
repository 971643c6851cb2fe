import { tickStep } from 'd3-array';
import { formatCount } from '../../src-main/shared/format.js';

/** Room beyond the limit, so that its mark stands clear of the end. */
const HEADROOM = 1.05;

export interface StaffTick {
  readonly at: number;
  readonly size: 'fine' | 'middle' | 'major';
  readonly label: string | null;
}

export interface StaffScale {
  /** The value at the right end. */
  readonly end: number;
  readonly ticks: readonly StaffTick[];
}

/** Percent of a limit: 0 to 100 while within it, and further in round steps when over. */
export function scalePercent(greatest: number): StaffScale {
  const end = Math.max(100, greatest) * HEADROOM;
  const step = end < 130 ? 25 : tickStep(0, end, 4);
  const fine = step === 25 ? 1 : step / 10;
  const middle = step === 25 ? 5 : step / 2;
  return { end, ticks: buildTicks(end, fine, middle, step, (at) => `${formatCount(at)} %`) };
}

/** Whole days, labelled every fifth. */
export function scaleDays(count: number): StaffScale {
  const ticks = Array.from({ length: count + 1 }, (_, at): StaffTick => {
    const isLabelled = at > 0 && (at === 1 || at % 5 === 0);
    return { at, size: at % 5 === 0 ? 'middle' : 'fine', label: isLabelled ? String(at) : null };
  });
  return { end: count, ticks };
}

function buildTicks(
  end: number,
  fine: number,
  middle: number,
  major: number,
  label: (at: number) => string,
): readonly StaffTick[] {
  const ticks: StaffTick[] = [];
  for (let index = 0; index * fine <= end; index += 1) {
    const at = index * fine;
    const size = at % major === 0 ? 'major' : at % middle === 0 ? 'middle' : 'fine';
    ticks.push({ at, size, label: size === 'major' ? label(at) : null });
  }
  return ticks;
}
