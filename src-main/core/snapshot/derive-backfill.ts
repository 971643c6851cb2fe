import type { SyncStatus } from '../../shared/snapshot.js';
import type { Instant, Span } from '../../shared/units.js';
import type { Coverage } from '../coverage.js';
import { CURRENT_MS, planSync } from '../sync/plan-sync.js';

/** How much older history is still to come, in the parts that the next sync asks for. */
export function deriveBackfill(
  gaps: readonly Span[],
  since: Instant,
  now: Instant,
  coverage: Coverage,
  isPaused: boolean,
): SyncStatus['backfill'] {
  if (!gaps.some(({ from }) => from < now - CURRENT_MS)) return null;
  const steps = planSync({ now, since, coverage, lateBills: new Set(), edges: [] });
  const partsLeft = steps.filter(({ isBackfill }) => isBackfill).length;
  return partsLeft === 0 ? null : { partsLeft, isPaused };
}
