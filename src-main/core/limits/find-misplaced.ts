import type { Evidence } from '../../shared/evidence.js';
import type { UseTimeline } from './use/use-timeline.js';
import { familyOf, lengthOf } from './windows/limit-window.js';

/**
 * Percentages that were typed for a meter that shows no use for them, while the other one does:
 * they were perhaps meant for that one. Nothing is moved by itself.
 */
export function findMisplaced(
  evidence: readonly Evidence[],
  own: UseTimeline | null,
  other: UseTimeline | null,
): readonly string[] {
  if (!other) return [];
  return evidence.flatMap(({ id, kind, source, at, start, window, used, isIgnored }) => {
    // With a gap nobody can say that nothing was used.
    const isUnused = own ? used?.tokens?.[1] === 0 : used === null;
    if (kind !== 'reading' || source !== 'entry' || isIgnored || !isUnused) return [];
    const from = start ?? at - lengthOf(window);
    const seen = other.between({ from, to: at }, familyOf(window));
    return (seen?.tokens?.[0] ?? 0) > 0 ? [id] : [];
  });
}
