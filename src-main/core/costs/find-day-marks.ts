import type { Instant } from '../../shared/units.js';
import type { ComparedLine } from './compare-lines.js';
import { PERSISTENT_DAYS } from './find-discount.js';
import { isAlmostNothing, isHundredfold } from './is-hundredfold.js';

/** What whole days of bills show, whichever model. */
export interface DayMarks {
  /** Bills are off by a hundred there. */
  readonly hundredfold: ReadonlySet<Instant>;
  /** Bills are next to nothing there. */
  readonly free: ReadonlySet<Instant>;
}

/** Of the estimated money of a day, and of all days. */
const SHOWING_SHARE = 0.8;

export function findDayMarks(lines: readonly ComparedLine[]): DayMarks {
  const sums = new Map<
    Instant,
    { estimated: number; reported: number; up: number; down: number }
  >();
  for (const { day, state, estimated, reported } of lines) {
    if (state !== 'priced' || estimated === null || estimated <= 0) continue;
    const sum = sums.get(day) ?? { estimated: 0, reported: 0, up: 0, down: 0 };
    sum.estimated += estimated;
    sum.reported += reported;
    const ratio = reported / estimated;
    if (isHundredfold(ratio)) sum[ratio > 1 ? 'up' : 'down'] += estimated;
    sums.set(day, sum);
  }
  let all = 0;
  for (const { estimated } of sums.values()) all += estimated;
  const showing = (way: 'up' | 'down'): readonly Instant[] => {
    const days = [...sums].filter(([, sum]) => sum[way] >= SHOWING_SHARE * sum.estimated);
    const shown = days.reduce((money, [, sum]) => money + sum[way], 0);
    return days.length >= PERSISTENT_DAYS && shown >= SHOWING_SHARE * all
      ? days.map(([day]) => day)
      : [];
  };
  const hundredfold = new Set([...showing('up'), ...showing('down')]);
  const free = [...sums].filter(
    ([day, { reported, estimated }]) =>
      !hundredfold.has(day) && isAlmostNothing(reported / estimated),
  );
  return { hundredfold, free: new Set(free.map(([day]) => day)) };
}
