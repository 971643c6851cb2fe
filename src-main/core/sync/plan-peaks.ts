import { DAY_MS, HOUR_MS, type HourStart, type Instant, type Span } from '../../shared/units.js';

/** 1,440 minutes are one page of the legacy report and the most the analytics tell at once. */
const LONGEST_MS = DAY_MS;

/**
 * Runs that hold every hour that is due, newest first. A run may reach over hours without use,
 * which cost nothing, but never over one that is not to be asked for.
 */
export function planPeaks(
  span: Span,
  isDue: (hour: HourStart) => boolean,
  isUnused: (hour: HourStart) => boolean,
): readonly Span[] {
  const runs: Span[] = [];
  let to: Instant | null = null;
  let from = span.to;
  const close = () => {
    if (to !== null) runs.push({ from, to });
    to = null;
  };
  for (let start = span.to - HOUR_MS; start >= span.from; start -= HOUR_MS) {
    // Spans of peaks are of whole hours.
    const hour = start as HourStart;
    if (to !== null && to - hour > LONGEST_MS) close();
    if (isDue(hour)) {
      to ??= hour + HOUR_MS;
      from = hour;
    } else if (!isUnused(hour)) close();
  }
  close();
  return runs;
}
