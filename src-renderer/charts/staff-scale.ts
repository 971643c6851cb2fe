import { tickStep } from 'd3-array';
import { formatCount } from '../../src-main/shared/format.js';
import { MICROCENTS_PER_DOLLAR } from '../../src-main/shared/units.js';
import { layoutValueAxis } from './value-axis.js';

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

/** Between two labels of money. */
const FINE_STEPS = 5;

/** Microcents, in round dollars from zero. */
export function scaleMoney(greatest: number): StaffScale {
  const end = greatest * HEADROOM;
  const labelled = layoutValueAxis(greatest, 0, 'cost').ticks;
  const fine = ((labelled[1]?.value ?? 1) * MICROCENTS_PER_DOLLAR) / FINE_STEPS;
  const count = Math.floor(end / fine) + 1;
  const ticks = Array.from({ length: count }, (_, index): StaffTick => {
    const isMajor = index % FINE_STEPS === 0;
    return {
      at: index * fine,
      size: isMajor ? 'major' : 'fine',
      label: isMajor ? (labelled[index / FINE_STEPS]?.label ?? null) : null,
    };
  });
  return { end, ticks };
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
