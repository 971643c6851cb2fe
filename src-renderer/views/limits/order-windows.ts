import type { Meter, WindowKind } from '../../../src-main/shared/evidence.js';

interface Placed {
  readonly meter: Meter;
  readonly window: WindowKind;
}

const RANKS: Readonly<Record<string, number>> = { weekly: 0, five_hour: 1 };

/** The week, then the 5 hours, then weeks of one family; of the chosen meter first. */
export const orderWindows = <T extends Placed>(windows: readonly T[], meter: Meter): readonly T[] =>
  [...windows].sort(
    (a, b) =>
      Number(a.meter !== meter) - Number(b.meter !== meter) ||
      rankOf(a) - rankOf(b) ||
      a.window.localeCompare(b.window),
  );

const rankOf = ({ window }: Placed) => RANKS[window] ?? 2;
