import { isWorkedOut } from '../../shared/claude-said.js';
import type { WindowLimit } from '../../shared/limits.js';
import type { Instant } from '../../shared/units.js';
import type { StatusGlance } from './limit-ports.js';

/** The plan's week as the status line shows it. */
export function glanceOf(windows: readonly WindowLimit[], now: Instant): StatusGlance {
  const week = windows.find(({ meter, window }) => meter === 'plan' && window === 'weekly');
  if (!week?.running || !week.now) return { savedAt: now, week: null };
  const { percent, reading, hours } = week.now;
  const end = week.running.to;
  // A guess of which no number is told.
  if (week.word === 'rough' && reading === null) return { savedAt: now, week: null };
  return {
    savedAt: now,
    week: { end, percent: percent.median, isLearned: isWorkedOut(percent.median, reading), hours },
  };
}
