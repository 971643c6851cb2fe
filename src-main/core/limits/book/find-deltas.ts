import type { Evidence } from '../../../shared/evidence.js';
import { groupBy } from '../../group-by.js';
import type { UseTimeline } from '../use/use-timeline.js';
import { familyOf } from '../windows/limit-window.js';

/** A smaller step says little: each of its ends is rounded. */
const LEAST_STEP = 5;
/** Two roundings of half a percent. */
const HALF = 1;

/**
 * Where the start of a window was not seen, two of its readings still say what the use between them
 * was worth. One for each window: from its first reading to its last.
 */
export function findDeltas(
  records: readonly Evidence[],
  timeline: UseTimeline,
): readonly Evidence[] {
  const unseen = records.filter(
    ({ kind, used, pct, isIgnored, end }) =>
      kind === 'reading' && used === null && pct !== null && end !== null && !isIgnored,
  );
  return [...groupBy(unseen, ({ window, end }) => `${window} ${end}`).values()].flatMap((group) => {
    const sorted = [...group].sort((a, b) => a.at - b.at);
    const [first, last] = [sorted[0], sorted.at(-1)];
    if (!first || !last || first.pct === null || last.pct === null) return [];
    const step = last.pct - first.pct;
    if (step < LEAST_STEP) return [];
    const used = timeline.between({ from: first.at, to: last.at }, familyOf(last.window));
    if (!used) return [];
    return [
      { ...last, id: `${first.id}>${last.id}`, pct: step, half: HALF, since: first.at, used },
    ];
  });
}
