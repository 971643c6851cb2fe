import { CACHE_TARGET } from '../../src-main/shared/cache.js';
import { formatShare } from './cache-words.js';
import { Staff } from './Staff.js';
import type { StaffScale, StaffTick } from './staff-scale.js';

const TARGET_PERCENT = CACHE_TARGET * 100;

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
  return (
    <Staff
      isSmall
      scale={SCALE}
      fills={percent === null ? [] : [{ from: 0, to: percent, tone: 'tide' }]}
      marks={[{ at: TARGET_PERCENT, kind: 'expected' }]}
      label={`Cache efficiency ${formatShare(efficiency)}; the target is ${TARGET_PERCENT} %`}
    />
  );
}
