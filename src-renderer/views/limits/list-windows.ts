import type { Meter, WindowKind } from '../../../src-main/shared/evidence.js';
import type { Limits } from '../../../src-main/shared/limits.js';
import { nameWindowOf, windowKey } from '../../../src-main/shared/name-window.js';

export interface WindowOption {
  readonly key: string;
  readonly label: string;
  readonly meter: Meter;
  readonly window: WindowKind;
}

/** Windows that a plan may have, whether or not anything was seen of them. */
const PLAN_WINDOWS: readonly WindowKind[] = ['weekly', 'five_hour', 'weekly:opus', 'weekly:sonnet'];

/** What evidence can be given for: the chosen meter first, known windows before possible ones. */
export function listWindows({ meter, windows }: Limits): readonly WindowOption[] {
  const possible = [
    { meter, window: 'weekly' as const },
    ...windows.filter((one) => one.meter === meter),
    ...windows.filter((one) => one.meter !== meter),
    ...PLAN_WINDOWS.map((window) => ({ meter: 'plan' as const, window })),
  ];
  const named = new Map<string, WindowOption>();
  for (const one of possible) {
    const key = windowKey(one);
    const label = nameWindowOf(one);
    if (!named.has(key)) named.set(key, { key, label, meter: one.meter, window: one.window });
  }
  return [...named.values()];
}
