import type { Limits } from '../../../shared/limits.js';
import type { Instant } from '../../../shared/units.js';
import type { UsageHistory } from '../../ports.js';
import { comparePeaks } from './compare-peaks.js';
import { listChanges } from './list-changes.js';
import { listSpendLimits } from './list-spend-limits.js';
import { peakSpan, readSettledHours } from './settled-hours.js';

/** Published limits as they are held, rate limits beside the busiest minutes of seven days. */
export function readPublished(
  history: UsageHistory,
  now: Instant,
): Pick<Limits, 'rates' | 'spends' | 'changes'> {
  const limits = history.readPublishedLimits();
  const workspaces = history.readLabels('workspace');
  const span = peakSpan(now);
  const rates = comparePeaks({
    limits,
    peaks: history.limits.readPeaks(span),
    seen: history.limits.readPeakHours(span),
    unused: readSettledHours(history, span, now).unused,
    workspaces,
    now,
  });
  const changes = listChanges(limits, workspaces);
  return { rates, spends: listSpendLimits(limits, workspaces), changes };
}
