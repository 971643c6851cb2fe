import type { Costs } from '../../src-main/shared/costs.js';

export interface Change {
  readonly id: string | null;
  readonly label: string;
  /** Microcents more than before. */
  readonly by: number;
}

/** A cent: less than that is no news. */
const LEAST = 1_000_000;

/** The greatest changes first; null where there is nothing complete to compare with. */
export function listChanges({ before, groups }: Costs, most: number): readonly Change[] | null {
  if (!before.isHeld) return null;
  return groups.workspaceModel
    .flatMap(({ id, label, microcents, before: earlier }) =>
      microcents === null || earlier === null ? [] : [{ id, label, by: microcents - earlier }],
    )
    .filter(({ by }) => Math.abs(by) >= LEAST)
    .sort((a, b) => Math.abs(b.by) - Math.abs(a.by))
    .slice(0, most);
}
