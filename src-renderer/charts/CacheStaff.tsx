import { DASH, formatPercent } from '../../src-main/shared/format.js';
import { Staff } from './Staff.js';
import type { StaffScale, StaffTick } from './staff-scale.js';

/** Target of design/product.md. */
const TARGET_PERCENT = 85;

const LABELS: Readonly<Record<number, string>> = { 0: '0 %', 50: '50 %', 85: 'target 85 %' };

const SCALE: StaffScale = {
  end: 100,
  ticks: Array.from({ length: 21 }, (_, index): StaffTick => {
    const at = index * 5;
    return { at, size: at % 25 === 0 ? 'middle' : 'fine', label: LABELS[at] ?? null };
  }),
};

export function CacheStaff({ efficiency }: { readonly efficiency: number | null }) {
  const percent = efficiency === null ? null : efficiency * 100;
  const words = percent === null ? DASH : formatPercent(percent);
  return (
    <Staff
      isSmall
      scale={SCALE}
      fills={percent === null ? [] : [{ from: 0, to: percent, tone: 'tide' }]}
      marks={[{ at: TARGET_PERCENT, kind: 'expected' }]}
      label={`Cache efficiency ${words}; the target is ${TARGET_PERCENT} %`}
    />
  );
}
