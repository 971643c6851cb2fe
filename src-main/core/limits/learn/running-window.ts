import type { Evidence, LimitUnit, UseRange, WindowKind } from '../../../shared/evidence.js';
import type { Instant } from '../../../shared/units.js';
import { lengthOf, SAME_END_MS } from '../windows/limit-window.js';
import type { EvidenceWindow } from './group-windows.js';
import type { ByUnit, LearnUsage } from './learned.js';

/** The window that runs, its use, and what was said in it. */
export interface Running {
  readonly start: Instant;
  readonly end: Instant;
  readonly used: ByUnit<UseRange>;
  /** Its use is that of now, not that of the newest evidence. */
  readonly isTold: boolean;
  /** Null: nothing was said in it yet. */
  readonly said: EvidenceWindow | null;
}

/** As it is told, or as the newest evidence has it. */
export function findRunning(
  kind: WindowKind,
  windows: readonly EvidenceWindow[],
  { running }: LearnUsage,
  now: Instant,
): Running | null {
  const told = running.find(
    (window) => window.kind === kind && window.start <= now && now < window.end,
  );
  const newest = windows.at(-1) ?? null;
  if (told)
    return {
      ...told,
      isTold: true,
      said: newest && isIn(newest, told.start, told.end) ? newest : null,
    };
  if (!newest) return null;
  const end = newest.end ?? (newest.start === null ? null : newest.start + lengthOf(kind));
  const last = newest.newest ?? newest.hit;
  if (end === null || end <= now || !last) return null;
  const start = newest.start ?? end - lengthOf(kind);
  return { start, end, used: usedOf(last), isTold: false, said: newest };
}

function isIn(window: EvidenceWindow, start: Instant, end: Instant): boolean {
  return window.end === null
    ? start <= window.at && window.at < end
    : Math.abs(window.end - end) <= SAME_END_MS;
}

const usedOf = (record: Evidence) =>
  (record.kind === 'hit' ? record.settled : null) ?? record.used ?? {};

export const middleOf = (range: UseRange | undefined) => (range ? (range[0] + range[1]) / 2 : 0);

/** Use of one unit for each of another, of recent hours or else of the running window. */
export function ratioOf(
  to: LimitUnit,
  from: LimitUnit,
  sums: ByUnit<number>,
  used: ByUnit<UseRange>,
): number | null {
  if (to === from) return 1;
  const [more, less] = [sums[to] ?? 0, sums[from] ?? 0];
  if (more > 0 && less > 0) return more / less;
  const [here, there] = [middleOf(used[to]), middleOf(used[from])];
  return here > 0 && there > 0 ? here / there : null;
}
