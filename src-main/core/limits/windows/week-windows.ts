import type { Instant, Span } from '../../../shared/units.js';
import { distinctEnds } from './distinct-ends.js';
import { type LimitWindow, SAME_END_MS, WEEK_MS } from './limit-window.js';

/**
 * The weeks of a limit from `span.from` up to the one that holds `span.to`. `ends` are those that
 * were told; between and around them weeks are stepped by seven days. A week that the next told one
 * cuts into ends there. `weekAt` gives the week by the person's own settings, for when none was told.
 */
export function weekWindows(
  span: Span,
  ends: readonly Instant[],
  weekAt: (at: Instant) => Span,
): readonly LimitWindow[] {
  const told = distinctEnds(ends);
  const [first] = told;
  if (first === undefined) return calendarWeeks(span, weekAt);
  const windows: LimitWindow[] = [];
  let start = first - WEEK_MS * Math.ceil((first - span.from) / WEEK_MS);
  for (const end of [...told, Number.POSITIVE_INFINITY]) {
    const next = end - WEEK_MS;
    while (start < next - SAME_END_MS && start <= span.to) {
      const whole = start + WEEK_MS;
      const to = Math.min(whole, next);
      windows.push({ from: start, to, isCut: whole > next + SAME_END_MS });
      start = to;
    }
    if (end !== Number.POSITIVE_INFINITY) start = next;
  }
  return windows.filter(({ to }) => to > span.from);
}

function calendarWeeks({ from, to }: Span, weekAt: (at: Instant) => Span): readonly LimitWindow[] {
  const windows: LimitWindow[] = [];
  for (let week = weekAt(from); week.from <= to; week = weekAt(week.to)) {
    windows.push({ ...week, isCut: false });
  }
  return windows;
}
