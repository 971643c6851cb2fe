import { deriveWindow } from '../../src-main/core/limits/learn/derive-window.js';
import { detectChange } from '../../src-main/core/limits/learn/detect-change.js';
import { groupWindows } from '../../src-main/core/limits/learn/group-windows.js';
import {
  type KindPosterior,
  learnWindow,
  startKind,
} from '../../src-main/core/limits/learn/learn-kind.js';
import type { LearnedWindow, UseHour } from '../../src-main/core/limits/learn/learned.js';
import { HOUR_MS } from '../../src-main/shared/units.js';
import { type Baselines, createBaselines } from './guess-baselines.js';
import { observeWindow, percentAt, readingAt, usedUntil } from './observe-window.js';
import {
  type SimulatedKind,
  type SimulatedUser,
  type SimulatedWindow,
  total,
} from './simulate-user.js';

/** How the estimate stood after one window with a hit or a reading. */
export interface Standing {
  /** Such windows so far. */
  readonly n: number;
  /** Place of the window in the run. */
  readonly index: number;
  readonly truth: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  readonly baselines: Baselines;
}

/** What was shown while a window ran, and what was true. */
export interface Shown {
  readonly percents: { readonly without: number; readonly with: number | null }[];
  readonly hoursLeft: { readonly error: number; readonly isInside: boolean }[];
}

export interface Followed {
  readonly standings: readonly Standing[];
  readonly shown: Shown;
  /** A change was noticed by the end. */
  readonly noticed: boolean;
}

/** Windows to look into while they run: every so many. */
const LOOKS: Readonly<Record<SimulatedKind, number>> = { weekly: 4, five_hour: 9 };
/** Shares of a window at which a reading is made, one look after the other. */
const READ_AT = [0.2, 0.3, 0.4, 0.5] as const;

/** One pass over a person's windows, with looks into some of them on the way. */
export function followUser(user: SimulatedUser): Followed {
  const { kind } = user;
  const standings: Standing[] = [];
  const shown: Shown = { percents: [], hoursLeft: [] };
  const baselines = createBaselines();
  const hours: UseHour[] = [];
  const all = user.windows.map((window, index) => observeWindow(kind, window, `${index}`));
  let known = startKind(all.flat(), kind, {});
  let n = 0;
  for (const [index, window] of user.windows.entries()) {
    if (n > 0 && index % LOOKS[kind] === LOOKS[kind] - 1) look(user, index, known, hours, shown);
    for (const hour of window.hours) addHour(hours, hour.start, total(hour.measured));
    const records = all[index] ?? [];
    const guesses = baselines.add(window, records);
    const [grouped] = groupWindows(records, kind);
    if (!grouped) continue;
    known = { ...learnWindow(known, grouped), windows: [...known.windows, grouped] };
    if (!grouped.hit && grouped.readings.length === 0) continue;
    n += 1;
    const point = known.units[0]?.course.at(-1);
    if (!point) throw new Error('a window with use teaches something');
    const { limit, confidence } = point;
    standings.push({ n, index, truth: window.truth, ...limit, confidence, baselines: guesses });
  }
  const first = user.windows[standings[0]?.index ?? 0]?.start ?? 0;
  const course = known.units[0]?.course.filter(({ at }) => at >= first) ?? [];
  return { standings, shown, noticed: detectChange(course) !== null };
}

function look(
  user: SimulatedUser,
  index: number,
  known: KindPosterior,
  hours: readonly UseHour[],
  shown: Shown,
): void {
  const window = user.windows[index];
  if (!window) return;
  const at = window.start + 0.6 * (window.end - window.start);
  const truth = percentAt(window, at);
  if (truth > 0 && truth < 100) {
    const without = describe(user.kind, window, at, known, hours);
    const share = READ_AT[Math.floor(index / LOOKS[user.kind]) % READ_AT.length] ?? 0;
    const readAt = window.start + share * (window.end - window.start);
    const [said] = groupWindows([readingAt(user.kind, window, readAt)], user.kind);
    const told = said && { ...learnWindow(known, said), windows: [...known.windows, said] };
    const withReading = told && describe(user.kind, window, at, told, hours);
    const isVisible = said !== undefined && said.readings.length > 0;
    if (without.now) {
      shown.percents.push({
        without: Math.abs(without.now.percent.median - truth),
        with:
          isVisible && withReading?.now ? Math.abs(withReading.now.percent.median - truth) : null,
      });
    }
  }
  const start = momentOf(window, 0.3);
  if (start === null) return;
  const hoursSoFar = [...hours];
  for (const hour of window.hours) {
    if (hour.start + HOUR_MS <= start) addHour(hoursSoFar, hour.start, total(hour.measured));
  }
  const left = describe(user.kind, window, start, known, hoursSoFar).now?.hoursLeft;
  const truly = hoursUntilSpent(user, index, start, 0.7 * window.limit);
  if (!left || truly === null) return;
  shown.hoursLeft.push({
    error: Math.abs(left.median / truly - 1),
    isInside: left.low <= truly && truly <= left.high,
  });
}

function describe(
  kind: SimulatedKind,
  window: SimulatedWindow,
  at: number,
  posterior: KindPosterior,
  hours: readonly UseHour[],
): LearnedWindow {
  const running = [
    { kind, start: window.start, end: window.end, used: { usd: usedUntil(window, at) } },
  ];
  return deriveWindow(kind, { posterior, outliers: [] }, { hours, running }, at, {
    timeZone: 'UTC',
  });
}

/** When this share of the limit was used; null: never, or in the window's last hour. */
function momentOf(window: SimulatedWindow, share: number): number | null {
  for (const { start } of window.hours) {
    const edge = start + HOUR_MS;
    const percent = percentAt(window, edge);
    if (percent >= 100 * share) return percent < 100 * share + 5 && edge < window.end ? edge : null;
  }
  return null;
}

/** Active hours it takes, with what was wanted in this window and then in the ones behind it. */
function hoursUntilSpent(user: SimulatedUser, index: number, from: number, amount: number) {
  let left = amount;
  let hours = 0;
  for (const window of user.windows.slice(index)) {
    for (const { at, metered } of window.wanted) {
      if (at < from || metered <= 0) continue;
      if (metered >= left) return hours + left / metered;
      left -= metered;
      hours += 1;
    }
  }
  return null;
}

function addHour(hours: UseHour[], start: number, usd: number): void {
  if (usd > 0) hours.push({ start, usd, ieq: usd / 5, tokens: usd * 1e6 });
}
